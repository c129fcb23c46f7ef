/**
 * Five ways to check an audit record, on good ones and on changed ones, one change each: all that can see
 * a change reject it, those that cannot are named with the reason, and the table is printed.
 */
import { execFileSync } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '../../../../electron/host/bundle/write-zip.ts';
import type { EditionRequest } from '../../../../electron/host/export/audit-record.ts';
import { root } from '../../../../scripts/run.mjs';
import type { Roster } from '../../../../shared/policy/roster.ts';
import { listAll, resealBag, unpackExport } from '../../../support/export-folder.ts';
import { MUTATIONS, type Mutation } from '../../../support/five-ways/mutations.ts';
import {
  askAll,
  makeWorkFolder,
  openPageChecker,
  WAY_WORDS,
  WAYS,
  type PageChecker,
  type Subject,
  type Way,
} from '../../../support/five-ways/ways.ts';
import { makeSampleReview } from '../../../support/sample-review.ts';
import { hasTool } from '../../../support/tools.ts'; // prettier-ignore

const missing = ['bash', 'sha256sum', 'openssl', 'ssh-keygen', 'python3', 'diff', 'find'].filter((tool) => !hasTool(tool)); // prettier-ignore

type Base = NonNullable<Mutation['base']>;

let work: Awaited<ReturnType<typeof makeWorkFolder>>;
let page: PageChecker | null = null;
const good = new Map<Base, string>();
let known: Pick<Subject, 'roster' | 'keys'>;
const table: { name: string; answers: Partial<Record<Way, string>> }[] = [];
let copies = 0;

beforeAll(async () => {
  work = await makeWorkFolder();
  const pageFile = path.join(work.folder, 'verify.html');
  // In a process of its own: the build takes the environment of a test for a wish to debug.
  execFileSync(process.execPath, [path.join(root, 'scripts/verify-page.mjs'), pageFile], { env: { ...process.env, NODE_ENV: 'production' } }); // prettier-ignore
  page = await openPageChecker(pageFile);
  const sample = await makeSampleReview(work.folder);
  const requests: Record<Base, EditionRequest | undefined> = {
    full: undefined,
    external: { edition: 'external', withheld: [{ path: 'data/evidence/E1_tasks.csv', ground: 'Hazardous' }], approvedBy: sample.keyids.tester }, // prettier-ignore
    public: { edition: 'public', withheld: [], approvedBy: sample.keyids.tester },
  };
  for (const base of ['full', 'external', 'public'] as const) {
    const zip = path.join(work.folder, `${base}.zip`);
    await sample.makeExport(zip, requests[base]);
    good.set(base, await unpackExport(zip, path.join(work.folder, base)));
  }
  const newest = JSON.parse(await readFile(path.join(good.get('full') ?? '', 'data/roster/roster-3.json'), 'utf8')) as Roster; // prettier-ignore
  const keys = new Map(newest.persons.flatMap((person) => person.keys).map((key) => [key.keyid, key.publicKey])); // prettier-ignore
  known = { roster: sample.firstRoster, keys };
}, 300_000);

afterAll(async () => {
  await page?.close();
  await work.remove();
  printTable();
});

async function toSubject({ base = 'full', sealed = 'anew', change, changeZip }: Mutation): Promise<Subject> {
  copies += 1;
  const folder = path.join(work.folder, `copy-${String(copies)}`);
  await cp(good.get(base) ?? '', folder, { recursive: true });
  await change(folder);
  if (sealed !== 'as it was') await resealBag(folder);
  const zip = `${folder}.zip`;
  const files = await listAll(folder);
  await writeZip(zip, await Promise.all(files.map(async (name) => ({ path: `record/${name}`, content: new Uint8Array(await readFile(path.join(folder, name))) }))));
  if (changeZip !== undefined) await writeFile(zip, changeZip(await readFile(zip)));
  return { zip, folder, ...known };
} // prettier-ignore

function blindOf({ blind = {}, seesEnvelope = false }: Mutation): Partial<Record<Way, string>> {
  return seesEnvelope ? blind : { sigstore: 'it reads envelopes only', ...blind };
}

function printTable(): void {
  const mark = (answer: string | undefined): string => answer ?? 'not run';
  const rows = table.map(({ name, answers }) => [name, ...WAYS.map((way) => mark(answers[way]))]);
  const all = [['', ...WAYS.map((way) => WAY_WORDS[way])], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []; // prettier-ignore
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()); // prettier-ignore
  const changed = table.filter(({ answers }) => Object.values(answers).includes('rejects'));
  const counts = WAYS.map((way) => `${WAY_WORDS[way]} ${changed.filter(({ answers }) => answers[way] === 'rejects').length}`); // prettier-ignore
  const reasons = MUTATIONS.flatMap((mutation) => Object.entries(mutation.blind ?? {}).map(([way, why]) => `  ${WAY_WORDS[way as Way]}, ${mutation.name}: ${why}`)); // prettier-ignore
  console.log(`${lines.join('\n')}\n\nOf ${changed.length} changed records rejected: ${counts.join(', ')}.\n@sigstore/verify sees envelopes and keys, and is blind to everything else. Where another way cannot see a change:\n${reasons.join('\n')}`); // prettier-ignore
}

describe.skipIf(missing.length > 0)(`five ways to check an audit record${missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : ''}`, () => {
  it('are five, with a browser for the page', () => {
    if (page === null) console.log('verify.html is not run: no Chromium on this machine.');
    expect(WAYS).toHaveLength(5);
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(50);
    expect(new Set(MUTATIONS.map((mutation) => mutation.name)).size).toBe(MUTATIONS.length);
  });

  it.each(['full', 'external', 'public'] as const)('accept the good record, %s edition', async (base) => {
    const answers = await askAll(await toSubject({ name: '', base, change: async () => undefined }), page);
    table.push({ name: `good, ${base} edition`, answers: Object.fromEntries(Object.entries(answers).map(([way, accepts]) => [way, accepts ? 'accepts' : 'REJECTS'])) });
    expect(Object.values(answers)).toEqual(Object.values(answers).map(() => true));
  });

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))('agree on %s', async (name, mutation) => {
    const answers = await askAll(await toSubject(mutation), page);
    const blind = blindOf(mutation);
    const words = (way: Way, accepts: boolean): string => (blind[way] === undefined ? (accepts ? 'ACCEPTS' : 'rejects') : accepts ? 'blind' : 'REJECTS');
    table.push({ name, answers: Object.fromEntries(WAYS.flatMap((way) => (answers[way] === undefined ? [] : [[way, words(way, answers[way])]]))) });
    const expected = Object.fromEntries(Object.keys(answers).map((way) => [way, blind[way as Way] !== undefined]));
    expect(answers).toEqual(expected);
  });
}); // prettier-ignore
