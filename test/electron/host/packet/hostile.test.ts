/** Packets that somebody made to harm: each is refused with a file and a rule, and changes nothing. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeZip } from '../../../../electron/host/bundle/write-zip.ts';
import { nodeCrypto, signEd25519 } from '../../../../electron/host/crypto.ts';
import type { PlannedPacket } from '../../../../electron/host/packet/write.ts';
import { toManifest } from '../../../../shared/bundle/bag-text.ts';
import { CountersignError } from '../../../../shared/errors.ts';
import { utf8Encode } from '../../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../../shared/trust/canonical-json.ts';
import { toCheckpointBody, toOrigin, toSignedCheckpoint, toVkey } from '../../../../shared/trust/checkpoint.ts'; // prettier-ignore
import { rootOf } from '../../../../shared/trust/merkle.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { buildKey, buildLog, leavesOf } from '../../../support/trust-builders.ts';
import { addNote, caseLogOf, makeSeat, type TestSeat } from '../../../support/two-seats.ts';

type Files = Map<string, Uint8Array>;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes files as a packet whose bag is in order, so that only what they say is wrong. */
async function writeBag(file: string, payload: Files): Promise<void> {
  const tags = new Map([
    ['bagit.txt', utf8Encode('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    ['bag-info.txt', utf8Encode('External-Identifier: x\n')],
    ['manifest-sha256.txt', utf8Encode(toManifest([...payload].map(([name, bytes]) => ({ path: name, sha256: digest(bytes) }))))],
  ]);
  const tagmanifest = toManifest([...tags].map(([name, bytes]) => ({ path: name, sha256: digest(bytes) })));
  tags.set('tagmanifest-sha256.txt', utf8Encode(tagmanifest));
  await writeZip(file, [...payload, ...tags].map(([name, content]) => ({ path: `packet/${name}`, content })));
} // prettier-ignore

async function planOf(seat: TestSeat): Promise<PlannedPacket> {
  const about = { safetyCase: seat.review.safetyCase, log: caseLogOf(seat), bundleFolder: null };
  return seat.workspace.packets.plan(about, { recipient: null, isWhole: true, withBundle: false });
}

async function listAll(folder: string): Promise<readonly string[]> {
  const names = await listTree(folder);
  const files = await Promise.all(names.map(async (name) => ((await stat(path.join(folder, name))).isFile() ? `${name} ${digest(await readFile(path.join(folder, name)))}` : name)));
  return files.sort();
} // prettier-ignore

/** A log that a stranger made with a key of their own, as large as asked. */
function strangerLog(lines: readonly string[], uuid: string, extra = ''): { files: Files; log: Record<string, unknown> } {
  const key = buildKey(55);
  const origin = toOrigin(uuid);
  const head = { origin, size: lines.length, root: rootOf(leavesOf(lines), nodeCrypto) };
  const note = toSignedCheckpoint(head, key.publicKey, signEd25519(key.seed, utf8Encode(toCheckpointBody(head))), nodeCrypto);
  const root = Buffer.from(head.root).toString('base64');
  const empty = Buffer.from(rootOf([], nodeCrypto)).toString('base64');
  const at = `data/logs/${uuid}`;
  return {
    files: new Map([
      [`${at}/entries.jsonl`, utf8Encode(lines.map((line) => `${line}\n`).join(''))],
      [`${at}/checkpoint`, utf8Encode(note + extra)],
      [`${at}/vkey`, utf8Encode(`${toVkey(origin, key.publicKey, nodeCrypto)}\n`)],
    ]),
    log: { origin, scope: 'seat', from: { size: 0, root: empty }, size: lines.length, root, fork: null },
  };
} // prettier-ignore

function strangerPacket(lines: readonly string[], extra = ''): Files {
  const { files, log } = strangerLog(lines, '00000000-0000-4000-8000-0000000000aa', extra);
  const content = {
    format: 'countersign-packet/1', case: { id: 'x', version: '1', title: 'x' }, sender: log['origin'], recipient: null,
    logs: [log], bundles: [], made: '2026-11-20T10:00:00Z',
  }; // prettier-ignore
  return files.set('data/packet.json', utf8Encode(toCanonicalJson(content as never)));
}

describe('a hostile packet', () => {
  const setUp = async (): Promise<{ seat: TestSeat; other: TestSeat; file: string }> => {
    const folder = await makeTempFolder();
    const seat = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second');
    const other = await makeSeat(path.join(folder, 'b'), 'L. Ferreira', 'first', 11);
    await addNote(other, 'a note');
    return { seat, other, file: path.join(folder, 'hostile.reviewpacket') };
  };

  async function refuse(seat: TestSeat, file: string, code: string): Promise<CountersignError> {
    const { root } = seat.workspace.layout;
    const before = await listAll(root);
    const error = await seat.workspace.packets.prepare(file).then(
      () => null,
      (found: unknown) => found,
    );
    expect(await listAll(root)).toEqual(before);
    if (!(error instanceof CountersignError)) throw new Error(`Not refused: ${String(error)}`);
    expect(error.problems.map((problem) => problem.code)).toContain(code);
    expect(error.problems.every((problem) => problem.rule !== '' && problem.file !== null)).toBe(
      true,
    );
    return error;
  }

  it('is refused for every part that is changed, missing, added or renamed', async () => {
    const { seat, other, file } = await setUp();
    const plan = await planOf(other);
    const record = [...plan.files.keys()].find((name) => name.endsWith('.dsse.json')) ?? '';
    const log = `data/logs/${caseLogOf(other).head().origin.slice('countersign/log/'.length)}`;
    const cases: readonly (readonly [string, (files: Files) => void])[] = [
      ['missing-record', (files) => { files.delete(record); }],
      ['record-name', (files) => { files.set(record, [...plan.files].find(([name]) => name.endsWith('.dsse.json') && name !== record)?.[1] ?? new Uint8Array()); }],
      ['extra-file', (files) => { files.set('data/evil.exe', utf8Encode('MZ')); }],
      ['missing-file', (files) => { files.delete(`${log}/vkey`); }],
      ['log-broken', (files) => { files.set(`${log}/entries.jsonl`, utf8Encode(Buffer.from(plan.files.get(`${log}/entries.jsonl`) ?? []).toString('utf8').replace('"reason":null', '"reason":"x"'))); }],
      ['entry-count', (files) => { files.set(`${log}/entries.jsonl`, utf8Encode(`${Buffer.from(plan.files.get(`${log}/entries.jsonl`) ?? []).toString('utf8')}{}\n`)); }],
      ['torn-line', (files) => { files.set(`${log}/entries.jsonl`, (plan.files.get(`${log}/entries.jsonl`) ?? new Uint8Array()).slice(0, -1)); }],
      ['not-canonical', (files) => { files.set('data/packet.json', utf8Encode(`${Buffer.from(plan.files.get('data/packet.json') ?? []).toString('utf8')} `)); }],
      ['duplicate-key', (files) => { files.set('data/packet.json', utf8Encode(Buffer.from(plan.files.get('data/packet.json') ?? []).toString('utf8').replace('{', '{"format":"x","format":"y",'))); }],
    ];
    for (const [code, change] of cases) {
      const files: Files = new Map(plan.files);
      change(files);
      await writeBag(file, files);
      await refuse(seat, file, code);
    }
  }); // prettier-ignore

  it('is refused for a million signature lines, lines beyond 64 KiB, and 100,000 entries, before they are read', async () => {
    const { seat, file } = await setUp();
    const line = '— x AAAAAAAA\n';
    await writeBag(file, strangerPacket(buildLog(2), line.repeat(1_000_000)));
    await refuse(seat, file, 'packet-too-large');

    const [first = '', second = ''] = buildLog(2);
    await writeBag(file, strangerPacket([first, second.replace('"reason":null', `"reason":"${'x'.repeat(70_000)}"`)]));
    expect((await refuse(seat, file, 'line-too-long')).problems[0]).toMatchObject({ place: 'entry 1' });

    await writeBag(file, strangerPacket(Array.from({ length: 100_000 }, () => '{}')));
    await refuse(seat, file, 'too-many-entries');
  }); // prettier-ignore

  it('is refused when it is no bag, or its manifest does not match', async () => {
    const { seat, other, file } = await setUp();
    const plan = await planOf(other);
    await writeZip(file, [...plan.files].map(([name, content]) => ({ path: `packet/${name}`, content }))); // prettier-ignore
    await refuse(seat, file, 'missing-file');
    await writeBag(file, new Map(plan.files));
    const bytes = await readFile(file);
    const at = bytes.indexOf('countersign-packet/1');
    bytes[at] = 0x58;
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, bytes);
    await refuse(seat, file, 'zip-crc-differs');
  });

  it('stops where the person cancels, and leaves nothing', async () => {
    const { seat, other, file } = await setUp();
    await writeBag(file, new Map((await planOf(other)).files));
    const abort = new AbortController();
    abort.abort();
    const before = await listAll(seat.workspace.layout.root);
    await expect(seat.workspace.packets.prepare(file, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' }); // prettier-ignore
    expect(await listAll(seat.workspace.layout.root)).toEqual(before);
  });

  it('cannot put a log of another key in the place of one that is known', async () => {
    const { seat, other, file } = await setUp();
    await writeBag(file, new Map((await planOf(other)).files));
    await seat.workspace.packets.accept(await seat.workspace.packets.prepare(file));
    const before = seat.workspace.seat.log.peers()[0];
    const uuid = (before?.origin ?? '').slice('countersign/log/'.length);
    const { files, log } = strangerLog(buildLog(3).map((line) => line.replace(/"record":"[0-9a-f]+"/, '')), uuid);
    const content = { format: 'countersign-packet/1', case: { id: 'x', version: '1', title: 'x' }, sender: log['origin'], recipient: null, logs: [log], bundles: [], made: '2026-11-20T10:00:00Z' };
    files.set('data/packet.json', utf8Encode(toCanonicalJson(content as never)));
    await writeBag(file, files);
    await seat.workspace.packets.prepare(file).then((prepared) => seat.workspace.packets.accept(prepared)).catch(() => undefined);
    const after = seat.workspace.seat.log.peers().find((peer) => peer.origin === before?.origin);
    expect(after?.head).toEqual(before?.head);
    expect(after?.vkey).toBe(before?.vkey);
    expect(seat.workspace.seat.log.records()).toHaveLength(4);
  }); // prettier-ignore
});
