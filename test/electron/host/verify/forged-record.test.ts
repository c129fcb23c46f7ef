/** Attacks on an audit record whose manifests were made anew, by outsiders and by signers of the roster. */
import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateEd25519, nodeCrypto, signEd25519 } from '../../../../electron/host/crypto.ts';
import { makeAuditRecord, type LogFiles } from '../../../../electron/host/export/audit-record.ts';
import { toPublicKey } from '../../../../electron/host/crypto.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import type { Roster } from '../../../../shared/policy/roster.ts';
import { toBase64, toHex, utf8Encode } from '../../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../../shared/trust/canonical-json.ts';
import {
  toCheckpointBody,
  toSignedCheckpoint,
  toVkey,
} from '../../../../shared/trust/checkpoint.ts';
import { toSpki } from '../../../../shared/trust/key-id.ts';
import { parseEntryLine, toEntryLine } from '../../../../shared/trust/log-entry.ts';
import { leafHash, rootOf } from '../../../../shared/trust/merkle.ts';
import {
  failingChecks,
  failures,
  flipByte,
  forge,
  listAll,
  resealBag,
  sha256,
  unpackExport,
} from '../../../support/export-folder.ts';
import {
  makeKey,
  makeSampleReview,
  openSampleReview,
  type Forged,
  type Role,
  type SampleReview,
} from '../../../support/sample-review.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts'; // prettier-ignore

