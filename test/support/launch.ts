/**
 * The one way a test starts the real program. `program` is started before the test and closed after
 * it; `launch` starts more of them, or one with other options.
 */
import { test as base, expect, type Page } from '@playwright/test';
import { launchProgram } from '../../scripts/launch.mjs';

export { expect };

export type LaunchOptions = NonNullable<Parameters<typeof launchProgram>[0]>;
export type LaunchedProgram = Awaited<ReturnType<typeof launchProgram>>;

interface Fixtures {
  /** How `program` is started: `test.use({ programOptions: { args: [file] } })`. */
  readonly programOptions: LaunchOptions;
  /** Starts a program and waits for its first screen; whatever a test leaves open is closed after it. */
  readonly launch: (options?: LaunchOptions) => Promise<LaunchedProgram>;
  /** The program on its start screen, with nothing stored yet. */
  readonly program: LaunchedProgram;
}

export const test = base.extend<Fixtures>({
  programOptions: [{}, { option: true }],
  launch: async ({ programOptions }, use) => {
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
  await page.locator('html[data-ready="start"]').waitFor({ state: 'attached', timeout: 30_000 });
}
