import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../../shared/errors.ts';
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { addNote, caseLogOf, makeSeat, NEXT_SAMPLE, openAt, openSample, receive, send, type TestSeat } from '../../../support/two-seats.ts'; // prettier-ignore

/** Every file below a folder with its bytes, so that two moments can be compared. */
async function snapshot(folder: string): Promise<Record<string, string>> {
  const names = await listTree(folder);
  const files: Record<string, string> = {};
  for (const name of names) {
    const file = path.join(folder, name);
    if ((await stat(file)).isFile()) files[name] = (await readFile(file)).toString('base64');
  }
  return files;
}

async function twoSeats(folder: string): Promise<readonly [TestSeat, TestSeat]> {
  const a = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second', 10);
  const b = await makeSeat(path.join(folder, 'b'), 'L. Ferreira', 'first', 11);
  return [a, b];
}

describe('importing a packet', () => {
  it('brings the logs and records of the other seat, says so in the log, and cosigns the heads', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const note = await addNote(a, 'from a');
    const sha256 = await send(a, path.join(folder, 'one.reviewpacket'));

    const { prepared, summary } = await receive(b.workspace, path.join(folder, 'one.reviewpacket'));
    expect(prepared.preview).toMatchObject({
      isKnown: false,
      forks: [],
      from: { isOwn: false, person: null },
    });
    expect(prepared.preview.records.map((record) => record.kind).sort()).toEqual([
      'note',
      'policy',
      'roster',
    ]);
    expect(summary).toMatchObject({ records: 3, forks: 0 });

    const log = caseLogOf(b);
    const [peer] = log.peers();
    expect(peer?.head).toEqual(caseLogOf(a).head());
    expect(peer?.cosigned.map(({ by, size }) => [by, size])).toEqual([
      [log.head().origin, peer?.head.size],
    ]);
    expect(log.records().map((record) => record.digest)).toContain(note);
    const said = log.ownEntries().filter(({ entry }) => entry.type === 'packet-imported');
    expect(said.map(({ entry }) => entry.obj['packet'])).toEqual([sha256]);
    expect(summary.loggedAs).toEqual({ origin: log.head().origin, seq: said[0]?.entry.seq });
  });

  it('changes nothing the second time, and nothing when a seat gets back what it sent', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    await addNote(a, 'from a');
    const file = path.join(folder, 'one.reviewpacket');
    await send(a, file);
    await receive(b.workspace, file);
    const before = [
      await snapshot(a.workspace.layout.root),
      await snapshot(b.workspace.layout.root),
    ];
    expect((await receive(b.workspace, file)).prepared.preview.isKnown).toBe(true);
    expect((await receive(a.workspace, file)).prepared.preview).toMatchObject({
      isKnown: true,
      from: { isOwn: true },
    });
    expect([
      await snapshot(a.workspace.layout.root),
      await snapshot(b.workspace.layout.root),
    ]).toEqual(before);
  });

  it('keeps every byte of the logs and records of the other seat', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const note = await addNote(a, 'from a');
    await send(a, path.join(folder, 'one.reviewpacket'));
    await receive(b.workspace, path.join(folder, 'one.reviewpacket'));
    const uuid = caseLogOf(a).head().origin.slice('countersign/log/'.length);
    for (const name of ['entries.jsonl', 'checkpoint', 'vkey']) {
      expect(await readFile(path.join(caseLogOf(b).folder, 'peers', uuid, name))).toEqual(
        await readFile(path.join(caseLogOf(a).folder, 'logs', uuid, name)),
      );
    }
    const record = path.join('records', `${note}.dsse.json`);
    expect(await readFile(path.join(caseLogOf(b).folder, record))).toEqual(
      await readFile(path.join(caseLogOf(a).folder, record)),
    );
  });

  it('comes to rest: work goes to and fro, and then no packet brings anything', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const file = path.join(folder, 'one.reviewpacket');
    await addNote(a, 'from a');
    await send(a, file);
    await receive(b.workspace, file);
    await addNote(b, 'from b');
    const known: boolean[] = [];
    for (let round = 0; round < 4; round += 1) {
      await send(b, file, { to: a.workspace.seat.log.head().origin });
      known.push((await receive(a.workspace, file)).prepared.preview.isKnown);
      await send(a, file, { to: b.workspace.seat.log.head().origin });
      known.push((await receive(b.workspace, file)).prepared.preview.isKnown);
    }
    expect(known.slice(-2)).toEqual([true, true]);
    expect(
      caseLogOf(a)
        .records()
        .map((record) => record.digest)
        .sort(),
    ).toEqual(
      caseLogOf(b)
        .records()
        .map((record) => record.digest)
        .sort(),
    );
  });

  it('sends a seat only what it does not have, and to anybody everything', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const file = path.join(folder, 'one.reviewpacket');
    await addNote(a, 'first');
    await send(a, file);
    await receive(b.workspace, file);
    await send(b, file);
    await receive(a.workspace, file);
    await addNote(a, 'second');
    await send(a, file, { to: b.workspace.seat.log.head().origin });
    const part = await b.workspace.packets.prepare(file);
    expect(
      part.packet.logs.find((log) => log.origin === caseLogOf(a).head().origin)?.from.size,
    ).toBeGreaterThan(0);
    expect(part.preview.records.map((record) => record.kind)).toEqual(['note']);
    await b.workspace.packets.accept(part);

    const c = await makeSeat(path.join(folder, 'c'), 'N. Rahimi', 'third', 12);
    const refusal = await c.workspace.packets.prepare(file).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(CountersignError);
    const codes = refusal instanceof CountersignError ? refusal.problems.map(({ code }) => code) : []; // prettier-ignore
    expect(codes).toContain('packet-begins-later');
    await send(a, file);
    expect((await receive(c.workspace, file)).summary.records).toBeGreaterThan(4);
  });

  it('carries the next bundle, which then opens on a seat that never had its file', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const next = await openSample(a.workspace, NEXT_SAMPLE);
    const bundleFolder = path.join(a.workspace.layout.bundles, next.safetyCase.bundleDigest ?? '');
    const author = { ...a, review: next, bundleFolder };
    const file = path.join(folder, 'one.reviewpacket');
    await send(author, file, { withBundle: true });
    const { prepared } = await receive(b.workspace, file);
    expect(prepared.preview.bundle).toMatchObject({
      digest: next.safetyCase.bundleDigest,
      version: '1.1',
      isKnown: false,
    });
    const opened = await openSample(
      b.workspace,
      path.join(b.workspace.layout.bundles, next.safetyCase.bundleDigest ?? ''),
    );
    expect(opened.safetyCase.seal).toBe('sealed');
    expect((await receive(b.workspace, file)).prepared.preview.isKnown).toBe(true);
  });

  it('takes a case that this seat never opened', async () => {
    const folder = await makeTempFolder();
    const a = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second');
    await addNote(a, 'from a');
    const file = path.join(folder, 'one.reviewpacket');
    await send(a, file, { withBundle: true });
    const workspace = await openAt(path.join(folder, 'b'), 11);
    const prepared = await workspace.packets.prepare(file);
    expect(prepared.preview.case.isKnown).toBe(false);
    expect(await readdir(workspace.layout.cases).catch(() => [])).toEqual([]);
    await workspace.packets.accept(prepared);
    const review = await openSample(workspace, a.bundleFolder);
    expect(review.view(null).notes.map((note) => note.body)).toEqual(['from a']);
  });

  it('gives the same bytes for the same state', async () => {
    const folder = await makeTempFolder();
    const a = await makeSeat(path.join(folder, 'a'), 'Y. Tanaka', 'second');
    await addNote(a, 'from a');
    const one = await send(a, path.join(folder, 'one.reviewpacket'), { withBundle: true });
    expect(await send(a, path.join(folder, 'two.reviewpacket'), { withBundle: true })).toBe(one);
  });

  it('refuses to put a packet in place that was compared with something else', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const [one, two] = [
      path.join(folder, 'one.reviewpacket'),
      path.join(folder, 'two.reviewpacket'),
    ];
    await addNote(a, 'first');
    await send(a, one);
    await addNote(a, 'second');
    await send(a, two);
    const older = await b.workspace.packets.prepare(one);
    await receive(b.workspace, two);
    await expect(b.workspace.packets.accept(older)).rejects.toMatchObject({
      code: 'stale-preparation',
    });
  });
});

