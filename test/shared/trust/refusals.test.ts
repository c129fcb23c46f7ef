/**
 * What the readers of this folder refuse, and in which words: each refusal names file, place and rule.
 * The words stand in the snapshot beside this file; a change of them is a change that people see.
 */
import { expect, it } from 'vitest';
import { nodeCrypto, signEd25519 } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import {
  fromBase64, fromHex, fromStandardBase64, toBase64, toHex, utf8Decode, utf8Encode,
} from '../../../shared/trust/bytes.ts'; // prettier-ignore
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import {
  parseCheckpointBody, parseSignedCheckpoint, toCheckpointBody, toOrigin, toVkey, verifySignedCheckpoint,
} from '../../../shared/trust/checkpoint.ts'; // prettier-ignore
import { MAX_ENVELOPE_BYTES, parseEnvelope, toEnvelopeJson } from '../../../shared/trust/dsse.ts';
import { SIGNATURE_LENGTH, verifySignature } from '../../../shared/trust/ed25519.ts';
import { fromSpki } from '../../../shared/trust/key-id.ts';
import { parseEntryLine, toEntryLine } from '../../../shared/trust/log-entry.ts';
import {
  consistencyProof, inclusionProof, isSubtree, verifyConsistency, verifyInclusion, verifySubtree,
} from '../../../shared/trust/merkle.ts'; // prettier-ignore
import { isKeyName, MAX_NOTE_CHARACTERS, parseNote, parseVkey, toKeyHash, verifyNote } from '../../../shared/trust/signed-note.ts'; // prettier-ignore
import { parseStatement, subjectNameOf, toStatementPayload } from '../../../shared/trust/statement.ts'; // prettier-ignore
import { parseStrictJson, parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { parseTlogProof, toTlogProof, verifyRecordInLog } from '../../../shared/trust/tlog-proof.ts'; // prettier-ignore
import { buildEnvelope, buildKey, buildLog, leavesOf, signLog, TEST_ORIGIN } from '../../support/trust-builders.ts'; // prettier-ignore

/** What a reader says of an input: what it read, or the one problem it refuses it with. */
function judge(read: () => unknown): unknown {
  try {
    const value = read();
    return value instanceof Uint8Array ? toHex(value) : value;
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]?.message).toBe(error.message);
    const { code, file, place, rule, message } = error.problems[0]!;
    return `${error.code}: ${code} | ${file ?? '-'} | ${place ?? '-'} | ${rule} | ${message}`;
  }
}

/** Judges inputs one by one; the outcomes are the snapshot. */
function judgeAll<T>(inputs: readonly T[], read: (input: T) => unknown): unknown[] {
  return inputs.map((input) => judge(() => read(input)));
}

const key = buildKey(1);
const other = buildKey(2);
const zeros = toBase64(new Uint8Array(32));

it('refuses what is wrong in bytes and their texts in these words', () => {
  expect(judgeAll(['', '00ff', 'AB', 'a', 'g0', 'x'.repeat(41), 'y'.repeat(40), ' 00', '00\n'], fromHex)).toMatchSnapshot(); // prettier-ignore
  const base64 = ['', 'AA==', 'AAA=', 'AAAA', 'AB==', 'AAB=', 'A', 'AA', 'AAA', 'AA=A', '====', '-_-_', '+/+/', '-/-/', 'AA==\n', '*'.repeat(44)]; // prettier-ignore
  expect(judgeAll(base64, fromBase64)).toMatchSnapshot();
  expect(judgeAll(base64, fromStandardBase64)).toMatchSnapshot();
  const utf8 = ['41', 'c280', 'dfbf', 'e0a080', 'efbfbf', 'f0908080', 'f48fbfbf', 'c080', 'c1bf', 'e09fbf', 'eda080', 'edbfbf', 'f08fbfbf', 'f4908080', 'f5808080', 'ff', '80', 'c2', 'c241', 'e0a0', 'f09080', '41ff'].map(fromHex); // prettier-ignore
  expect(judgeAll(utf8, (bytes) => utf8Decode(bytes, 'a.txt'))).toMatchSnapshot();
  expect(judgeAll(utf8.slice(-1), (bytes) => utf8Decode(bytes))).toMatchSnapshot();
  expect(judgeAll(['a\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}', '\ud800', 'a\udfff', '\ud800a'], utf8Encode)).toMatchSnapshot(); // prettier-ignore
});

