import type { App } from 'electron';

/**
 * SECURITY: first of all, so that no page ever runs outside the sandbox, whatever its window asks for.
 *
 * Electron's call also takes `--no-sandbox` off the command line, and Chromium then refuses to run as
 * root. So the switch is honoured for root and while developing; everybody else has the sandbox.
 */
export function setupSandbox(app: App, userId: number | undefined): void {
  const mayGoWithout = userId === 0 || !app.isPackaged;
  if (mayGoWithout && app.commandLine.hasSwitch('no-sandbox')) return;
  app.enableSandbox();
}
