/**
 * Time stamps over heads of the logs of this seat: beside each log, `time-stamps/<entries>.tsq` is what
 * was asked and `<entries>.tsr` what came back, named by the size of the head. A token counts once a
 * person compared the fingerprint of its certificate, which an entry of the log says.
 */
import path from 'node:path';
import { CountersignError } from '../../../shared/errors.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCheckpointBody } from '../../../shared/trust/checkpoint.ts';
import { keepTree } from '../../../shared/trust/kept-tree.ts';
import { toEntryLine, type LogEntry } from '../../../shared/trust/log-entry.ts';
import { leafHash } from '../../../shared/trust/merkle.ts';
import type { Voucher } from '../../../shared/review/signing-time.ts';
import { nodeCrypto } from '../crypto.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { makeFolder, nodeFileSystem, readFolderIfThere, type FileSystem } from '../storage/file-system.ts'; // prettier-ignore
import { uuidOf } from '../workspace/peers.ts';
import type { RecordLog } from '../workspace/record-log.ts';
import { readTimeStamp, toTimeStampQuery, type TimeStampToken } from './token.ts';

export const TIME_STAMPS = 'time-stamps';
export const TIME_STAMP_IMPORTED = 'time-stamp-imported';

/** A token that fits a head of a log of this seat. */
export interface PlacedTimeStamp extends TimeStampToken {
  readonly origin: string;
  /** Entries of the head that it is over. */
  readonly size: number;
  /** SHA-256 of the file of the token. */
  readonly sha256: string;
  /** True when a token with this certificate was accepted in this log before. */
  readonly isKnownCertificate: boolean;
}

/** `<entries>.tsq` or `<entries>.tsr`. */
export interface TimeStampFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TimeStampStore {
  /** The query over the head of the log that is written now; kept here, and returned to be sent. */
  ask(): Promise<{ readonly origin: string; readonly size: number; readonly query: Uint8Array }>;
  /** Checks a token and finds the head that it is over. @throws CountersignError 'input-refused' */
  place(bytes: Uint8Array, file: string): Promise<PlacedTimeStamp>;
  /** Keeps a token whose certificate a person compared, and logs it. */
  add(bytes: Uint8Array, file: string, actor: string | null): Promise<PlacedTimeStamp>;
  /** What was asked and answered for one log, for the export; only what was accepted. */
  files(origin: string): Promise<readonly TimeStampFile[]>;
  /** Accepted tokens, as bounds of what stands below their heads. */
  vouchers(): readonly Voucher[];
}

const digestOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes));

function entriesOf(log: RecordLog, origin: string): LogEntry[] {
  return log.ownEntries().filter((item) => item.origin === origin).map((item) => item.entry); // prettier-ignore
}

/** SHA-256 of the checkpoint body of each of the first n entries, for the sizes that are asked for. */
function headDigests(log: RecordLog, origin: string, sizes: readonly number[]): ReadonlyMap<string, number> {
  const leaves = entriesOf(log, origin).map((entry) => leafHash(utf8Encode(toEntryLine(entry)), nodeCrypto));
  const tree = keepTree(nodeCrypto, leaves);
  const digests = sizes.flatMap((size) => {
    const root = tree.rootAt(size);
    return root === null ? [] : [[digestOf(utf8Encode(toCheckpointBody({ origin, size, root }))), size] as const];
  });
  return new Map(digests);
} // prettier-ignore

/** Opens the time stamps of one folder of records; those that do not hold any more bound nothing. */
export async function openTimeStamps(
  log: RecordLog,
  fs: FileSystem = nodeFileSystem,
): Promise<TimeStampStore> {
  const folderOf = (origin: string): string => path.join(log.folder, 'logs', uuidOf(origin) ?? '', TIME_STAMPS); // prettier-ignore
  const sizesOf = async (origin: string): Promise<number[]> =>
    (await readFolderIfThere(folderOf(origin), fs)).flatMap((name) => {
      const size = /^([0-9]+)\.tsq$/.exec(name)?.[1];
      return size === undefined ? [] : [Number(size)];
    });

  async function place(bytes: Uint8Array, file: string): Promise<PlacedTimeStamp> {
    const token = readTimeStamp(bytes, file);
    for (const { origin } of log.own()) {
      const size = headDigests(log, origin, await sizesOf(origin)).get(token.imprint);
      if (size === undefined) continue;
      const isKnownCertificate = log.ownEntries().some(({ entry }) => entry.type === TIME_STAMP_IMPORTED && entry.obj['certificate'] === token.certificate.sha256); // prettier-ignore
      return { ...token, origin, size, sha256: digestOf(bytes), isKnownCertificate };
    }
    const message = `${file} is a time stamp over something else: no head of this log for which one was asked here has its digest.`;
    throw new CountersignError('input-refused', message, [{ code: 'time-stamp', file, place: null, rule: 'A time stamp is over the head of a log', message }]); // prettier-ignore
  }

  async function readAccepted(): Promise<Voucher[]> {
    const accepted = new Set(log.ownEntries().filter(({ entry }) => entry.type === TIME_STAMP_IMPORTED).map(({ entry }) => entry.obj['token'])); // prettier-ignore
    const found: Voucher[] = [];
    for (const { origin } of log.own()) {
      for (const name of await readFolderIfThere(folderOf(origin), fs)) {
        if (!name.endsWith('.tsr')) continue;
        try {
          const stamp = await place(await fs.readFile(path.join(folderOf(origin), name)), name);
          if (accepted.has(stamp.sha256)) found.push(toVoucher(stamp));
        } catch (error) {
          // A token that was changed on disk bounds nothing any more; the entry still names its digest.
          if (!(error instanceof CountersignError)) throw error;
        }
      }
    }
    return found;
  }

  let accepted = await readAccepted();
  return {
    async ask() {
      const { origin, size, root } = log.head();
      const body = utf8Encode(
        toCheckpointBody({ origin, size, root: Buffer.from(root, 'base64') }),
      );
      const query = toTimeStampQuery(nodeCrypto.sha256(body));
      await makeFolder(folderOf(origin), fs);
      await writeFileAtomically(path.join(folderOf(origin), `${String(size)}.tsq`), query, { fs });
      return { origin, size, query };
    },
    place,
    async add(bytes, file, actor) {
      const stamp = await place(bytes, file);
      await writeFileAtomically(path.join(folderOf(stamp.origin), `${String(stamp.size)}.tsr`), bytes, { fs }); // prettier-ignore
      await log.addEvent({
        type: TIME_STAMP_IMPORTED,
        obj: { token: stamp.sha256, head: stamp.imprint, certificate: stamp.certificate.sha256 },
        reason: `The head with ${String(stamp.size)} entries was there at ${stamp.time}, by ${stamp.certificate.subject}. The fingerprint of the certificate was compared.`,
        ...(actor === null ? {} : { actor }),
      });
      accepted = await readAccepted();
      return stamp;
    },
    async files(origin) {
      const names = accepted.filter((item) => item.origin === origin).flatMap(({ size }) => [`${String(size)}.tsq`, `${String(size)}.tsr`]); // prettier-ignore
      return Promise.all(names.map(async (name) => ({ name, bytes: await fs.readFile(path.join(folderOf(origin), name)) }))); // prettier-ignore
    },
    vouchers: () => accepted,
  };
}

function toVoucher({ origin, size, time, certificate }: PlacedTimeStamp): Voucher {
  return { origin, size, time, by: certificate.subject, kind: 'time stamp' };
}