describe('a copied workspace', () => {
  it('is found out: both heads are kept and shown, neither is cosigned, and only challenges of the fork count', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const file = path.join(folder, 'one.reviewpacket');
    const shared = await addNote(a, 'before the copy');
    await a.workspace.close();
    await cp(path.join(folder, 'a'), path.join(folder, 'copy'), { recursive: true });

    const reopen = async (name: string, hour: number): Promise<TestSeat> => {
      const workspace = await openAt(path.join(folder, name), hour);
      await workspace.keys.unlock(a.keyid, 'correct horse battery');
      return { ...a, workspace, review: await openSample(workspace) };
    };
    const [original, copy] = [await reopen('a', 14), await reopen('copy', 15)];
    const first = await addNote(original, 'in the original');
    const second = await addNote(copy, 'in the copy');
    await send(original, file);
    await receive(b.workspace, file);
    const cosignedBefore = caseLogOf(b).peers()[0]?.cosigned;
    await send(copy, file);
    const { prepared } = await receive(b.workspace, file);
    const forkOf = (scope: string) => prepared.preview.forks.find((fork) => fork.scope === scope);
    expect(forkOf('case')).toMatchObject({ kind: 'fork', isOwn: false });
    expect(forkOf('case')?.heads[0].root).not.toBe(forkOf('case')?.heads[1].root);

    const log = caseLogOf(b);
    const [peer] = log.peers();
    expect(peer?.cosigned).toEqual(cosignedBefore);
    expect(peer?.forks).toHaveLength(1);
    const counted = log.records().map((record) => record.digest);
    expect(counted).toContain(shared);
    expect(counted).not.toContain(first);
    expect(counted).not.toContain(second);
    expect(
      log
        .uncounted()
        .map((record) => record.digest)
        .sort(),
    ).toEqual([first, second].sort());
    const view = b.review.view(null);
    expect(view.forks.map((fork) => [fork.isOwn, fork.scope])).toContainEqual([false, 'case']);

    // What b saw tells both copies: nothing is signed there until a person says what happened.
    await send(b, file);
    await receive(original.workspace, file);
    expect(caseLogOf(original).damage()).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'forked', acknowledged: false })]),
    );
    await expect(addNote(original, 'too late')).rejects.toMatchObject({ code: 'log-damaged' });
    await caseLogOf(original).acknowledgeDamage(
      caseLogOf(original).damage()[0]?.origin ?? '',
      'The folder was copied.',
      null,
    );
    await addNote(original, 'in a new log');
  });

  it('is found out when an older copy was put back, by what came back in a packet', async () => {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    const file = path.join(folder, 'one.reviewpacket');
    await a.workspace.close();
    await cp(path.join(folder, 'a'), path.join(folder, 'older'), { recursive: true });
    const workspace = await openAt(path.join(folder, 'a'), 14);
    await workspace.keys.unlock(a.keyid, 'correct horse battery');
    const later = { ...a, workspace, review: await openSample(workspace) };
    await addNote(later, 'lost in the older copy');
    await send(later, file);
    await receive(b.workspace, file);
    await send(b, file);

    const older = await openAt(path.join(folder, 'older'), 15);
    const review = await openSample(older);
    await receive(older, file);
    const kinds = review.log?.damage().map((item) => item.kind) ?? [];
    expect(kinds.some((kind) => kind === 'rolled-back' || kind === 'forked')).toBe(true);
  });
});