it('refuses what is wrong in JSON in these words', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const texts = ['', ' ', 'null', 'true', 'false', 'nul', 'tru', 'x', '1', '-1', '-0', '01', '1.', '1.5', '1e2', '1E+2', '.5', '-', '+1', '9007199254740991', '9007199254740992', '-9007199254740992', '1e999', '"a"', '"a', '"\\', '"\\x"', '"\\u12"', '"\\u12g4"', '"\\n\\t\\"\\\\\\/\\b\\f\\r\\u0041"', '"\t"', '"\u007f"', '"\\ud800"', '"\\udc00"', '"\\ud83d\\ude00"', '[]', '[1]', '[1,]', '[,1]', '[1 2]', '[1', '{}', '{"a":1}', '{"a":1,}', '{"a" 1}', '{"a":}', '{a:1}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"__proto__":1}', '{"constructor":1}', '{"prototype":1}', '{"a":1', '1 2', ' [ 1 , 2 ] ', '\n\t\r [\n1,\n  x]', '\ufeff1', '\u00a01', deep(64), deep(65)]; // prettier-ignore
  expect(judgeAll(texts, (text) => JSON.stringify(parseStrictJson(text, 'a.json')))).toMatchSnapshot(); // prettier-ignore
  const numbers = ['1.5', '1e2', '-0', '1e999', '-1e999', '9007199254740993', '0.1e-7'];
  expect(judgeAll(numbers, (text) => parseStrictJson(text, 'a.json', { numbers: 'finite' }))).toMatchSnapshot(); // prettier-ignore
  expect(judge(() => parseStrictJsonBytes(fromHex('22ff22'), 'a.json'))).toMatchSnapshot();
});

it('refuses what is wrong in canonical JSON in these words', () => {
  const values: unknown[] = [null, true, 'a\u2028"\\\n', 1, -0, 0.5, Number.NaN, Infinity, undefined, 1n, () => 1, Symbol('a'), [], [undefined], new Array(1), {}, { b: 1, a: { d: [1, 'x'], c: null } }, { a: undefined }, new Date(0), new Map(), { a: ['\ud800'] }, { '\udfff': 1 }, { x: { constructor: 1 } }, { a: { b: [1, 2.5] } }]; // prettier-ignore
  expect(judgeAll(values, (value) => toCanonicalJson(value as never))).toMatchSnapshot();
  expect(judgeAll([0.5, 1e21, -0, Number.NaN, Infinity], (value) => toCanonicalJson(value, { numbers: 'finite' }))).toMatchSnapshot(); // prettier-ignore
  const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
  expect(judgeAll([64, 65], (levels) => toCanonicalJson(nest(levels) as never).length)).toMatchSnapshot(); // prettier-ignore
});

