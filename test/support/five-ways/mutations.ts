/**
 * One change each, of every kind. Unless `sealed` is 'as it was', the attacker makes the manifests anew, so
 * that only what is signed stands against the change.
 */
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateEd25519, nodeCrypto, signEd25519 } from '../../../electron/host/crypto.ts';
import { fromBase64, fromHex, toBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCheckpointBody, toSignedCheckpoint, toVkey } from '../../../shared/trust/checkpoint.ts';
import { toPae } from '../../../shared/trust/dsse.ts';
import { keyIdOf, toPublicKeyPem, toSpki } from '../../../shared/trust/key-id.ts';
import { leafHash, rootOf } from '../../../shared/trust/merkle.ts';
import { flipByte, listAll, resealBag } from '../export-folder.ts';
import type { Way } from './ways.ts';

export interface Mutation {
  readonly name: string;
  /** Which record is changed. Default: the full edition. */
  readonly base?: 'full' | 'external' | 'public';
  /** Default: the manifests of the audit record are made anew. */
  readonly sealed?: 'as it was' | 'anew' | 'bundle and record anew';
  readonly change: (folder: string) => Promise<void>;
  /** Changes the bytes of the ZIP itself. */
  readonly changeZip?: (zip: Buffer) => Buffer;
  /** Ways that by their nature cannot see this one, and why. `@sigstore/verify` sees envelopes only: see `seesEnvelope`. */
  readonly blind?: Readonly<Partial<Record<Way, string>>>;
  /** True where an envelope or the key it is held against differs. */
  readonly seesEnvelope?: boolean;
}

async function find(folder: string, pattern: RegExp): Promise<string> {
  const name = (await listAll(folder)).find((file) => pattern.test(file));
  if (name === undefined) throw new Error(`No file like ${String(pattern)}`);
  return path.join(folder, name);
}

async function edit(folder: string, pattern: RegExp, change: (text: string) => string): Promise<void> {
  const file = await find(folder, pattern);
  const before = await readFile(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`Nothing changed in ${file}`);
  await writeFile(file, after);
} // prettier-ignore

const flip = (pattern: RegExp, at?: number) => async (folder: string): Promise<void> => flipByte(await find(folder, pattern), at); // prettier-ignore
const editing = (pattern: RegExp, change: (text: string) => string) => (folder: string): Promise<void> => edit(folder, pattern, change); // prettier-ignore
const nothing = async (): Promise<void> => undefined;

async function swap(folder: string, a: RegExp, b: RegExp): Promise<void> {
  const [first, second] = [await find(folder, a), await find(folder, b)];
  await rename(first, `${first}.swap`);
  await rename(second, first);
  await rename(`${first}.swap`, second);
}

async function removeAll(folder: string, pattern: RegExp): Promise<void> {
  const names = (await listAll(folder)).filter((name) => pattern.test(name));
  if (names.length === 0) throw new Error(`No file like ${String(pattern)}`);
  for (const name of names) await rm(path.join(folder, name));
}

const DECISION = /records\/\d+-decision-\w+\.dsse\.json$/;
const OPINION = /records\/\d+-opinion-\w+\.dsse\.json$/;
const CHALLENGE = /records\/\d+-challenge-\w+\.dsse\.json$/;

interface Envelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

const envelope = (pattern: RegExp, change: (value: Envelope) => unknown) =>
  editing(pattern, (text) => JSON.stringify(change(JSON.parse(text) as Envelope))); // prettier-ignore

const payload = (change: (text: string) => string) => (value: Envelope): Envelope => ({
  ...value,
  payload: Buffer.from(change(Buffer.from(value.payload, 'base64').toString('utf8'))).toString('base64'),
}); // prettier-ignore

