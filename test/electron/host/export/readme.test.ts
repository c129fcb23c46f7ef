/** The README's commands, taken out of a real export and run by the tools an outsider has. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { README_STEPS } from '../../../../shared/export/readme-commands.ts';
import { flipByte, listAll, resealBag, unpackExport } from '../../../support/export-folder.ts';
import { makeSampleReview, type SampleReview } from '../../../support/sample-review.ts';
import { hasTool } from '../../../support/tools.ts';

const TOOLS = ['bash', 'sha256sum', 'openssl', 'ssh-keygen', 'python3', 'diff', 'find'];
const missing = TOOLS.filter((tool) => !hasTool(tool));

let folder = '';
let sample: SampleReview;
let good = '';

function run(command: string, cwd: string): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

async function commandsOf(record: string): Promise<string[]> {
  const readme = await readFile(path.join(record, 'data/README.md'), 'utf8');
  return [...readme.matchAll(/```bash\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? '');
}

/** Runs step `step` (1-based, as in the README) on a copy that was changed and whose manifests were made anew. */
async function runOnChanged(step: number, change: (copy: string) => Promise<void>): Promise<{ status: number | null; text: string }> {
  const copy = await mkdtemp(path.join(folder, 'changed-'));
  await cp(good, copy, { recursive: true });
  await change(copy);
  await resealBag(copy);
  return run((await commandsOf(good))[step] ?? 'exit 99', copy);
} // prettier-ignore

const find = async (record: string, pattern: RegExp): Promise<string> =>
  path.join(record, (await listAll(record)).find((name) => pattern.test(name)) ?? 'none');