it('refuses what is wrong in envelopes and statements in these words', () => {
  const bundle = { name: 'manifest-sha256.txt', sha256: 'ab'.repeat(32) };
  const payload = toStatementPayload('note', bundle, { statement: 'I read it.' });
  const good = JSON.parse(toEnvelopeJson(buildEnvelope(payload, key))) as Record<string, unknown>;
  const [signature] = good['signatures'] as [{ keyid: string; sig: string }];
  const envelopes = [
    good, { ...good, extra: 1 }, { ...good, payload: 1 }, { ...good, payload: '*' }, { ...good, payloadType: null }, { ...good, signatures: [] },
    { ...good, signatures: null }, { ...good, signatures: [signature, signature] }, { ...good, signatures: [1] },
    { ...good, signatures: [{ sig: signature.sig }] }, { ...good, signatures: [{ keyid: 1, sig: signature.sig }] },
    { ...good, signatures: [{ sig: 'AAAA' }] }, { ...good, signatures: [{ sig: '*' }] }, { ...good, signatures: [{}] }, [], null,
  ]; // prettier-ignore
  const readEnvelope = (value: unknown): unknown => {
    const { payload: bytes, ...rest } = parseEnvelope(utf8Encode(JSON.stringify(value)), 'r.json');
    return { ...rest, signature: toHex(rest.signature), payload: utf8Decode(bytes) };
  };
  expect(judgeAll(envelopes, readEnvelope)).toMatchSnapshot();
  const padded = (size: number): Uint8Array => {
    const bytes = new Uint8Array(size).fill(0x20);
    bytes.set(utf8Encode(JSON.stringify(good)));
    return bytes;
  };
  expect(judgeAll([0, 1], (more) => parseEnvelope(padded(MAX_ENVELOPE_BYTES + more), 'r.json').keyid)).toMatchSnapshot(); // prettier-ignore

  const statement = JSON.parse(utf8Decode(payload)) as Record<string, unknown>;
  const subject = { name: bundle.name, digest: { sha256: bundle.sha256 } };
  const statements = [
    statement, { ...statement, _type: 'x' }, { ...statement, extra: 1 }, { ...statement, predicate: [] }, { ...statement, predicate: 1 },
    { ...statement, predicateType: 1 }, { ...statement, predicateType: 'urn:countersign:wish:v1' }, { ...statement, predicateType: 'xurn:countersign:note:v1' },
    { ...statement, predicateType: 'urn:countersign:note:v11' }, { ...statement, predicateType: 'urn:countersign:toString:v1' },
    { ...statement, subject: [] }, { ...statement, subject: [subject, subject] }, { ...statement, subject: [1] }, { ...statement, subject: [{ ...subject, uri: 'x' }] },
    { ...statement, subject: [{ ...subject, name: 'roster.json' }] }, { ...statement, subject: [{ name: bundle.name, digest: 1 }] },
    { ...statement, subject: [{ name: bundle.name, digest: { sha256: 'AB' } }] }, { ...statement, subject: [{ name: bundle.name, digest: { sha256: 1 } }] },
    { ...statement, subject: [{ name: bundle.name, digest: { sha256: bundle.sha256, sha1: '' } }] }, { ...statement, subject: [{ name: bundle.name, digest: { sha1: '' } }] },
    [], 1,
  ]; // prettier-ignore
  expect(judgeAll(statements, (value) => parseStatement(utf8Encode(toCanonicalJson(value as never)), 'r.json'))).toMatchSnapshot(); // prettier-ignore
  expect(judge(() => parseStatement(utf8Encode(`${utf8Decode(payload)} `), 'r.json'))).toMatchSnapshot(); // prettier-ignore
  expect(judge(() => parseStatement(new Uint8Array([0xff]), 'r.json'))).toMatchSnapshot();
  expect(judge(() => toStatementPayload('note', { ...bundle, sha256: 'x' }, {}))).toMatchSnapshot();
  expect(judge(() => toStatementPayload('note', bundle, []))).toMatchSnapshot();
  expect((['note', 'roster', 'policy'] as const).map(subjectNameOf)).toEqual(['manifest-sha256.txt', 'roster.json', 'policy.json']); // prettier-ignore
});

it('refuses what is wrong in keys and signatures in these words', () => {
  const spki = (bytes: Uint8Array): Uint8Array => new Uint8Array([...fromHex('302a300506032b6570032100'), ...bytes]); // prettier-ignore
  const keys = [spki(key.publicKey), key.publicKey, spki(new Uint8Array(32)), spki(key.publicKey.slice(1)), spki(key.publicKey).fill(0, 0, 1)]; // prettier-ignore
  expect(judgeAll(keys, (bytes) => fromSpki(bytes))).toMatchSnapshot();

  // A runtime that accepts anything: what is refused now, is refused before it is asked.
  const lenient = { ...nodeCrypto, verifyEd25519: () => true };
  const good = signEd25519(key.seed, utf8Encode('a'));
  const verify = (publicKey: Uint8Array, signature: Uint8Array): boolean =>
    verifySignature(publicKey, utf8Encode('a'), signature, lenient);
  const low = fromHex(`01${'00'.repeat(31)}`);
  expect(verify(key.publicKey, good)).toBe(true);
  expect(verify(low, good)).toBe(false);
  expect(verify(key.publicKey, new Uint8Array([...low, ...good.slice(32)]))).toBe(false);
  expect(verify(key.publicKey, new Uint8Array([...good.slice(0, 32), ...low]))).toBe(true);
  for (const length of [0, 63, 65]) {
    const cut = new Uint8Array(length).fill(7);
    expect(verify(key.publicKey, cut), `${length} of ${SIGNATURE_LENGTH} bytes`).toBe(false);
  }
  for (const length of [0, 31, 33])
    expect(verify(new Uint8Array(length).fill(7), good)).toBe(false);
});

