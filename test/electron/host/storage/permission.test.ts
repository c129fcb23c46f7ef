import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { bundleScript } from '../../../support/bundle-script.ts';

it(
  'says that access is denied when the permission is lost in the middle, changes nothing, and goes on when it is back',
  { timeout: 180_000 },
  async () => {
    const scratch = mkdtempSync(path.join(os.tmpdir(), 'countersign-permission-'));
    onTestFinished(() => {
      rmSync(scratch, { recursive: true, force: true });
    });
    // Open to everybody, since root is allowed everything and the child becomes somebody else.
    chmodSync(scratch, 0o755);
    const file = new URL('scripts/lose-permission.ts', import.meta.url);
    const script = await bundleScript(fileURLToPath(file), scratch);
    const folder = path.join(scratch, 'workspace');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const said = JSON.parse(execFileSync(process.execPath, [script, folder], { encoding: 'utf8' })) as unknown; // prettier-ignore
    const denied = 'access is denied. What was there before is unchanged.';
    expect(said).toEqual({
      whileOpen: 1,
      isRecorded: true,
      fileDenied: `storage-failed: "entries.jsonl" could not be written: ${denied}`,
      isUnchanged: true,
      folderDenied: `storage-failed: "head.json" could not be written: ${denied}`,
      names: expect.arrayContaining([
        'checkpoint',
        'entries.jsonl',
        'head.json',
        'vkey',
      ]) as unknown,
      // The entry is on the disk, so it counts; its head is signed for with the next one.
      appended: 2,
      last: 3,
      damage: null,
      torn: null,
      size: 4,
    });
  },
);
