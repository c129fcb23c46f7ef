import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { nodeCrypto } from '../../../../electron/host/crypto.ts';
import { openWorkspace } from '../../../../electron/host/workspace/workspace.ts';
import { checkLog, splitLines } from '../../../../shared/trust/log.ts';
import { bundleScript } from '../../../support/bundle-script.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const ROUNDS = 2;

it(
  'of eight processes that open a workspace at once, one writes, and the log has no gap after all of them were killed',
  { timeout: 300_000 },
  async () => {
    const scripts = mkdtempSync(path.join(os.tmpdir(), 'countersign-scripts-'));
    const children: ChildProcess[] = [];
    onTestFinished(() => {
      for (const child of children) child.kill('SIGKILL');
      rmSync(scripts, { recursive: true, force: true });
    });
    const file = new URL('scripts/workspace-writer.ts', import.meta.url);
    const script = await bundleScript(fileURLToPath(file), scripts);
    const root = path.join(await makeTempFolder(), 'workspace');
    const writers: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const eight = Array.from({ length: 8 }, () => fork(script, [root]));
      children.push(...eight);
      await Promise.all(eight.map((child) => once(child, 'message')));
      const answers = eight.map((child) => once(child, 'message'));
      for (const child of eight) child.send('go');
      const said = (await Promise.all(answers)).map(([message]) => String(message));
      expect([...said].sort()).toEqual([...Array<string>(7).fill('workspace-in-use'), 'wrote']);
      writers.push(eight[said.indexOf('wrote')]?.pid ?? 0);
      const gone = eight.map((child) => once(child, 'exit'));
      for (const child of eight) child.kill('SIGKILL');
      await Promise.all(gone);
    }
    const logs = path.join(root, 'seat', 'logs');
    const names = readdirSync(logs);
    expect(names).toHaveLength(1);
    const { lines, rest } = splitLines(readFileSync(path.join(logs, names[0] ?? '', 'entries.jsonl'))); // prettier-ignore
    expect(rest).toHaveLength(0);
    const { firstBad, entries } = checkLog(lines, nodeCrypto);
    expect(firstBad).toBeNull();
    expect(entries.map(({ seq }) => seq)).toEqual([...Array(5 * ROUNDS).keys()]);
    expect(entries.map(({ reason }) => Number(reason))).toEqual(writers.flatMap((pid) => Array<number>(5).fill(pid))); // prettier-ignore
    // And the next one finds nothing in its way.
    const workspace = await openWorkspace(root, { program: { name: 'test', version: '0' } });
    expect(workspace.seat.log.damage()).toEqual([]);
    expect(readdirSync(root).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
    await workspace.close();
  },
);
