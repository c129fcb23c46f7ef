/** Records as they lie on disk: `<digest>.dsse.json`, and `<digest>.sshsig` for sign-offs. */
import path from 'node:path';
import { isSignOffKind, type RecordKind } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { PAYLOAD_TYPE, toEnvelopeJson, toPae } from '../../../shared/trust/dsse.ts';
import { toSshsigArmor, toSshsigMessage } from '../../../shared/trust/sshsig.ts';
import { toStatementPayload } from '../../../shared/trust/statement.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { readFileIfThere, type FileSystem } from '../storage/file-system.ts';
import { checkEnvelope, digestOfPae, type UnplacedRecord } from './record-check.ts';

/** One record as it lies on disk, for the export and for packets. */
export interface StoredRecord {
  readonly digest: string;
  readonly kind: RecordKind;
  readonly envelope: Uint8Array;
  readonly sshsig: string | null;
  readonly origin: string;
  readonly seq: number;
}

export interface NewRecord {
  readonly kind: RecordKind;
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly predicate: JsonObject;
  readonly key: UnlockedKey;
  /** Draft that becomes this record; its digest stands in the entry, so that it is never offered again. */
  readonly draft: string | null;
}

const fileOf = (folder: string, digest: string): string => path.join(folder, `${digest}.dsse.json`);
const sshsigOf = (folder: string, digest: string): string => path.join(folder, `${digest}.sshsig`);

/**
 * Signs a record, reads it back as everybody else will, and flushes its files. It is none yet: that takes an
 * entry in a log.
 * @throws CountersignError 'input-refused'; 'storage-failed'
 */
export async function storeRecord(
  folder: string,
  { kind, subject, predicate, key }: NewRecord,
  fs: FileSystem,
): Promise<UnplacedRecord> {
  const payload = toStatementPayload(kind, subject, predicate);
  const digest = digestOfPae(payload);
  const envelope = { payload, payloadType: PAYLOAD_TYPE, keyid: key.keyid, signature: key.sign(toPae(payload)) }; // prettier-ignore
  const record = checkEnvelope(envelope, digest, `${digest}.dsse.json`, (keyid) =>
    keyid === key.keyid ? key.publicKey : null,
  );
  if (record === null) throw new Error(`A record of the kind ${kind} cannot be read back`);
  if (isSignOffKind(kind)) {
    const signature = key.sign(toSshsigMessage(payload, nodeCrypto));
    await writeFileAtomically(sshsigOf(folder, digest), toSshsigArmor(key.publicKey, signature), { fs }); // prettier-ignore
  }
  await writeFileAtomically(fileOf(folder, digest), toEnvelopeJson(envelope), { fs });
  return record;
}

export async function readStoredRecord(
  folder: string,
  record: CheckedRecord,
  fs: FileSystem,
): Promise<StoredRecord> {
  const { digest, kind, log } = record;
  const envelope = await fs.readFile(fileOf(folder, digest));
  return { digest, kind, envelope, sshsig: await readSshsig(folder, record, fs), origin: log.origin, seq: log.seq }; // prettier-ignore
}

async function readSshsig(
  folder: string,
  { digest, kind }: CheckedRecord,
  fs: FileSystem,
): Promise<string | null> {
  if (!isSignOffKind(kind)) return null;
  const bytes = await readFileIfThere(sshsigOf(folder, digest), fs);
  return bytes === null ? null : utf8Decode(bytes);
}

/** Sign-offs in logs of this seat without the SSH signature that outsiders check them with. */
export async function findUnsigned(
  folder: string,
  records: readonly CheckedRecord[],
  ownOrigins: ReadonlySet<string>,
  fs: FileSystem,
): Promise<readonly LogDamage[]> {
  const damage: LogDamage[] = [];
  for (const record of records) {
    const { origin, seq } = record.log;
    if (!isSignOffKind(record.kind) || !ownOrigins.has(origin)) continue;
    if ((await readSshsig(folder, record, fs)) !== null) continue;
    const message = `Entry ${String(seq)} names the record ${record.digest.slice(0, 16)}, and its SSH signature (${record.digest.slice(0, 16)}….sshsig) is missing.`;
    damage.push({ kind: 'broken', origin, seq, message, acknowledged: false });
  }
  return damage;
}