describe('what another seat sent, once it is here', () => {
  async function setUp(): Promise<{ a: TestSeat; b: TestSeat; folder: string; peer: string; file: string }> {
    const folder = await makeTempFolder();
    const [a, b] = await twoSeats(folder);
    await addNote(a, 'one');
    await addNote(a, 'two');
    const file = path.join(folder, 'one.reviewpacket');
    await send(a, file);
    await receive(b.workspace, file);
    const uuid = caseLogOf(a).head().origin.slice('countersign/log/'.length);
    return { a, b, folder, peer: path.join(caseLogOf(b).folder, 'peers', uuid), file };
  } // prettier-ignore

  it('cannot be cut, changed or removed unseen, and the packet puts it back', async () => {
    const { b, peer, file } = await setUp();
    const log = caseLogOf(b);
    const entries = path.join(peer, 'entries.jsonl');
    const whole = await readFile(entries, 'utf8');
    const tamper: readonly (() => Promise<void>)[] = [
      () => writeFile(entries, whole.split('\n').slice(0, 2).join('\n') + '\n'),
      () => writeFile(entries, whole.replace('"seq":1', '"seq":7')),
      () => rm(peer, { recursive: true }),
    ];
    for (const change of tamper) {
      await change();
      await log.refresh();
      expect(log.damage().some((item) => !item.acknowledged)).toBe(true);
      await expect(addNote(b, 'on what is not there')).rejects.toMatchObject({
        code: 'log-damaged',
      });
      await receive(b.workspace, file);
      expect(log.damage()).toEqual([]);
      expect(await readFile(entries, 'utf8')).toBe(whole);
    }
    await addNote(b, 'on what is there again');
  });

  it('keeps a record whose signature does not hold, lists it with the reason, and never counts it', async () => {
    const { a, b, peer } = await setUp();
    const log = caseLogOf(b);
    const [digest = ''] = caseLogOf(a)
      .records()
      .map((record) => record.digest);
    const record = path.join(path.dirname(path.dirname(peer)), 'records', `${digest}.dsse.json`);
    const envelope = JSON.parse(await readFile(record, 'utf8')) as {
      signatures: { sig: string }[];
    };
    const [first] = envelope.signatures;
    if (first === undefined) throw new Error('An envelope has a signature');
    first.sig = `${first.sig.startsWith('A') ? 'B' : 'A'}${first.sig.slice(1)}`;
    await writeFile(record, JSON.stringify(envelope));
    await log.refresh();
    expect(log.records().map((item) => item.digest)).not.toContain(digest);
    expect(log.uncounted()).toMatchObject([{ digest, why: 'its signature does not hold' }]);
    expect(b.review.view(null).uncounted.map((item) => item.digest)).toEqual([digest]);
  });

  it('names the heads of all logs that a record was written on', async () => {
    const { a, b } = await setUp();
    const digest = await addNote(b, 'after the packet');
    const seen =
      caseLogOf(b)
        .records()
        .find((record) => record.digest === digest)?.predicate.seen ?? [];
    const heads = [caseLogOf(a).head(), a.workspace.seat.log.head(), b.workspace.seat.log.head()];
    for (const head of heads) expect(seen).toContainEqual(head);
    expect(seen).toHaveLength(heads.length);
  });

  it('comes back with the heads that the other seat vouched for', async () => {
    const { a, b, file } = await setUp();
    await send(b, file);
    await receive(a.workspace, file);
    const [own] = caseLogOf(a).own();
    expect(own?.cosigned.map(({ by }) => by)).toEqual([caseLogOf(b).head().origin]);
    const [files] = await caseLogOf(a).logFiles();
    expect(files?.cosigned).toHaveLength(1);
    expect((await caseLogOf(a).logFiles()).map((item) => item.origin)).toEqual([
      caseLogOf(a).head().origin,
      caseLogOf(b).head().origin,
    ]);
  });
});
