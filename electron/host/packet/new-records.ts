/** The records that the logs of a packet bring and this seat does not have yet. */
import path from 'node:path';
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import { toRecordPath, type PacketLog } from '../../../shared/packet/packet.ts';
import type { PreviewRecord } from '../../../shared/packet/preview.ts';
import { personOfKey, type Roster } from '../../../shared/policy/roster.ts';
import { verifySshsig } from '../../../shared/trust/sshsig.ts';
import { nodeCrypto } from '../crypto.ts';
import { readFolderIfThere, type FileSystem } from '../storage/file-system.ts';
import { checkEnvelope, type PublicKeyOf } from '../workspace/record-check.ts';
import type { RecordLog } from '../workspace/record-log.ts';
import { SEAT_CASE } from '../workspace/seat.ts';
import type { Placement } from './commit.ts';
import type { ComparedLog, KnownLog } from './compare.ts';
import type { PacketRecord, ReadPacket } from './read.ts';

export type Scope = PacketLog['scope'];

/** One of the two folders that a packet goes into, and what its logs are to those that are there. */
export interface ImportFolder {
  readonly scope: Scope;
  /** Below the root of the workspace. */
  readonly at: string;
  readonly log: RecordLog | null;
  readonly known: ReadonlyMap<string, KnownLog>;
  readonly compared: readonly ComparedLog[];
}

/** Which record files a folder has already. */
export async function recordsThere(
  log: RecordLog | null,
  fs: FileSystem,
): Promise<ReadonlySet<string>> {
  if (log === null) return new Set();
  const names = await readFolderIfThere(path.join(log.folder, 'records'), fs);
  return new Set(names.filter((name) => name.endsWith('.dsse.json')).map((name) => name.slice(0, -'.dsse.json'.length))); // prettier-ignore
}

/** Records that entries of these logs name and that are not here yet, and what is wrong with them. */
export function toNewRecords(
  folder: ImportFolder,
  read: ReadPacket,
  there: ReadonlySet<string>,
  publicKeyOf: PublicKeyOf,
): { readonly records: readonly PacketRecord[]; readonly problems: readonly Problem[] } {
  const records = new Map<string, PacketRecord>();
  const problems: Problem[] = [];
  const uncounted = new Set(folder.log?.uncounted().map((record) => record.digest));
  const caseId = folder.scope === 'seat' ? SEAT_CASE : read.packet.case.id;
  for (const { version, fork, state } of folder.compared) {
    if (fork?.kind === 'other-key') continue;
    for (const { obj, seq } of version.entries) {
      const digest = obj['record'];
      if (digest === undefined) continue;
      const record = read.records.get(digest);
      if (record === undefined) {
        if (state !== 'known' && !there.has(digest)) problems.push({ code: 'missing-record', file: toRecordPath(digest, 'dsse.json'), place: `entry ${seq} of ${version.origin}`, rule: 'formats.md 7: a packet holds the records that its entries name', message: 'The record is not in the packet and not on this computer.' }); // prettier-ignore
        continue;
      }
      const about = (record.statement.predicate['case'] as { id?: unknown } | undefined)?.id;
      if (about !== caseId) problems.push({ code: 'other-case', file: toRecordPath(digest, 'dsse.json'), place: 'predicate.case.id', rule: 'A log is about one case', message: `The record is about ${String(about)}; the log is about ${caseId}.` }); // prettier-ignore
      problems.push(...checkSshsig(record, publicKeyOf));
      // A copy that does not hold must not keep the one that does out.
      const isBetter = uncounted.has(digest) && standingOf(record, publicKeyOf, null).standing !== 'broken'; // prettier-ignore
      if (!there.has(digest) || isBetter) records.set(digest, record);
    }
  }
  return { records: [...records.values()], problems };
}

/** Whether the signature of a record holds, and whether the roster names its signer. */
export function standingOf(
  record: PacketRecord,
  publicKeyOf: PublicKeyOf,
  roster: Roster | null,
): Pick<PreviewRecord, 'standing' | 'why'> {
  try {
    const checked = checkEnvelope(record.envelope, record.digest, toRecordPath(record.digest, 'dsse.json'), publicKeyOf); // prettier-ignore
    if (checked === null) return { standing: 'broken', why: 'it is of a kind that this version does not know' }; // prettier-ignore
    return personOfKey(roster, record.envelope.keyid) === null
      ? { standing: 'unknown', why: 'your roster does not name its signer' }
      : { standing: 'known', why: null };
  } catch (error) {
    if (error instanceof CountersignError) return { standing: 'broken', why: error.message };
    throw error;
  }
}

/** The two signatures of a sign-off are by one key over the same bytes, or outsiders would be told two things. */
function checkSshsig({ digest, envelope, sshsig }: PacketRecord, publicKeyOf: PublicKeyOf): Problem[] {
  const key = publicKeyOf(envelope.keyid);
  if (sshsig === null || key === null || verifySshsig(Buffer.from(sshsig).toString('utf8'), envelope.payload, key, nodeCrypto)) return [];
  return [{ code: 'sshsig-invalid', file: toRecordPath(digest, 'sshsig'), place: null, rule: 'formats.md 3: next to each sign-off, an SSHSIG over the same payload', message: 'The OpenSSH signature is not by the key of the record over its payload.' }];
} // prettier-ignore

/** Where the files of a record go, below the folder `at`; the record last, since it is what is looked for. */
export function recordFiles(
  at: string,
  { digest, bytes, sshsig }: PacketRecord,
): readonly Placement[] {
  return [
    ...(sshsig === null ? [] : [{ to: `${at}/records/${digest}.sshsig`, content: sshsig }]),
    { to: `${at}/records/${digest}.dsse.json`, content: bytes },
  ];
}