it('refuses what is wrong in notes and their keys in these words', () => {
  const vkey = toVkey('a/b', key.publicKey, nodeCrypto);
  const otherType = toBase64(new Uint8Array([4, ...key.publicKey]));
  const low = new Uint8Array(32);
  const vkeys = [
    vkey, `x${vkey}`, `${vkey}x`, `${vkey}\n`, `\n${vkey}`, '', 'a+00000000+AA==', vkey.replace('+', ''), vkey.toUpperCase(), 'x'.repeat(200),
    `a/b+${toKeyHash('a/b', key.publicKey, nodeCrypto)}+${otherType}`, toVkey('a/b', low, nodeCrypto), toVkey('a b', key.publicKey, nodeCrypto),
    toVkey('', key.publicKey, nodeCrypto), `a/b+00000000+${vkey.split('+').slice(2).join('+')}`, `a/b+00000000+`,
  ]; // prettier-ignore
  expect(judgeAll(vkeys, (text) => parseVkey(text, nodeCrypto))).toMatchSnapshot();
  expect(['a', 'a/b', '', 'a b', 'a+b', 'a\u0085', 'a\u00a0', '\n', 'ä'].map(isKeyName)).toMatchSnapshot(); // prettier-ignore

  const line = (name: string, bytes: Uint8Array): string => `— ${name} ${toBase64(bytes)}\n`;
  const known = parseVkey(vkey, nodeCrypto);
  const signed = (text: string, name = 'a/b', by = key): string => {
    const hash = fromHex(toKeyHash(name, by.publicKey, nodeCrypto));
    return line(name, new Uint8Array([...hash, ...signEd25519(by.seed, utf8Encode(text))]));
  };
  const text = 'words\n';
  const five = new Uint8Array(5);
  const notes = [
    `${text}\n${signed(text)}`, `${text}\n${signed('other\n')}`, `${text}\n${signed(text, 'c')}`, `${text}\n${signed(text)}${signed(text)}`,
    `${text}\n${signed(text, 'c', other)}${signed(text)}`, `${text}\n${line('a/b', five)}`, `${text}\n${line('x', five)}${signed(text)}`, `${text}\n${line('a/b', five.slice(1))}`,
    text, '', '\n\n', `${text}\n`, `${text}\n${signed(text)}`.slice(0, -1), `${text}\n${signed(text).slice(2)}`, `${text}\n${signed(text).replace('— ', '- ')}`,
    `${text}\n— a/b\n`, `${text}\n— a/b AAAA AAAA\n`, `${text}\n— a/b *\n`, `${text}\n—  AAAAAAA=\n`, `${text}\n— a+b AAAAAAA=\n`, `a\tb\n\n${signed(text)}`, `a\rb\n\n${signed(text)}`,
    `a\u0000\n\n${signed(text)}`, `a\u001f\n\n${signed(text)}`, `a b\n\n${signed('a b\n')}`, `one\n\ntwo\n\n${signed('one\n\ntwo\n')}`, signed(text), `\n${signed('')}`,
  ]; // prettier-ignore
  const read = (note: string): unknown => {
    const parsed = parseNote(note, 'n.txt');
    const by = judge(() => verifyNote(parsed, [known], nodeCrypto, 'n.txt'));
    return { text: parsed.text, lines: parsed.signatures.length, by: Array.isArray(by) ? by.length : by }; // prettier-ignore
  };
  expect(judgeAll(notes, read)).toMatchSnapshot();
  expect(judge(() => verifyNote(parseNote(notes[0]!, 'n.txt'), [known, { ...known }], nodeCrypto, 'n.txt'))).toMatchSnapshot(); // prettier-ignore
  const long = (size: number): string => `${'x'.repeat(size - signed(text).length - 2)}\n\n${signed(text)}`; // prettier-ignore
  expect(judgeAll([0, 1], (more) => parseNote(long(MAX_NOTE_CHARACTERS + more), 'n.txt').signatures.length)).toMatchSnapshot(); // prettier-ignore
  expect(judgeAll([100, 101], (count) => parseNote(`${text}\n${signed(text).repeat(count)}`, 'n.txt').signatures.length)).toMatchSnapshot(); // prettier-ignore
});

