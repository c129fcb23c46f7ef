/**
 * A review packet (formats.md 7): what one seat hands to another, in a bag. Everything in it is judged by
 * the signatures inside; `packet.json` only says what to look for, and a lie in it is found out.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { CountersignError, type Problem } from '../errors.ts';
import { MAX_ENVELOPE_BYTES } from '../trust/dsse.ts';
import { MAX_LINE_BYTES } from '../trust/log-entry.ts';
import { splitLines } from '../trust/log.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import { utf8Decode } from '../trust/bytes.ts';
import { parseStrictJson } from '../trust/strict-json.ts';

export const PACKET_FORMAT = 'countersign-packet/1';

/** What a packet may hold at most. Far above what a review needs, far below what stops a computer. */
export const PACKET_LIMITS = {
  packetBytes: 1024 * 1024,
  logs: 500,
  entries: 50_000,
  entriesBytes: 64 * 1024 * 1024,
  checkpointBytes: 64 * 1024,
  vkeyBytes: 1024,
  cosignedBytes: 4 * 1024 * 1024,
  cosigned: 10_000,
  recordBytes: MAX_ENVELOPE_BYTES,
  sshsigBytes: 16 * 1024,
} as const;

const origin = z.string().regex(/^countersign\/log\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const size = z.number().int().nonnegative();
/** 32 bytes in base64. */
const root = z.string().length(44);
const text = z.string().max(1_000);

export const packetLog = z.strictObject({
  origin,
  /** "seat": rosters, policies and what the seat itself did. "case": the review. */
  scope: z.enum(['case', 'seat']),
  /** Entries from here on are in the packet; the recipient has those before it, which lead to this root. */
  from: z.strictObject({ size, root }),
  size,
  root,
  /** Name of a version that does not agree with the log of the same origin; null for the log itself. */
  fork: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
});
export type PacketLog = z.infer<typeof packetLog>;

export const packet = z.strictObject({
  format: z.literal(PACKET_FORMAT),
  case: z.strictObject({ id: text.min(1), version: text, title: text }),
  /** Log of the seat that made the packet; it is in the packet. */
  sender: origin,
  /** Log of the seat it was made for; null for anybody. */
  recipient: origin.nullable(),
  logs: z.array(packetLog).max(PACKET_LIMITS.logs).readonly(),
  bundles: z.array(sha256Hex).max(1).readonly(),
  /** Time of the newest entry in it, so that the same state gives the same bytes. Not authenticated. */
  made: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
});
export type Packet = z.infer<typeof packet>;

export const PACKET_JSON = 'data/packet.json';

/** Folder of a log in the bag. */
export function toLogPath({ origin: from, fork }: Pick<PacketLog, 'origin' | 'fork'>): string {
  const folder = `data/logs/${from.slice(from.lastIndexOf('/') + 1)}`;
  return fork === null ? folder : `${folder}/forks/${fork}`;
}

export function toRecordPath(digest: string, ending: 'dsse.json' | 'sshsig'): string {
  return `data/records/${digest}.${ending}`;
}

export function toBundlePath(digest: string): string {
  return `data/bundle/${digest}`;
}

interface FileRule {
  readonly pattern: RegExp;
  readonly bytes: number;
  readonly what: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LOG = `data/logs/${UUID}(?:/forks/[0-9a-f]{16})?`;
const TAG_FILES = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'];

const RULES: readonly FileRule[] = [
  { pattern: /^data\/packet\.json$/, bytes: PACKET_LIMITS.packetBytes, what: 'the list of contents' },
  { pattern: new RegExp(`^${LOG}/entries\\.jsonl$`), bytes: PACKET_LIMITS.entriesBytes, what: 'the entries of a log' },
  { pattern: new RegExp(`^${LOG}/checkpoint$`), bytes: PACKET_LIMITS.checkpointBytes, what: 'the head of a log' },
  { pattern: new RegExp(`^${LOG}/vkey$`), bytes: PACKET_LIMITS.vkeyBytes, what: 'the key of a log' },
  { pattern: new RegExp(`^data/logs/${UUID}/cosigned$`), bytes: PACKET_LIMITS.cosignedBytes, what: 'the cosigned heads of a log' },
  { pattern: /^data\/records\/[0-9a-f]{64}\.dsse\.json$/, bytes: PACKET_LIMITS.recordBytes, what: 'a record' },
  { pattern: /^data\/records\/[0-9a-f]{64}\.sshsig$/, bytes: PACKET_LIMITS.sshsigBytes, what: 'an OpenSSH signature' },
]; // prettier-ignore

const BUNDLE_FILE = /^data\/bundle\/[0-9a-f]{64}\/./;

function problem(code: string, file: string, rule: string, message: string): Problem {
  return { code, file, place: null, rule, message };
}

/** Names and sizes of the files of a packet, before any of them is read. */
export function checkPacketFiles(
  files: readonly { readonly path: string; readonly bytes: number }[],
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { path, bytes } of files) {
    if (BUNDLE_FILE.test(path)) continue;
    const rule = TAG_FILES.includes(path)
      ? { bytes: PACKET_LIMITS.cosignedBytes, what: 'a tag file' }
      : RULES.find(({ pattern }) => pattern.test(path));
    if (rule === undefined) {
      problems.push(problem('extra-file', path, 'formats.md 7: what a packet holds', 'The file is no part of a packet.')); // prettier-ignore
    } else if (bytes > rule.bytes) {
      problems.push(problem('packet-too-large', path, `limit of ${rule.what}`, `${bytes} bytes; ${rule.bytes} are allowed.`)); // prettier-ignore
    }
  }
  const names = new Set(files.map(({ path }) => path));
  for (const name of [...TAG_FILES, PACKET_JSON].filter((path) => !names.has(path))) {
    problems.push(problem('missing-file', name, 'formats.md 7: what a packet holds', `${name} is missing.`)); // prettier-ignore
  }
  return problems;
}

/**
 * Reads packet.json.
 * @throws CountersignError 'input-refused'
 */
export function parsePacket(bytes: Uint8Array): Packet {
  const source = utf8Decode(bytes, PACKET_JSON);
  const value = parseStrictJson(source, PACKET_JSON);
  const result = packet.safeParse(value);
  const problems = result.success
    ? [...(toCanonicalJson(value) === source ? [] : [problem('not-canonical', PACKET_JSON, 'RFC 8785', 'It is not in canonical form.')]), ...checkLogs(result.data)]
    : result.error.issues.map((issue) => ({
        ...problem('schema', PACKET_JSON, 'formats.md 7: packet.json', `${issue.path.join('.') || 'packet.json'}: ${issue.message}`),
        place: issue.path.join('.'),
      })); // prettier-ignore
  if (!result.success || problems.length > 0) {
    throw new CountersignError('input-refused', 'The list of contents of the packet cannot be read.', problems); // prettier-ignore
  }
  return result.data;
}

function checkLogs({ logs, sender }: Packet): Problem[] {
  const problems: Problem[] = [];
  const paths = new Set<string>();
  for (const log of logs) {
    const path = toLogPath(log);
    if (paths.has(path)) problems.push(problem('log-twice', PACKET_JSON, 'each log once', `${path} stands twice.`)); // prettier-ignore
    paths.add(path);
    if (log.from.size > log.size) {
      problems.push(problem('log-size', PACKET_JSON, 'a log begins before it ends', `${path} begins at ${log.from.size} and ends at ${log.size}.`)); // prettier-ignore
    }
    if (log.fork !== null && log.from.size > 0) {
      problems.push(problem('log-size', PACKET_JSON, 'a forked version is whole', `${path} begins at ${log.from.size}.`)); // prettier-ignore
    }
  }
  if (!logs.some((log) => log.origin === sender && log.scope === 'seat' && log.fork === null)) {
    problems.push(problem('no-sender', PACKET_JSON, 'the log of the sender is in the packet', `${sender} is not among the logs.`)); // prettier-ignore
  }
  return problems;
}

export function toPacketJson(content: Packet): string {
  return toCanonicalJson(content);
}

/**
 * Cuts the entries of one log into lines, without reading them.
 * @throws CountersignError 'input-refused' naming the file and the first line that breaks a limit
 */
export function toSegment(bytes: Uint8Array, log: PacketLog, file: string): readonly Uint8Array[] {
  const fail = (code: string, place: string | null, rule: string, message: string): never => {
    const found = { ...problem(code, file, rule, message), place };
    throw new CountersignError('input-refused', `${file}: ${message}`, [found]);
  };
  const expected = log.size - log.from.size;
  if (log.size > PACKET_LIMITS.entries) {
    fail('too-many-entries', null, 'limit of entries in a log', `${log.size} entries; ${PACKET_LIMITS.entries} are allowed.`); // prettier-ignore
  }
  const { lines, rest } = splitLines(bytes);
  if (rest.length > 0) fail('torn-line', `entry ${log.from.size + lines.length}`, 'formats.md 6: lines end with a line feed', 'The last line has no end.'); // prettier-ignore
  if (lines.length !== expected) {
    fail('entry-count', null, 'formats.md 7: entries from the stated one up to the head', `${lines.length} entries; ${expected} were expected.`); // prettier-ignore
  }
  const long = lines.findIndex((line) => line.length > MAX_LINE_BYTES);
  if (long !== -1) fail('line-too-long', `entry ${log.from.size + long}`, 'formats.md 6: at most 65,535 bytes a line', `The line has ${(lines[long]?.length ?? 0) + 1} bytes.`); // prettier-ignore
  return lines;
}
