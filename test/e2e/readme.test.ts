/** The commands of the README, as they stand there. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { ensureDisplay } from '../../scripts/display.mjs';
import { makeUserData, removeFolder } from '../../scripts/launch.mjs';
import { root, runCaptured, toEnvironment } from '../../scripts/run.mjs';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/```bash\n([\s\S]*?)```/g)]
  .flatMap((match) => (match[1] ?? '').trim().split('\n'))
  .filter((line) => line.startsWith('npm '));

/** Runs a line of the README, with `out/` exchanged for a folder of the test. */
async function run(line: string, out: string): Promise<{ code: number; output: string }> {
  const [command = '', ...args] = line.replaceAll(' out/', ` ${out}/`).split(' ');
  return runCaptured(command, args, { shell: process.platform === 'win32' });
}

test('names exactly the commands that are tried here', () => {
  const tried = commands.map((line) => line.split(' ').slice(0, 3).join(' '));
  expect(new Set(tried)).toEqual(
    new Set(['npm start', 'npm test', 'npm run demo', 'npm run countersign']),
  );
});

test('the command line packs, inspects and verifies as the README says', async () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'countersign-readme-'));
  try {
    const lines = commands.filter((line) => line.startsWith('npm run countersign'));
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      const { code, output } = await run(line, out);
      // 1 is "findings": the sample has weaknesses on purpose.
      expect(code, output).toBe(line.includes('inspect') ? 1 : 0);
    }
    const packed = readFileSync(path.join(out, 'marram-3-1.0.safetycase'));
    expect(packed.equals(readFileSync(path.join(root, 'examples/marram-3-1.0.safetycase')))).toBe(true);
  } finally {
    removeFolder(out);
  }
}); // prettier-ignore

test('the demo leaves pictures and a verified audit record', async () => {
  test.setTimeout(240_000);
  const out = mkdtempSync(path.join(os.tmpdir(), 'countersign-readme-'));
  try {
    const line = commands.find((one) => one.startsWith('npm run demo')) ?? '';
    const { code, output } = await run(line, out);
    expect(code, output).toBe(0);
    expect(output).toContain('onsistent; signers unknown');
    for (const name of ['01-start.png', '09-decision.png', '13-verification.png', 'audit-record']) {
      expect(existsSync(path.join(out, 'demo', name)), name).toBe(true);
    }
  } finally {
    removeFolder(out);
  }
});

test('npm start reaches the start screen', async () => {
  test.setTimeout(120_000);
  await ensureDisplay();
  const userData = makeUserData();
  const args = ['start', '--', '--remote-debugging-port=0', `--user-data-dir=${userData}`];
  const child = spawn('npm', args, {
    cwd: root,
    env: toEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on('exit', () => {
        reject(new Error(`npm start ended:\n${said}`));
      });
    });
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    await page?.locator('html[data-ready="start"]').waitFor({ state: 'attached' });
    expect(await page?.title()).toBe('Countersign');
  } finally {
    // npm, our script and the program are one process group.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    removeFolder(userData);
  }
});