it('refuses what is wrong in checkpoints in these words', () => {
  expect(toOrigin('x')).toBe('countersign/log/x');
  const bodies = [
    `a\n1\n${zeros}\n`, `a\n0\n${zeros}\nmore\nlines\n`, `a\n1\n${zeros}`, `a\n1\n`, '', '\n\n\n\n', `\n1\n${zeros}\n`, `DSSEv1\n1\n${zeros}\n`, `SSHSIG a\n1\n${zeros}\n`,
    `a DSSEv1 SSHSIG\n1\n${zeros}\n`, `a\n01\n${zeros}\n`, `a\n1x\n${zeros}\n`, `a\n\n${zeros}\n`, `a\n-1\n${zeros}\n`, `a\n9007199254740992\n${zeros}\n`, `a\n9007199254740991\n${zeros}\n`,
    `a\n1\n${zeros.slice(4)}\n`, `a\n1\n*\n`, `a\n1\n\n`, `a\n1\n${zeros}\n\nx\n`,
  ]; // prettier-ignore
  expect(judgeAll(bodies, (body) => ({ ...parseCheckpointBody(body, 'c'), root: '' }))).toMatchSnapshot(); // prettier-ignore
  expect(judgeAll(['a b', '', 'a+b', 'a'], (origin) => toCheckpointBody({ origin, size: 1, root: new Uint8Array(32) }))).toMatchSnapshot(); // prettier-ignore
  const lines = buildLog(3);
  const checkpoint = signLog(lines, key);
  const vkey = toVkey(TEST_ORIGIN, key.publicKey, nodeCrypto);
  expect(judgeAll([vkey, toVkey('other', key.publicKey, nodeCrypto), toVkey(TEST_ORIGIN, other.publicKey, nodeCrypto), 'x'], (text) => verifySignedCheckpoint(checkpoint, text, nodeCrypto).size)).toMatchSnapshot(); // prettier-ignore
  expect(judge(() => verifySignedCheckpoint(checkpoint.replace('\n3\n', '\n4\n'), vkey, nodeCrypto, 'c'))).toMatchSnapshot(); // prettier-ignore
  expect(judge(() => parseSignedCheckpoint('x', 'c'))).toMatchSnapshot();
});