/** Writes a record's copies so that they agree with its envelope, as a careful attacker would. */
async function followEnvelope(folder: string, pattern: RegExp): Promise<void> {
  const file = await find(folder, pattern);
  const value = JSON.parse(await readFile(file, 'utf8')) as Envelope;
  const stem = file.replace(/\.dsse\.json$/, '');
  const words = fromBase64(value.payload);
  await writeFile(`${stem}.json`, words);
  await writeFile(`${stem}.pae`, toPae(words));
  await writeFile(`${stem}.sig`, fromBase64(value.signatures[0]?.sig ?? ''));
}

/** The log that holds the records about the case, and not the one of the seat. */
async function caseLog(folder: string): Promise<string> {
  for (const name of (await listAll(folder)).filter((file) => file.endsWith('entries.jsonl'))) {
    if ((await readFile(path.join(folder, name), 'utf8')).includes('"type":"decision"')) return path.join(folder, name); // prettier-ignore
  }
  throw new Error('No log holds the decision');
}

async function editLines(folder: string, change: (lines: string[]) => string[]): Promise<void> {
  const file = await caseLog(folder);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  await writeFile(file, change(lines).map((line) => `${line}\n`).join('')); // prettier-ignore
}

/** Each entry names the one before again, as if nobody had touched them. */
function rechain(lines: string[]): string[] {
  const made: string[] = [];
  lines.forEach((line, seq) => {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const prev = seq === 0 ? '0'.repeat(64) : toHex(leafHash(utf8Encode(made[seq - 1] ?? ''), nodeCrypto)); // prettier-ignore
    made.push(JSON.stringify({ ...entry, prev, seq }));
  });
  return made;
}

/** Signs the log with a key of the attacker's own, with everything that follows from it. */
async function signAnew(folder: string, change: (lines: string[]) => string[]): Promise<void> {
  const file = await caseLog(folder);
  await editLines(folder, (lines) => rechain(change(lines)));
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const origin = `countersign/log/${path.basename(path.dirname(file))}`;
  const { publicKey, secretSeed } = generateEd25519();
  const checkpoint = { origin, size: lines.length, root: rootOf(lines.map((line) => leafHash(utf8Encode(line), nodeCrypto)), nodeCrypto) }; // prettier-ignore
  const body = toCheckpointBody(checkpoint);
  const signature = signEd25519(secretSeed, utf8Encode(body));
  const at = (name: string): string => path.join(path.dirname(file), name);
  await writeFile(
    at('checkpoint'),
    toSignedCheckpoint(checkpoint, publicKey, signature, nodeCrypto),
  );
  await writeFile(at('checkpoint.body'), body);
  await writeFile(at('checkpoint.sig'), signature);
  await writeFile(at('vkey'), `${toVkey(origin, publicKey, nodeCrypto)}\n`);
}

const ATTACKER = generateEd25519();
const ATTACKER_SPKI = toBase64(toSpki(ATTACKER.publicKey));
const ATTACKER_KEYID = keyIdOf(ATTACKER.publicKey, nodeCrypto);

