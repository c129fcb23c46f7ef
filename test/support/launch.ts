/**
 * The one way a test starts the real program. `program` is started before the test and closed after
 * it; `launch` starts more of them, or one with other options.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { launchProgram, removeFolder } from '../../scripts/launch.mjs';

export { expect };

export type LaunchOptions = NonNullable<Parameters<typeof launchProgram>[0]>;
export type LaunchedProgram = Awaited<ReturnType<typeof launchProgram>>;

interface Fixtures {
  /** A new empty folder, removed after every program of the test was closed. */
  readonly folder: string;
  /** How `program` is started: `test.use({ programOptions: { args: [file] } })`. */
  readonly programOptions: LaunchOptions;
  /** Starts a program and waits for its first screen; whatever a test leaves open is closed after it. */
  readonly launch: (options?: LaunchOptions) => Promise<LaunchedProgram>;
  /** The program on its start screen, with nothing stored yet. */
  readonly program: LaunchedProgram;
}

export const test = base.extend<Fixtures>({
  programOptions: [{}, { option: true }],
  folder: async ({ programOptions: _before }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countersign-e2e-'));
    await use(folder);
    removeFolder(folder);
  },
  // The folder is named here so that it goes away after the programs that store in it.
  launch: async ({ programOptions, folder: _outlivesPrograms }, use) => {
    const launched: LaunchedProgram[] = [];
    await use(async (options = programOptions) => {
      const program = await launchProgram(options);
      launched.push(program);
      return program;
    });
    for (const program of launched) await program.close();
  },
  program: async ({ launch }, use) => {
    const program = await launch();
    await waitUntilReady(program.page);
    await use(program);
  },
});

/** Waits until the page says that the start screen can be used. */
export async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('html[data-ready="start"]').waitFor({ state: 'attached', timeout: 90_000 });
}