it('refuses what is wrong in proofs in these words', () => {
  const good = toTlogProof(1, [new Uint8Array(32), new Uint8Array(32).fill(1)], 'checkpoint\n');
  const head = 'c2sp.org/tlog-proof@v1\n';
  const texts = [
    good, good.replace('@v1', '@v2'), `${head}index 0\n\nc\n`, `${head}index 0\n\nc`, `${head}index 0\n\n`, `${head}index 0\n`, '', '\n\n', `${head}\nc\n`,
    `${head}extra AAAA\nindex 0\n\nc\n`, `${head}extra \nindex 0\n\nc\n`, `${head}extra *\nindex 0\n\nc\n`, `${head}extra AAAA\n\nc\n`, `${head}an extra \nindex 0\n\nc\n`, `${head}index 01\n\nc\n`,
    `${head}index 1x\n\nc\n`, `${head}xindex 1\n\nc\n`, `${head}index 9007199254740991\n\nc\n`, `${head}index 9007199254740992\n\nc\n`, `${head}index 0\n${zeros}\nAAAA\n\nc\n`, `${head}index 0\nAAAA\n\nc\n`,
    `${head}index 0\n*\n\nc\n`, `${head}index 0\n\n\nc\n`, `${head}index 0\n${`${zeros}\n`.repeat(63)}\nc\n`, `${head}index 0\n${`${zeros}\n`.repeat(64)}\nc\n`,
  ]; // prettier-ignore
  const read = (text: string): unknown => {
    const { hashes, ...rest } = parseTlogProof(text, 'p');
    return { ...rest, hashes: hashes.length };
  };
  expect(judgeAll(texts, read)).toMatchSnapshot();

  const lines = buildLog(5);
  const vkey = toVkey(TEST_ORIGIN, key.publicKey, nodeCrypto);
  const checkpoint = signLog(lines, key);
  const proofOf = (index: number, text = checkpoint): string =>
    toTlogProof(index, inclusionProof(index, leavesOf(lines), nodeCrypto), text);
  const digestOf = (index: number): string => parseEntryLine(lines[index]!, 'l').obj['record']!;
  const cases: (readonly [string, string, string])[] = [
    [proofOf(2), lines[2]!, digestOf(2)], [proofOf(2), lines[2]!, digestOf(3)], [proofOf(3), lines[2]!, digestOf(2)],
    [proofOf(2, signLog(lines.slice(0, 4), key)), lines[2]!, digestOf(2)], [proofOf(2, signLog(lines, other)), lines[2]!, digestOf(2)],
    [proofOf(2).replace(/\n[^\n]+\n\n/, '\n\n'), lines[2]!, digestOf(2)], [proofOf(2), lines[2]!.replace('"note"', '"nose"'), digestOf(2)], ['', lines[2]!, digestOf(2)], [proofOf(2), '{}', digestOf(2)],
  ]; // prettier-ignore
  expect(judgeAll(cases, ([proof, line, digest]) => verifyRecordInLog(proof, line, digest, vkey, nodeCrypto).size)).toMatchSnapshot(); // prettier-ignore
  expect(judgeAll([0, 1], (at) => verifyRecordInLog(cases[at]![0], cases[at]![1], cases[at]![2], vkey, nodeCrypto, 'p').size)).toMatchSnapshot(); // prettier-ignore
});

it('refuses what is wrong in log entries in these words', () => {
  const entry = parseEntryLine(buildLog(1)[0]!, 'l');
  const entries = [
    entry, { ...entry, extra: 1 }, { ...entry, actor: 1 }, { ...entry, actor: 'AB' }, { ...entry, actor: 'ab'.repeat(32) }, { ...entry, obj: [] }, { ...entry, obj: { a: 'x' } }, { ...entry, obj: { a: 1 } }, { ...entry, obj: {} },
    { ...entry, prev: 'x' }, { ...entry, prev: null }, { ...entry, reason: 1 }, { ...entry, reason: 'why' }, { ...entry, seq: -1 }, { ...entry, seq: '0' }, { ...entry, time: 'now' }, { ...entry, time: '2026-02-30T00:00:00Z' },
    { ...entry, time: '2026-11-21T09:00:00.000Z' }, { ...entry, time: '2026-11-21T09:00:00+01:00' }, { ...entry, time: 1 }, { ...entry, type: '' }, { ...entry, type: 1 }, { ...entry, type: 'A b' }, [], 1,
  ]; // prettier-ignore
  expect(judgeAll(entries, (value) => parseEntryLine(toCanonicalJson(value as never), 'l'))).toMatchSnapshot(); // prettier-ignore
  expect(judgeAll([' ', '\n'], (tail) => parseEntryLine(`${toEntryLine(entry)}${tail}`, 'l'))).toMatchSnapshot(); // prettier-ignore
  const long = (length: number): typeof entry => ({ ...entry, reason: 'x'.repeat(length) });
  const room = 65_534 - toEntryLine(long(0)).length;
  expect(
    judgeAll([room, room + 1], (length) => toEntryLine(long(length)).length),
  ).toMatchSnapshot();
  expect(judge(() => toEntryLine({ ...entry, seq: 0.5 }))).toMatchSnapshot();
});

