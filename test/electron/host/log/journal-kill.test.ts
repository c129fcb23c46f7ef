import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import { openJournal } from '../../../../electron/host/log/journal.ts';
import { checkLog, splitLines } from '../../../../shared/trust/log.ts';
import { bundleScript } from '../../../support/bundle-script.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { buildSeatKey, TEST_ORIGIN } from '../../../support/trust-builders.ts';

/** More with SLOW=1. */
const ROUNDS = process.env['SLOW'] === '1' ? 300 : 25;

let scripts = '';
let script = '';
beforeAll(async () => {
  scripts = mkdtempSync(path.join(os.tmpdir(), 'countersign-scripts-'));
  script = await bundleScript(
    fileURLToPath(new URL('scripts/append-until-killed.ts', import.meta.url)),
    scripts,
  );
}, 180_000);
afterAll(() => {
  rmSync(scripts, { recursive: true, force: true });
});

/** Runs the child until it has acknowledged so many entries, then kills it some microseconds later. */
async function runAndKill(
  folder: string,
  after: number,
  wait: number,
): Promise<{ first: string; acknowledged: number[] }> {
  const child = spawn(process.execPath, [script, folder, TEST_ORIGIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let text = '';
  let isKilled = false;
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (isKilled || text.split('\n').length < after + 2) continue;
    isKilled = true;
    const end = process.hrtime.bigint() + BigInt(wait * 1_000);
    while (process.hrtime.bigint() < end);
    child.kill('SIGKILL');
  }
  await closed;
  // A last line without its end was cut by the kill: nobody was told.
  const [first = '', ...lines] = text.split('\n').slice(0, -1);
  return { first, acknowledged: lines.map(Number) };
}

it(
  `keeps every acknowledged entry, and none half, when it is killed ${ROUNDS} times at any moment`,
  { timeout: 60_000 * ROUNDS },
  async () => {
    const folder = await makeTempFolder();
    const acknowledged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Spread over the four milliseconds or so that one entry takes.
      const run = await runAndKill(folder, 1 + (round % 5), (round * 397) % 6_000);
      expect(JSON.parse(run.first)).toMatchObject({ damage: null });
      expect(run.acknowledged.length).toBeGreaterThan(0);
      acknowledged.push(...run.acknowledged);

      const { journal, damage } = await openJournal(path.join(folder, 'log'), {
        seatKey: buildSeatKey(),
        origin: TEST_ORIGIN,
      });
      expect(damage).toBeNull();
      const seqs = new Set(journal.entries().map(({ seq }) => seq));
      expect(acknowledged.filter((seq) => !seqs.has(seq))).toEqual([]);
    }
    const { lines, rest } = splitLines(readFileSync(path.join(folder, 'log', 'entries.jsonl')));
    expect(rest).toHaveLength(0);
    expect(checkLog(lines, nodeCrypto).firstBad).toBeNull();
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  },
);
