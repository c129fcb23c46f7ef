/**
 * The places of a head apart from the log itself (formats.md 6): records that were signed, packets that
 * were received, notes that other seats vouched with. What they name must still be there.
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import type { LogHead } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { fromStandardBase64, toHex, utf8Decode } from '../../../shared/trust/bytes.ts';
import { verifySignedCheckpoint } from '../../../shared/trust/checkpoint.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { nodeCrypto } from '../crypto.ts';
import { toLogHead } from '../log/journal-files.ts';
import { readFolderIfThere, type FileSystem } from '../storage/file-system.ts';
import { uuidOf, type PeerLog } from './peers.ts';

/** Type of the entry that says what a packet brought. */
export const PACKET_IMPORTED = 'packet-imported';

/** Heads in a folder of notes that the log's own key signed. What does not verify is no head. */
export async function largestHeads(
  folder: string,
  vkey: string,
  fs: FileSystem,
): Promise<readonly LogHead[]> {
  const heads: LogHead[] = [];
  for (const name of await readFolderIfThere(folder, fs)) {
    try {
      const text = utf8Decode(await fs.readFile(path.join(folder, name)));
      heads.push(toLogHead(verifySignedCheckpoint(text, vkey, nodeCrypto)));
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
    }
  }
  return heads;
}

/** Name in an import entry under which the root of a log stands: "logs/<uuid>@<size>". */
export function toHeadName(head: LogHead): string {
  return `logs/${uuidOf(head.origin) ?? ''}@${head.size}`;
}

function importedHeads(entries: readonly LogEntry[]): readonly (LogHead & { readonly rootHex: string })[] {
  return entries
    .filter((entry) => entry.type === PACKET_IMPORTED)
    .flatMap((entry) => Object.entries(entry.obj))
    .flatMap(([name, rootHex]) => {
      const [, uuid, size] = /^logs\/([0-9a-f-]{36})@(\d+)$/.exec(name) ?? [];
      if (uuid === undefined) return [];
      return [{ origin: `countersign/log/${uuid}`, size: Number(size), root: '', rootHex }];
    });
} // prettier-ignore

function toHexRoot(head: LogHead): string {
  try {
    return toHex(fromStandardBase64(head.root));
  } catch {
    return '';
  }
}

/**
 * Logs of other seats that are shorter or other than this seat once knew them: a packet brought more, or a
 * record that was signed here names more.
 */
export function checkHeads(
  ownEntries: readonly LogEntry[],
  records: readonly CheckedRecord[],
  peers: readonly PeerLog[],
): readonly LogDamage[] {
  const known = new Map(peers.map((peer) => [peer.origin, peer]));
  const ownRecords = new Set(ownEntries.map((entry) => entry.obj['record']));
  const named = [
    ...importedHeads(ownEntries),
    ...records
      .filter((record) => ownRecords.has(record.digest))
      .flatMap((record) => record.predicate.seen.filter((head) => known.has(head.origin)))
      .map((head) => ({ ...head, rootHex: toHexRoot(head) })),
  ];
  const damage = new Map<string, LogDamage>();
  for (const head of named) {
    const peer = known.get(head.origin);
    const size = peer?.head.size ?? 0;
    const root = peer?.tree.rootAt(head.size) ?? null;
    if (root !== null && toHex(root) === head.rootHex) continue;
    if (damage.has(head.origin)) continue;
    const message =
      size < head.size
        ? `This seat once had ${head.size} entries of ${head.origin}, a log of another seat, and now has ${size}. Import a packet that holds the whole log.`
        : `The first ${head.size} entries of ${head.origin}, a log of another seat, are not those that this seat once had.`;
    damage.set(head.origin, { kind: size < head.size ? 'rolled-back' : 'broken', origin: head.origin, seq: Math.min(size, head.size), message, acknowledged: false }); // prettier-ignore
  }
  return [...damage.values()];
}