it('takes nothing for a subtree, a leaf or a prefix that is none', () => {
  const leaves = leavesOf(buildLog(9));
  const root = (size: number): Uint8Array => inclusionRoot(leaves.slice(0, size));
  const sizes = Array.from({ length: 10 }, (_, at) => at);
  const subtrees = sizes.flatMap((start) => sizes.filter((end) => isSubtree({ start, end, size: 9 })).map((end) => `${start}-${end}`)); // prettier-ignore
  expect(subtrees).toMatchSnapshot();
  expect([[-1, 1, 9], [0.5, 1, 9], [0, 1.5, 9], [0, 1, 8.5], [0, 10, 9], [1, 0, 9], [0, 2 ** 53, 2 ** 53]].map(([start = 0, end = 0, size = 0]) => isSubtree({ start, end, size }))).toEqual(Array(7).fill(false)); // prettier-ignore
  // The third and fourth leaf in a tree of nine, and what stands beside them on the way up.
  const [pair, first] = [root2(leaves[2]!, leaves[3]!), root2(leaves[0]!, leaves[1]!)];
  const way = [first, inclusionRoot(leaves.slice(4, 8)), leaves[8]!];
  const verify = (proof: readonly Uint8Array[], hash = pair): boolean =>
    verifySubtree({ start: 2, end: 4, size: 9 }, hash, root(9), proof, nodeCrypto);
  expect(verify(way)).toBe(true);
  expect(verify(way, first)).toBe(false);
  expect([way.slice(1), way.slice(0, -1), [...way, first], [], [pair.slice(1), ...way.slice(1)]].map((proof) => verify(proof))).toEqual(Array(5).fill(false)); // prettier-ignore
  // What is no hash is not hashed, though the bytes behind it would fit.
  const long = new Uint8Array([...leaves[0]!, ...leaves[1]!.slice(0, 1)]);
  expect(verifyInclusion(1, 2, leaves[1]!.slice(1), [long], root(2), nodeCrypto)).toBe(false);
  expect(verifySubtree({ start: 0, end: 1, size: 2 }, long, root(2), [leaves[1]!.slice(1)], nodeCrypto)).toBe(false); // prettier-ignore
  expect(verifyInclusion(0, 1, new Uint8Array(0), [], new Uint8Array(0), nodeCrypto)).toBe(false);
  // No leaves are in every tree, with the root of none; that says nothing about an earlier head.
  const none = nodeCrypto.sha256(new Uint8Array(0));
  const empty = (start: number, size: number, hash = none, proof: Uint8Array[] = []): boolean =>
    verifySubtree({ start, end: start, size }, hash, root(9), proof, nodeCrypto);
  expect([empty(0, 9), empty(4, 9), empty(9, 9)]).toEqual([true, true, true]);
  expect([empty(10, 9), empty(-1, 9), empty(0.5, 9), empty(0, 8.5), empty(0, 9, root(1)), empty(0, 9, none, [none])]).toEqual(Array(6).fill(false)); // prettier-ignore
  expect(verifyConsistency(0, 9, none, root(9), [], nodeCrypto)).toBe(false);
  for (const index of [9, -1, 0.5]) expect(() => inclusionProof(index, leaves, nodeCrypto)).toThrow(new RangeError(`No leaf ${index} of 9`)); // prettier-ignore
  for (const size of [10, -1, 0.5]) expect(() => consistencyProof(size, leaves, nodeCrypto)).toThrow(new RangeError(`No prefix ${size} of 9`)); // prettier-ignore
});

function root2(left: Uint8Array, right: Uint8Array): Uint8Array {
  return nodeCrypto.sha256(new Uint8Array([1, ...left, ...right]));
}

/** The root as RFC 6962 writes it down, by recursion. */
function inclusionRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return root2(inclusionRoot(leaves.slice(0, split)), inclusionRoot(leaves.slice(split)));
}
