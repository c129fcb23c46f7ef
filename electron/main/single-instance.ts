import path from 'node:path';
import type { App } from 'electron';
import { findFileArgument, parseSecondInstanceData } from './launch-arguments.ts';

export interface InstanceOptions {
  readonly openRequestedFile: (path: string) => void;
  /** Brings the window of the first instance to the front. */
  readonly focus: () => void;
}

/**
 * Every way the operating system names a file ends in `openRequestedFile`: this process's command line,
 * the command line of a second start, and `open-file` on macOS, which comes before the program is ready
 * and is lost when nobody listens by then.
 *
 * False where another instance runs with the same user data: it got the file, and this one must end.
 */
export function setupSingleInstance(
  app: App,
  { openRequestedFile, focus }: InstanceOptions,
): boolean {
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openRequestedFile(file);
  });
  const options = { isPackaged: app.isPackaged, cwd: process.cwd(), flavour: path };
  const file = findFileArgument(process.argv, options);
  // Chromium reorders the arguments it hands to the first instance, so the file travels as data.
  if (!app.requestSingleInstanceLock({ file })) return false;
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    focus();
    const other = parseSecondInstanceData(data);
    if (other !== null) openRequestedFile(other);
  });
  if (file !== null) openRequestedFile(file);
  return true;
}