/** The decision with other words, signed by the attacker, who puts the own key into the newest roster. */
async function signAsAttacker(folder: string): Promise<void> {
  await edit(folder, DECISION, (text) => {
    const value = payload((words) => words.replace('"decision":"return"', '"decision":"note"').replace(/"keyid":"\w{64}"/, `"keyid":"${ATTACKER_KEYID}"`))(JSON.parse(text) as Envelope); // prettier-ignore
    const sig = toBase64(signEd25519(ATTACKER.secretSeed, toPae(fromBase64(value.payload))));
    return JSON.stringify({ ...value, signatures: [{ keyid: ATTACKER_KEYID, sig }] });
  });
  await followEnvelope(folder, DECISION);
  await writeFile(path.join(folder, `data/keys/${ATTACKER_KEYID}.pem`), toPublicKeyPem(ATTACKER.publicKey)); // prettier-ignore
  await edit(folder, /roster-3\.json$/, (text) => text.replace(/"keys":\[\{"keyid":"\w{64}","publicKey":"[^"]+"/, `"keys":[{"keyid":"${ATTACKER_KEYID}","publicKey":"${ATTACKER_SPKI}"`)); // prettier-ignore
}

async function resealBundle(folder: string): Promise<void> {
  await resealBag(path.dirname(await find(folder, /data\/bundle\/[0-9a-f]{64}\/bagit\.txt$/)));
}

async function renameBundle(folder: string): Promise<void> {
  const bundle = path.dirname(await find(folder, /data\/bundle\/[0-9a-f]{64}\/bagit\.txt$/));
  await flipByte(path.join(bundle, 'data/docs/01-report.md'));
  await resealBag(bundle);
  const digest = toHex(nodeCrypto.sha256(await readFile(path.join(bundle, 'manifest-sha256.txt'))));
  await rename(bundle, path.join(path.dirname(bundle), digest));
}

const UNPACKED = 'it works on the unpacked folder';
const raw = 'as it was' as const;

/** Bytes turned over, with the manifests as they were: one of each kind of file. */
const FLIPS: readonly Mutation[] = (
  [
    ['evidence', /E1_tasks\.csv$/], ['document', /01-report\.md$/], ['case file', /case\.yaml$/],
    ['argument', /argument\.yaml$/], ['bundle manifest', /bundle\/\w+\/manifest-sha256\.txt$/],
    ['report', /report\.html$/], ['checking page', /verify\.html$/], ['register', /claims\.csv$/],
    ['envelope', DECISION], ['signed words', /-decision-\w+\.json$/], ['signed bytes', /-decision-\w+\.pae$/],
    ['signature', /-decision-\w+\.sig$/], ['OpenSSH signature', /-decision-\w+\.json\.sshsig$/],
    ['proof', /-decision-\w+\.tlog-proof$/], ['log', /entries\.jsonl$/], ['head', /\/checkpoint$/],
    ['seat key', /\/vkey$/], ['roster', /roster-1\.json$/], ['policy pack', /policy-1\.json$/],
    ['public key', /\.pem$/], ['manifest', /^manifest-sha256\.txt$/], ['bag information', /^bag-info\.txt$/],
  ] as const
).map(([what, pattern]): Mutation => ({ name: `one byte of the ${what} turned over`, sealed: raw, change: flip(pattern), seesEnvelope: what === 'envelope' })); // prettier-ignore

const FILES: readonly Mutation[] = [
  { name: 'a file added', sealed: raw, change: (folder) => writeFile(path.join(folder, 'data/registers/new.csv'), 'x') },
  { name: 'a file removed', sealed: raw, change: (folder) => removeAll(folder, /claims\.csv$/) },
  { name: 'a file renamed', sealed: raw, change: async (folder) => rename(await find(folder, /claims\.csv$/), path.join(folder, 'data/registers/claims2.csv')) },
  { name: 'two files of the bundle swapped', sealed: raw, change: (folder) => swap(folder, /E1_tasks\.csv$/, /01-report\.md$/) },
  { name: 'evidence changed', change: flip(/E1_tasks\.csv$/) },
  { name: 'evidence changed and the bundle sealed anew', change: async (folder) => { await flipByte(await find(folder, /E1_tasks\.csv$/)); await resealBundle(folder); } },
  { name: 'the bundle replaced under its new digest', change: renameBundle },
  { name: 'a file added to the bundle', change: async (folder) => writeFile(path.join(path.dirname(await find(folder, /E1_tasks\.csv$/)), 'E2.csv'), 'x') },
  { name: 'a file added that is no part of a record', change: (folder) => writeFile(path.join(folder, 'data/notes.txt'), 'x'), blind: { shell: 'the blocks look at the parts they know; a listed file beside them misleads nobody who follows them' } },
  { name: 'the report rewritten', change: editing(/report\.html$/, (text) => text.replace('Returned to its author', 'Approved by its author')) },
  { name: 'the printed report replaced', change: editing(/report\.pdf$/, (text) => text.replace('%%EOF', '% Approved\n%%EOF')) },
  { name: 'the printed report left out', change: (folder) => removeAll(folder, /report\.pdf$/), blind: { shell: 'the blocks look at the parts that are there; a printed report is no part that has to be' } },
  { name: 'a register rewritten', change: editing(/challenges\.csv$/, (text) => text.replace('blocking', 'minor')) },
  { name: 'the README rewritten', change: editing(/README\.md$/, (text) => text.replace('compare one fingerprint', 'trust this')) },
  { name: 'the checking page replaced', change: (folder) => writeFile(path.join(folder, 'data/verify.html'), '<h1>Consistent and trusted.</h1>') },
]; // prettier-ignore

const RECORDS: readonly Mutation[] = [
  { name: 'an envelope without a signature', seesEnvelope: true, change: envelope(DECISION, (value) => ({ ...value, signatures: [] })) },
  { name: 'an envelope with its signature twice', change: envelope(DECISION, (value) => ({ ...value, signatures: [...value.signatures, ...value.signatures] })), seesEnvelope: true },
  { name: 'an empty signature', seesEnvelope: true, change: envelope(DECISION, (value) => ({ ...value, signatures: value.signatures.map((item) => ({ ...item, sig: '' })) })) },
  { name: 'a second subject', seesEnvelope: true, change: async (folder) => {
    await envelope(DECISION, payload((text) => text.replace(/"subject":\[(.+?)\]/, '"subject":[$1,$1]')))(folder);
    await followEnvelope(folder, DECISION);
  } },
  { name: 'other words under the same signature', seesEnvelope: true, change: async (folder) => {
    await envelope(DECISION, payload((text) => text.replace('"decision":"return"', '"decision":"note"')))(folder);
    await followEnvelope(folder, DECISION);
  } },
  { name: 'another payload type', seesEnvelope: true, change: envelope(DECISION, (value) => ({ ...value, payloadType: 'text/plain' })) },
  { name: 'a key that stands twice in an envelope', change: editing(DECISION, (text) => text.replace('{"payload":', '{"payload":"","payload":')), blind: { sigstore: 'its JSON reader takes the last of two keys', shell: 'its JSON reader takes the last of two keys' } },
  { name: 'two envelopes swapped', change: (folder) => swap(folder, DECISION, OPINION), blind: { sigstore: 'each envelope is still whole' } },
  { name: 'the signature of another record', seesEnvelope: true, change: async (folder) => {
    const other = JSON.parse(await readFile(await find(folder, OPINION), 'utf8')) as Envelope;
    await envelope(DECISION, (value) => ({ ...value, signatures: [{ keyid: value.signatures[0]?.keyid ?? '', sig: other.signatures[0]?.sig ?? '' }] }))(folder);
    await followEnvelope(folder, DECISION);
  } },
  { name: 'the key id of somebody else', seesEnvelope: true, change: async (folder) => {
    const other = JSON.parse(await readFile(await find(folder, OPINION), 'utf8')) as Envelope;
    await envelope(DECISION, (value) => ({ ...value, signatures: value.signatures.map((item) => ({ ...item, keyid: other.signatures[0]?.keyid ?? '' })) }))(folder);
  }, blind: { shell: 'key ids are not authenticated; the blocks take the key from index.tsv and the signed words' } },
  { name: 'a decision signed by a key that was put into the roster', seesEnvelope: true, change: signAsAttacker },
  { name: 'a low-order key and signature', seesEnvelope: true, change: async (folder) => {
    await envelope(CHALLENGE, (value) => ({ ...value, signatures: value.signatures.map((item) => ({ ...item, sig: toBase64(fromHex(`01${'00'.repeat(63)}`)) })) }))(folder);
    await followEnvelope(folder, CHALLENGE);
  } },
  { name: 'the dissent left out', change: (folder) => removeAll(folder, /records\/\d+-decision-/) },
  { name: 'a challenge left out', change: (folder) => removeAll(folder, /records\/\d+-challenge-/) },
  { name: 'a record a second time under another number', change: async (folder) => {
    for (const name of (await listAll(folder)).filter((file) => /records\/\d+-challenge-/.test(file))) await cp(path.join(folder, name), path.join(folder, name.replace(/\d{4}-challenge/, '0099-challenge')));
  } },
  { name: 'the proof of another entry', change: (folder) => swap(folder, /-decision-\w+\.tlog-proof$/, /-opinion-\w+\.tlog-proof$/), blind: { shell: 'it has the whole log and does not read proofs' } },
  { name: 'a proof left out', change: (folder) => removeAll(folder, /-decision-\w+\.tlog-proof$/), blind: { shell: 'it has the whole log and does not read proofs' } },
  { name: 'the OpenSSH signature of another record', change: (folder) => swap(folder, /-decision-\w+\.json\.sshsig$/, /-opinion-\w+\.json\.sshsig$/) },
  { name: 'an OpenSSH signature left out', change: (folder) => removeAll(folder, /-decision-\w+\.json\.sshsig$/) },
  { name: 'a row of the index left out', change: editing(/index\.tsv$/, (text) => text.replace(/^.*-decision-.*\n/m, '')) },
  { name: 'another time in the index', change: editing(/index\.tsv$/, (text) => text.replace(/\t2026(\d{10})Z/, '\t2025$1Z')) },
]; // prettier-ignore

const LOGS: readonly Mutation[] = [
  { name: 'a line removed from a log', change: (folder) => editLines(folder, (lines) => lines.filter((_, index) => index !== 3)) },
  { name: 'a line removed and the chain made anew', change: (folder) => editLines(folder, (lines) => rechain(lines.filter((_, index) => index !== 3))) },
  { name: 'two lines of a log swapped', change: (folder) => editLines(folder, (lines) => [...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)]) },
  { name: 'the end of a log cut off', change: (folder) => editLines(folder, (lines) => lines.slice(0, -1)) },
  { name: 'a log cut in the middle of its last line', change: async (folder) => { const file = await caseLog(folder); await writeFile(file, (await readFile(file)).subarray(0, -20)); } },
  { name: 'a line edited and the chain made anew', change: (folder) => editLines(folder, (lines) => rechain(lines.map((line) => line.replace('"type":"decision"', '"type":"note"')))) },
  { name: 'the dissent left out with a log that the attacker signs', change: async (folder) => { await removeAll(folder, /records\/\d+-decision-/); await signAnew(folder, (lines) => lines.filter((line) => !line.includes('"type":"decision"'))); } },
  { name: 'a head of a smaller size', change: editing(/\/checkpoint$/, (text) => text.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) - 1}\n`)) },
  { name: 'a head without its signature', change: editing(/\/checkpoint$/, (text) => text.replace(/\n\n[\s\S]*$/, '\n\n')) },
  { name: 'another text beside the head', change: editing(/\/checkpoint\.body$/, (text) => text.replace(/\n(\d+)\n/, '\n999\n')) },
  { name: 'a signature of zeros beside the head', change: async (folder) => writeFile(await find(folder, /\/checkpoint\.sig$/), new Uint8Array(64)) },
  { name: 'a log left out', change: async (folder) => rm(path.dirname(await find(folder, /entries\.jsonl$/)), { recursive: true }) },
  { name: 'a log under another name', change: async (folder) => { const log = path.dirname(await find(folder, /entries\.jsonl$/)); await rename(log, path.join(path.dirname(log), '00000000-0000-4000-8000-000000000000')); } },
]; // prettier-ignore

const PEOPLE: readonly Mutation[] = [
  { name: 'a role changed in the newest roster', change: editing(/roster-3\.json$/, (text) => text.replace('"second line lead"', '"chair"')) },
  { name: 'the threshold of the newest roster raised', change: editing(/roster-3\.json$/, (text) => text.replace('"threshold":1', '"threshold":2')) },
  { name: 'the first roster changed', change: editing(/roster-1\.json$/, (text) => text.replace('A. Author', 'B. Author')) },
  { name: 'a roster left out of the chain', change: (folder) => removeAll(folder, /roster-2\.json$/) },
  { name: 'a rule relaxed in the policy pack', change: editing(/policy-1\.json$/, (text) => text.replace(/"enforce\w*"/, '"show"').replace(/"title":"/, '"title":"Relaxed ')) },
  { name: 'the attacker among the allowed signers', change: editing(/allowed_signers$/, (text) => `${text}b.tester namespaces="signoff@countersign" ssh-ed25519 ${toBase64(new Uint8Array([0, 0, 0, 11, ...utf8Encode('ssh-ed25519'), 0, 0, 0, 32, ...ATTACKER.publicKey]))}\n`), blind: { shell: 'a key beside the right ones makes no signature fail; the last block holds PEM files against the roster, not this list' } },
  { name: 'the key of the attacker among the keys', change: (folder) => writeFile(path.join(folder, `data/keys/${ATTACKER_KEYID}.pem`), toPublicKeyPem(ATTACKER.publicKey)) },
  { name: 'a key left out', change: (folder) => removeAll(folder, /\.pem$/) },
]; // prettier-ignore

const EDITIONS: readonly Mutation[] = [
  { name: 'a place added to the list of what is withheld', change: editing(/withheld\.json$/, () => `[{"approvedBy":"${'a'.repeat(64)}","bytes":1,"ground":"x","path":"data/report.html","sha256":"${'a'.repeat(64)}"}]\n`) },
  { name: 'another digest for a withheld file', base: 'external', change: editing(/withheld\.json$/, (text) => text.replace(/"sha256":"\w{8}/, '"sha256":"00000000')) },
  { name: 'another ground for a withheld file', base: 'external', change: editing(/withheld\.json$/, (text) => text.replace('Hazardous', 'Harmless')) },
  { name: 'a withheld file that stands in no list', base: 'external', change: editing(/withheld\.json$/, () => '[]\n') },
  { name: 'a withheld file put back with other bytes', base: 'external', change: async (folder) => writeFile(path.join(path.dirname(await find(folder, /evidence\/index\.yaml$/)), 'E1_tasks.csv'), 'task,solved\nt1,1\n') },
  { name: 'a dissent withheld from the public summary', base: 'public', change: async (folder) => {
    const pae = await find(folder, /-decision-\w+\.pae$/);
    const bytes = await readFile(pae);
    const list = await find(folder, /withheld\.json$/);
    const items = JSON.parse(await readFile(list, 'utf8')) as { path: string; approvedBy: string }[];
    const item = { approvedBy: items[0]?.approvedBy ?? '', bytes: bytes.length, ground: 'Unwelcome', path: path.relative(folder, pae).split(path.sep).join('/'), sha256: toHex(nodeCrypto.sha256(bytes)) };
    await removeAll(folder, /records\/\d+-decision-/);
    await writeFile(list, `${JSON.stringify([...items, item].sort((a, b) => (a.path < b.path ? -1 : 1)))}\n`);
  } },
]; // prettier-ignore

const CONTAINER: readonly Mutation[] = [
  { name: 'bytes before the ZIP', sealed: raw, change: nothing, changeZip: (zip) => Buffer.concat([Buffer.from('MZ hidden'), zip]), blind: { shell: UNPACKED } },
  { name: 'bytes after the ZIP', sealed: raw, change: nothing, changeZip: (zip) => Buffer.concat([zip, Buffer.from('hidden')]), blind: { shell: UNPACKED } },
  { name: 'another name in the local header of an entry', sealed: raw, change: nothing, changeZip: (zip) => { const copy = Buffer.from(zip); copy[32] = (copy[32] ?? 0) ^ 0x01; return copy; }, blind: { shell: UNPACKED } },
]; // prettier-ignore

export const MUTATIONS: readonly Mutation[] = [
  ...FLIPS,
  ...FILES,
  ...RECORDS,
  ...LOGS,
  ...PEOPLE,
  ...EDITIONS,
  ...CONTAINER,
];
