/** Starting and stopping the real program. */
import { existsSync } from 'node:fs';
import { expect, test, waitUntilReady } from '../support/launch.ts';
import { makeUserData, removeFolder } from '../../scripts/launch.mjs';
import { isRoot } from '../../scripts/run.mjs';

test('shows the start screen in one window', async ({ program }) => {
  await expect(program.page.getByRole('main')).toBeVisible();
  expect(program.app.windows()).toHaveLength(1);
});

test('stores everything in the folder it was given', async ({ program }) => {
  const userData = await program.app.evaluate(({ app }) => app.getPath('userData'));
  expect(userData).toBe(program.userData);
  expect(existsSync(userData)).toBe(true);
});

test('starts again on what an earlier start stored', async ({ launch }) => {
  const userData = makeUserData();
  try {
    for (let start = 0; start < 2; start += 1) {
      const program = await launch({ userData });
      await waitUntilReady(program.page);
      await program.close();
    }
  } finally {
    removeFolder(userData);
  }
});

test('runs its page inside the sandbox of Chromium', async ({ program }) => {
  test.skip(isRoot, 'Chromium has no sandbox when it runs as root');
  const switches = await program.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'));
  expect(switches).toBe(false);
});