describe.skipIf(missing.length > 0)(
  `the README of an audit record${missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : ''}`,
  () => {
    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-readme-'));
      sample = await makeSampleReview(folder);
      await sample.makeExport(path.join(folder, 'record.zip'));
      good = await unpackExport(path.join(folder, 'record.zip'), path.join(folder, 'good'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('prints the fingerprint of the first roster, as its first command does', async () => {
      const [first = ''] = await commandsOf(good);
      const groups = run(first, good).text.replace(/\s+/g, ' ').trim();
      expect(groups.replaceAll(' ', '')).toBe(sample.firstRoster);
      const readme = await readFile(path.join(good, 'data/README.md'), 'utf8');
      expect(readme.replace(/\s+/g, ' ')).toContain(groups);
      expect(readme.indexOf('compare one fingerprint')).toBeLessThan(
        readme.indexOf('sha256sum --quiet'),
      );
    });

    it('holds every command that it promises, and all of them hold on a good record', async () => {
      const commands = await commandsOf(good);
      expect(commands.slice(1)).toEqual(README_STEPS.map((step) => step.command));
      const results = commands.map((command) => run(command, good));
      expect(results.map((result) => result.status)).toEqual(commands.map(() => 0));
      expect(results.map((result) => result.text).join('\n')).toMatch(
        /signatures hold: 11[\s\S]*sign-offs hold: 2[\s\S]*records hold: 11/,
      );
      expect(results.map((result) => result.text).join('\n')).not.toContain('cannot be checked');
    });

    it.each(['external', 'public'] as const)('holds on the %s edition as well, and says how much is withheld', async (edition) => {
      const file = path.join(folder, `${edition}.zip`);
      const withheld = edition === 'public' ? [] : [{ path: 'data/evidence/E1_tasks.csv', ground: 'Hazardous' }];
      await sample.makeExport(file, { edition, withheld, approvedBy: sample.keyids.tester });
      const record = await unpackExport(file, path.join(folder, edition));
      const results = (await commandsOf(record)).map((command) => run(command, record));
      expect(results.map((result) => result.status)).toEqual(results.map(() => 0));
      expect(results[2]?.text).toMatch(/withheld, and so not checked: \d+/);
      // Bytes that are there although the list withholds them, and a list that names others.
      const list = path.join(record, 'data/withheld.json');
      await writeFile(list, (await readFile(list, 'utf8')).replace(/"sha256":"\w{8}/g, '"sha256":"00000000'));
      expect(run((await commandsOf(record))[2] ?? '', record).status).toBe(1);
    }); // prettier-ignore

    it('finds one changed byte in every file, and a file that was added', async () => {
      const command = (await commandsOf(good))[1] ?? '';
      const copy = await mkdtemp(path.join(folder, 'bytes-'));
      await cp(good, copy, { recursive: true });
      const unnoticed: string[] = [];
      for (const name of await listAll(copy)) {
        const before = await readFile(path.join(copy, name));
        await flipByte(path.join(copy, name));
        if (run(command, copy).status === 0) unnoticed.push(name);
        await writeFile(path.join(copy, name), before);
      }
      expect(unnoticed).toEqual([]);
      await writeFile(path.join(copy, 'data/registers/new.csv'), '');
      expect(run(command, copy).status).not.toBe(0);
    }, 180_000);

    it('finds a changed bundle in a record that was packed anew', async () => {
      const result = await runOnChanged(2, async (copy) =>
        flipByte(await find(copy, /E1_tasks\.csv$/)),
      );
      expect(result.status).not.toBe(0);
      expect(result.text).toContain(
        `bundle does not hold: ${sample.review.safetyCase.bundleDigest ?? ''}`,
      );
    });

    it.each([
      ['.sig', /0008-challenge-\w+\.sig$/],
      ['.pae', /0008-challenge-\w+\.pae$/],
      ['.pem', /keys\/\w+\.pem$/],
    ])('finds a changed %s by openssl', async (_, pattern) => {
      const result = await runOnChanged(3, async (copy) => flipByte(await find(copy, pattern)));
      expect(result.status).toBe(1);
      expect(result.text).toContain('signature does not hold: ');
    });

    it.each([
      ['SSHSIG', /0011-decision-\w+\.json\.sshsig$/],
      ['text of a sign-off', /0011-decision-\w+\.json$/],
    ])('finds a changed %s by ssh-keygen', async (_, pattern) => {
      const result = await runOnChanged(4, async (copy) => flipByte(await find(copy, pattern)));
      expect(result.status).toBe(1);
      expect(result.text).toContain('sign-off does not hold: 0011-decision');
    });

    it('finds a sign-off before the key was valid, and a row left out of the table', async () => {
      const backdated = await runOnChanged(4, async (copy) => {
        const index = path.join(copy, 'data/records/index.tsv');
        await writeFile(
          index,
          (await readFile(index, 'utf8')).replace(/\t2026(\d{10})Z/g, '\t2025$1Z'),
        );
      });
      expect(backdated.text).toContain('sign-off does not hold: 0010-opinion');
      const shortened = await runOnChanged(4, async (copy) => {
        const index = path.join(copy, 'data/records/index.tsv');
        await writeFile(index, (await readFile(index, 'utf8')).replace(/^0011.*\n/m, ''));
      });
      expect(shortened.text).toContain('not every sign-off was checked');
      expect(shortened.status).toBe(1);
    });

    it.each([
      ['checkpoint.body', 40],
      ['checkpoint.sig', 40],
      ['vkey', 80],
    ])('finds a changed %s by openssl', async (name, at) => {
      const result = await runOnChanged(5, async (copy) =>
        flipByte(await find(copy, new RegExp(`/${name.replace('.', '\\.')}$`)), at),
      );
      expect(result.status).toBe(1);
      expect(result.text).toContain('head does not hold: data/logs/');
    });

    it('finds a changed entry, a head that differs from its parts, and a record that a log names and that is gone', async () => {
      const entry = await runOnChanged(6, async (copy) =>
        flipByte(await find(copy, /entries\.jsonl$/)),
      );
      expect(entry.status).toBe(1);
      expect(entry.text).toMatch(/does not follow from the one before|is not the root|Error/);
      const note = await runOnChanged(6, async (copy) =>
        flipByte(await find(copy, /\/checkpoint$/), 130),
      );
      expect(note.status).toBe(1);
      const renamed = await runOnChanged(6, async (copy) =>
        flipByte(await find(copy, /\/vkey$/), 40),
      );
      expect(renamed.text).toContain('do not name one log');
      const gone = await runOnChanged(6, async (copy) =>
        rm(await find(copy, /0011-decision-\w+\.pae$/)),
      );
      expect(gone.text).toMatch(/record [0-9a-f]{64} is named in a log and missing/);
    });

    it.each([
      ['copy of the words', /0008-challenge-\w+\.json$/, 'the four files are not one record'],
      ['report', /data\/report\.html$/, 'data/report.html is not the file the log names'],
      [
        'register',
        /registers\/claims\.csv$/,
        'data/registers/claims.csv is not the file the log names',
      ],
      [
        'list of what is withheld',
        /withheld\.json$/,
        'data/withheld.json is not the file the log names',
      ],
    ])('finds a changed %s by python', async (_, pattern, words) => {
      const result = await runOnChanged(7, async (copy) => {
        const file = await find(copy, pattern);
        await writeFile(file, `${await readFile(file, 'utf8')} `);
      });
      expect(result.status).toBe(1);
      expect(result.text).toContain(words);
    });

    it('finds a roster in which somebody has another role', async () => {
      const result = await runOnChanged(7, async (copy) => {
        const file = await find(copy, /roster-3\.json$/);
        await writeFile(
          file,
          (await readFile(file, 'utf8')).replace('"second line lead"', '"second line member"'),
        );
      });
      expect(result.status).toBe(1);
      expect(result.text).toContain('the signer is not who the roster says');
      expect(result.text).toContain('roster 3 is signed by nobody it names');
    });
  },
);