let folder = '';
let good = '';
let sample: SampleReview;
let copies = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-forged-'));
  sample = await makeSampleReview(folder);
  await sample.makeExport(path.join(folder, 'record.zip'));
  good = await unpackExport(path.join(folder, 'record.zip'), path.join(folder, 'good'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A forged copy of the good record. */
function changed(change: (copy: string) => Promise<void>): Promise<string> {
  copies += 1;
  return forge(good, path.join(folder, `copy-${String(copies)}`), change);
}

async function at(record: string, pattern: RegExp): Promise<string> {
  return path.join(record, (await listAll(record)).find((name) => pattern.test(name)) ?? 'none');
}

async function rewrite(
  record: string,
  pattern: RegExp,
  edit: (text: string) => string,
): Promise<void> {
  const file = await at(record, pattern);
  const before = await readFile(file, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
}

const pinned = (): string[] => [sample.firstRoster];

describe('an outsider who makes the manifests anew', () => {
  it('changes nothing by doing only that', async () => {
    expect(await failingChecks(await changed(async () => undefined), pinned())).toEqual([]);
  });

  it('cannot change evidence in a bundle', async () => {
    const copy = await changed(async (record) => flipByte(await at(record, /E1_tasks\.csv$/)));
    const report = await verifyFile(copy, { pinnedRosters: pinned() });
    expect(failures(report)[0]).toMatchObject({ name: 'bundle' });
    expect(failures(report)[0]?.where).toMatch(
      /^data\/bundle\/[0-9a-f]{64}\/data\/evidence\/E1_tasks\.csv/,
    );
  });

  it('cannot put another bundle in the place of the signed one', async () => {
    const copy = await changed(async (record) => {
      const bundle = path.dirname(await at(record, /data\/bundle\/[0-9a-f]{64}\/bagit\.txt$/));
      await flipByte(path.join(bundle, 'data/docs/01-report.md'));
      await resealBag(bundle);
    });
    expect(await failingChecks(copy)).toContain('bundle');
  });

  it('cannot add a file to a bundle or to the record', async () => {
    const copy = await changed(async (record) => {
      const bundle = path.dirname(await at(record, /data\/bundle\/[0-9a-f]{64}\/bagit\.txt$/));
      await writeFile(path.join(bundle, 'data/evidence/E2.csv'), 'x');
      await writeFile(path.join(record, 'data/records/notes.txt'), 'x');
    });
    const where = failures(await verifyFile(copy)).map((check) => check.where ?? '');
    expect(where.some((place) => place.endsWith('data/evidence/E2.csv'))).toBe(true);
    expect(where).toContain('data/records/notes.txt');
  });

  it.each([
    [
      'an envelope without a signature',
      (text: string) => text.replace(/"signatures":\[.*\]/, '"signatures":[]'),
    ],
    [
      'an envelope with two signatures',
      (text: string) => text.replace(/"signatures":\[(.*)\]/, '"signatures":[$1,$1]'),
    ],
    ['a signature that is null', (text: string) => text.replace(/"sig":"[^"]*"/, '"sig":null')],
    [
      'another payload type',
      (text: string) => text.replace('application/vnd.in-toto+json', 'text/plain'),
    ],
    [
      'a key that stands twice in it',
      (text: string) => text.replace('{"payload":', '{"payload":"","payload":'),
    ],
    ['no JSON in it', () => 'not json'],
  ])('cannot leave %s', async (_, edit) => {
    const copy = await changed((record) => rewrite(record, /0011-decision-\w+\.dsse\.json$/, edit));
    const report = await verifyFile(copy, { pinnedRosters: pinned() });
    expect(failures(report)).toContainEqual(
      expect.objectContaining({
        name: 'records',
        where: expect.stringContaining('0011-decision') as string,
      }),
    );
    expect(failures(report).map((check) => check.name)).toContain('log-records');
  });

  it('cannot give a record other words or a second subject', async () => {
    const copy = await changed((record) =>
      rewrite(record, /0011-decision-\w+\.dsse\.json$/, (text) => {
        const envelope = JSON.parse(text) as { payload: string };
        const words = Buffer.from(envelope.payload, 'base64')
          .toString('utf8')
          .replace('"decision":"return"', '"decision":"note"');
        return JSON.stringify({ ...envelope, payload: Buffer.from(words).toString('base64') });
      }),
    );
    expect(await failingChecks(copy, pinned())).toEqual(
      expect.arrayContaining(['derived', 'log-records', 'signatures']),
    );
    const replayed = await changed((record) =>
      rewrite(record, /0011-decision-\w+\.dsse\.json$/, (text) => {
        const envelope = JSON.parse(text) as { payload: string };
        const words = Buffer.from(envelope.payload, 'base64')
          .toString('utf8')
          .replace(/"subject":\[(.*?\}\})?(.*?)\]/, (all) =>
            all.replace(
              /\]$/,
              `,{"digest":{"sha256":"${'0'.repeat(64)}"},"name":"manifest-sha256.txt"}]`,
            ),
          );
        return JSON.stringify({ ...envelope, payload: Buffer.from(words).toString('base64') });
      }),
    );
    expect(await failingChecks(replayed, pinned())).toContain('records');
  });

  it('cannot leave a record out', async () => {
    const copy = await changed(async (record) => {
      for (const name of await listAll(record)) {
        if (name.includes('0008-challenge')) await rm(path.join(record, name));
      }
      await rewrite(record, /index\.tsv$/, (text) => text.replace(/^0008.*\n/m, ''));
    });
    const report = await verifyFile(copy, { pinnedRosters: pinned() });
    expect(failures(report).find((check) => check.name === 'log-records')?.why).toContain(
      'missing',
    );
  });

  it('cannot copy a record to a second number', async () => {
    const copy = await changed(async (record) => {
      for (const name of await listAll(record)) {
        if (name.includes('0009-response'))
          await copyFile(path.join(record, name), path.join(record, name.replace('0009', '0012')));
      }
    });
    expect(await failingChecks(copy)).toContain('log-records');
  });

  it('cannot attach the valid proof of another entry (CVE-2026-22703)', async () => {
    const copy = await changed(async (record) => {
      const [opinion, decision] = [
        await at(record, /0010-opinion-\w+\.tlog-proof$/),
        await at(record, /0011-decision-\w+\.tlog-proof$/),
      ];
      await copyFile(opinion, decision);
    });
    const report = await verifyFile(copy, { pinnedRosters: pinned() });
    expect(failures(report)).toMatchObject([
      { name: 'proofs', where: expect.stringContaining('0011-decision') as string },
    ]);
  });

  it('cannot change an entry, and the entry is named', async () => {
    const copy = await changed((record) =>
      rewrite(record, /entries\.jsonl$/, (text) => {
        const lines = text.split('\n');
        lines[2] = (lines[2] ?? '').replace('09:', '08:');
        return lines.join('\n');
      }),
    );
    const row = failures(await verifyFile(copy)).find((check) => check.name === 'logs');
    expect(row?.where).toMatch(/entries\.jsonl, entry 2$/);
  });

  it('cannot cut the end off a log', async () => {
    const copy = await changed((record) =>
      rewrite(
        record,
        /entries\.jsonl$/,
        (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`,
      ),
    );
    expect(await failingChecks(copy)).toContain('logs');
  });

  it('cannot change the report, a register or the list of what is withheld', async () => {
    for (const name of ['report.html', 'registers/challenges.csv', 'withheld.json', 'README.md']) {
      const copy = await changed(async (record) =>
        writeFile(path.join(record, 'data', name), '[]\n\n'),
      );
      const rows = failures(await verifyFile(copy, { pinnedRosters: pinned() }));
      expect(rows).toContainEqual(
        expect.objectContaining({ name: 'report', where: `data/${name}` }),
      );
    }
  });

  it('cannot widen allowed_signers or exchange a key', async () => {
    const widened = await changed((record) =>
      rewrite(record, /allowed_signers$/, (text) =>
        text.replace('namespaces="signoff@countersign",', ''),
      ),
    );
    expect(failures(await verifyFile(widened))).toMatchObject([
      { name: 'derived', where: 'data/keys/allowed_signers' },
    ]);
    const key = makeKey();
    const exchanged = await changed(async (record) => {
      const pem = `-----BEGIN PUBLIC KEY-----\n${toBase64(toSpki(key.publicKey))}\n-----END PUBLIC KEY-----\n`;
      await writeFile(await at(record, /\.pem$/), pem);
    });
    expect(await failingChecks(exchanged)).toEqual(['derived']);
  });

  it('cannot give somebody another role in the roster', async () => {
    const copy = await changed((record) =>
      rewrite(record, /roster-3\.json$/, (text) => text.replace('"third"', '"second"')),
    );
    expect(await failingChecks(copy)).toEqual(expect.arrayContaining(['roster-chain', 'signers']));
  });
});

/** A new sample with forged records, exported and checked with its roster compared. */
async function afterForging(
  forgeries: readonly (readonly [Role, Forged | ((sample: SampleReview) => Forged)])[],
): Promise<ReturnType<typeof failures>> {
  const temporary = await makeTempFolder();
  const fresh = await openSampleReview(temporary);
  for (const [role, forged] of forgeries)
    await fresh.forge(role, typeof forged === 'function' ? forged(fresh) : forged);
  await fresh.makeExport(path.join(temporary, 'out.zip'));
  return failures(
    await verifyFile(path.join(temporary, 'out.zip'), { pinnedRosters: [fresh.firstRoster] }),
  );
}

describe('a signer of the roster', () => {
  it('is believed when the record is what it seems', async () => {
    expect(await afterForging([['tester', { fields: {} }]])).toEqual([]);
  });

  it('cannot claim another role, line, name or organisation than the roster gives', async () => {
    for (const claim of [
      { role: 'chair' },
      { line: 'third' },
      { printedName: 'B. Tester, PhD' },
      { organisation: 'benefit trust' },
    ]) {
      const rows = await afterForging([
        [
          'tester',
          (fresh) => ({
            fields: {
              signer: {
                keyid: fresh.keyids.tester,
                printedName: 'B. Tester',
                line: 'second',
                role: 'second line lead',
                organisation: 'Fictional Developer',
                ...claim,
              },
            },
          }),
        ],
      ]);
      expect(rows).toMatchObject([{ name: 'signers' }]);
    }
  });

  it('cannot sign before the entry that was there before, nor later than the log says', async () => {
    expect(
      await afterForging([['tester', { fields: { signedOn: '2026-11-20T08:00:00Z' } }]]),
    ).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'time' })]));
    expect(
      await afterForging([['tester', { fields: { signedOn: '2026-12-20T08:00:00Z' } }]]),
    ).toMatchObject([{ name: 'time' }]);
  });

  it('cannot name a head that the log never had', async () => {
    const rows = await afterForging([
      [
        'tester',
        (fresh) => ({
          fields: { log: { ...fresh.review.log?.head(), root: toBase64(new Uint8Array(32)) } },
        }),
      ],
    ]);
    expect(rows).toMatchObject([
      { name: 'time', why: expect.stringContaining('never had') as string },
    ]);
  });

  it('cannot name a log that is not in the record', async () => {
    const rows = await afterForging([
      [
        'tester',
        {
          fields: {
            seen: [
              { origin: 'countersign/log/elsewhere', size: 3, root: toBase64(new Uint8Array(32)) },
            ],
          },
        },
      ],
    ]);
    expect(rows).toMatchObject([{ name: 'time', where: 'data/logs/elsewhere/' }]);
  });

  it('cannot sign about a node with other words, a bundle that is not here, or another case', async () => {
    const target = { kind: 'node', id: 'G2', sha256: sha256('other words') };
    expect(
      await afterForging([['tester', { kind: 'note', fields: { target, body: 'x' } }]]),
    ).toMatchObject([{ name: 'subjects' }]);
    expect(
      await afterForging([
        [
          'tester',
          { subject: { name: 'manifest-sha256.txt', sha256: sha256('elsewhere') }, fields: {} },
        ],
      ]),
    ).toMatchObject([{ name: 'subjects' }]);
    expect(
      await afterForging([['tester', { fields: { case: { id: 'T-7', version: '2.0' } } }]]),
    ).toMatchObject([{ name: 'subjects' }]);
  });

  it('cannot sign under a roster that is not here', async () => {
    expect(
      await afterForging([
        ['tester', { fields: { roster: { version: 9, sha256: sha256('roster') } } }],
      ]),
    ).toMatchObject([{ name: 'signers' }]);
  });

  it('cannot call it an approval while a blocking challenge is open', async () => {
    const temporary = await makeTempFolder();
    const fresh = await makeSampleReview(temporary);
    const decision = fresh.review.log?.records().find((record) => record.kind === 'decision');
    const {
      signer: _signer,
      signedOn: _signedOn,
      log: _log,
      seen: _seen,
      ...rest
    } = decision?.predicate ?? ({} as never);
    await fresh.forge('adjudicator', {
      kind: 'decision',
      fields: {
        ...rest,
        decision: 'approve',
        start: '2026-12-01',
        expiry: '2027-06-01',
        meaning: 'approval',
      },
    });
    await fresh.makeExport(path.join(temporary, 'out.zip'));
    const rows = failures(
      await verifyFile(path.join(temporary, 'out.zip'), { pinnedRosters: [fresh.firstRoster] }),
    );
    expect(rows.map((row) => row.name)).toEqual(['gate']);
    expect(rows[0]?.why).toContain('CH-01');
  });

  it('cannot sign with a key that was revoked before', async () => {
    const temporary = await makeTempFolder();
    const fresh = await openSampleReview(temporary);
    await fresh.forge('tester', { fields: {} });
    const { origin, size } = fresh.review.log?.head() ?? { origin: '', size: 0 };
    await forgeRoster(fresh, (roster) => ({
      ...roster,
      persons: roster.persons.map((person) =>
        person.line === 'second'
          ? { ...person, keys: person.keys.map((key) => ({ ...key, revoked: { origin, size } })) }
          : person,
      ),
    }));
    await fresh.forge('tester', { fields: { statement: 'After it.' } });
    await fresh.makeExport(path.join(temporary, 'out.zip'));
    const report = await verifyFile(path.join(temporary, 'out.zip'));
    expect(failures(report)).toEqual([]);
    expect(report.checks.filter((check) => check.name === 'signers')).toMatchObject([
      {
        result: 'cannot check',
        why: expect.stringMatching(
          /^It counts for nothing: its key is revoked from entry/,
        ) as string,
      },
    ]);
  });

  it('counts once, with however many keys a roster is signed', async () => {
    const temporary = await makeTempFolder();
    const fresh = await openSampleReview(temporary);
    const second = makeKey();
    const change = (roster: Roster): Roster => ({
      ...roster,
      threshold: 2,
      signers: [...roster.signers, second.keyid],
      persons: roster.persons.map((person) =>
        person.line === 'first'
          ? {
              ...person,
              keys: [
                ...person.keys,
                {
                  keyid: second.keyid,
                  publicKey: toBase64(toSpki(second.publicKey)),
                  revoked: null,
                },
              ],
            }
          : person,
      ),
    });
    const content = await forgeRoster(fresh, change);
    await fresh.forge('author', {
      kind: 'roster',
      key: second,
      log: fresh.workspace.seat.log,
      subject: { name: 'roster.json', sha256: sha256(toCanonicalJson(content)) },
      fields: { content, case: { id: 'countersign:seat', version: '4' } },
    });
    await fresh.makeExport(path.join(temporary, 'out.zip'));
    await expectNotInForce(path.join(temporary, 'out.zip'), '2 persons of roster 4, and has 1');
  });

  it('cannot sign a roster that only its own newcomers vouch for', async () => {
    const temporary = await makeTempFolder();
    const fresh = await openSampleReview(temporary);
    const newcomer = makeKey();
    const previous = fresh.workspace.seat.roster();
    const content = {
      ...previous,
      version: 4,
      previous: fresh.workspace.seat.rosterDigest().sha256,
      signers: [newcomer.keyid],
      persons: [
        {
          ...previous?.persons[0],
          id: 'n',
          keys: [
            {
              keyid: newcomer.keyid,
              publicKey: toBase64(toSpki(newcomer.publicKey)),
              revoked: null,
            },
          ],
        },
      ],
    };
    await fresh.forge('author', {
      kind: 'roster',
      key: newcomer,
      log: fresh.workspace.seat.log,
      subject: { name: 'roster.json', sha256: sha256(toCanonicalJson(content)) },
      fields: { content, case: { id: 'countersign:seat', version: '4' } },
    });
    await fresh.makeExport(path.join(temporary, 'out.zip'));
    await expectNotInForce(path.join(temporary, 'out.zip'), '1 person of roster 3, and has 0');
  });
});

/** A forged roster is kept as a record that counts for nothing; called one in force, it breaks the record. */
async function expectNotInForce(file: string, why: string): Promise<void> {
  const report = await verifyFile(file);
  expect(failures(report)).toEqual([]);
  expect(report.checks.find((check) => check.name === 'roster-chain')?.why).toContain(why);
  const unpacked = await unpackExport(file, `${file}.unpacked`);
  copies += 1;
  const copy = await forge(
    unpacked,
    path.join(folder, `copy-${String(copies)}`),
    async (record) => {
      const other = await at(record, /other-[0-9a-f]{64}\.json$/);
      await rename(other, path.join(path.dirname(other), 'roster-4.json'));
    },
  );
  const rows = failures(await verifyFile(copy)).filter((check) => check.name === 'roster-chain');
  expect(rows).toMatchObject([{ why: expect.stringContaining(why) as string }]);
}

/** Signs the next roster with the author's key, changed as asked. */
async function forgeRoster(
  fresh: SampleReview,
  change: (roster: Roster) => Roster,
): Promise<Roster> {
  const { seat } = fresh.workspace;
  const known = seat.roster();
  if (known === null) throw new Error('The sample has a roster');
  const content = change({
    ...known,
    version: known.version + 1,
    previous: seat.rosterDigest().sha256,
  });
  await fresh.forge('author', {
    kind: 'roster',
    log: seat.log,
    subject: { name: 'roster.json', sha256: sha256(toCanonicalJson(content)) },
    fields: { content, case: { id: 'countersign:seat', version: String(content.version) } },
  });
  return content;
}

/** Logs of the source without one record, made anew by somebody who has no seat key. */
function rebuiltLogs(
  logs: readonly LogFiles[],
  without: string,
): { logs: LogFiles[]; append: (obj: Record<string, string>) => LogFiles[] } {
  const { secretSeed } = generateEd25519();
  const build = (log: LogFiles, extra: Record<string, string> | null): LogFiles => {
    let prev = '0'.repeat(64);
    const entries = log.entries
      .trimEnd()
      .split('\n')
      .map((line) => parseEntryLine(line, 'entry'))
      .filter((entry) => entry.obj['record'] !== without && entry.type !== 'export-made');
    const last = entries.at(-1);
    if (extra !== null && last !== undefined)
      entries.push({ ...last, type: 'export-made', actor: null, obj: extra });
    const lines = entries.map((entry, seq) => {
      const line = toEntryLine({ ...entry, seq, prev });
      prev = toHex(leafHash(utf8Encode(line), nodeCrypto));
      return line;
    });
    const head = {
      origin: log.origin,
      size: lines.length,
      root: rootOf(
        lines.map((line) => leafHash(utf8Encode(line), nodeCrypto)),
        nodeCrypto,
      ),
    };
    const publicKey = toPublicKey(secretSeed);
    const signature = signEd25519(secretSeed, utf8Encode(toCheckpointBody(head)));
    return {
      origin: log.origin,
      entries: `${lines.join('\n')}\n`,
      checkpoint: toSignedCheckpoint(head, publicKey, signature, nodeCrypto),
      vkey: toVkey(log.origin, publicKey, nodeCrypto),
    };
  };
  const isTouched = (log: LogFiles): boolean => log.entries.includes(without);
  return {
    logs: logs.map((log) => (isTouched(log) ? build(log, null) : log)),
    append: (obj) => logs.map((log) => (isTouched(log) ? build(log, obj) : log)),
  };
}

describe('somebody who makes a whole log anew', () => {
  it('is never trusted, because the roster does not name the seat, even if the signers are known', async () => {
    const source = await sample.source();
    const dissent = source.records.find((record) => record.kind === 'decision');
    const rebuilt = rebuiltLogs(source.logs, dissent?.digest ?? '');
    const out = path.join(folder, 'without-dissent.zip');
    await makeAuditRecord(
      {
        ...source,
        review: { ...source.review, decisions: [] },
        records: source.records.filter((record) => record !== dissent),
        logs: rebuilt.logs,
        recordExportMade: (obj) => Promise.resolve(rebuilt.append(obj)),
      },
      out,
    );
    const report = await verifyFile(out, { pinnedRosters: pinned() });
    expect(failures(report)).toEqual([]);
    expect(report.verdict).toBe('consistent; signers unknown');
    expect(report.checks.find((check) => check.name === 'seats')).toMatchObject({
      result: 'cannot check',
    });
  });

  it('is never trusted with keys of their own, whatever names they give them', async () => {
    const temporary = await makeTempFolder();
    const attacker = await makeSampleReview(temporary);
    await attacker.makeExport(path.join(temporary, 'out.zip'));
    const report = await verifyFile(path.join(temporary, 'out.zip'), { pinnedRosters: pinned() });
    expect(report.verdict).toBe('consistent; signers unknown');
    expect(report.roster?.confirmed).toBe('unknown');
  });
});
