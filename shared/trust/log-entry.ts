/**
 * One entry of a log and its line: canonical JSON (formats.md 6). Nearly every line has a plain form, which
 * is read with one expression instead of a parser: a log of years has a hundred thousand of them, and opening
 * a case reads them all. The expression answers for what it recognises as exactly what the full reader would
 * accept, and for nothing else: at most one digest, whose name no writer escapes, and a reason of plain ASCII.
 */
import { utf8Encode } from './bytes.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { assertKeys, refuseShape, toObject, toSha256Hex, toText } from './json-shape.ts';
import { FORBIDDEN_KEYS, parseStrictJson } from './strict-json.ts';
import { isUtcTime } from './utc-time.ts';

export interface LogEntry {
  /** keyid of the person whose act it is; null for what the program notes by itself. */
  readonly actor: string | null;
  /** Digests by name: "record", "bundle", "packet". SHA-256 in lowercase hex. */
  readonly obj: Readonly<Record<string, string>>;
  /** Leaf hash of the entry before, in hex; 64 zeros for the first. */
  readonly prev: string;
  readonly reason: string | null;
  /** From 0, without gaps. */
  readonly seq: number;
  /** UTC to the second, never earlier than in the entry before. */
  readonly time: string;
  /** "record-signed", "bundle-admitted": lowercase words with hyphens. */
  readonly type: string;
}

/** Longest line without its line feed, in bytes. */
export const MAX_LINE_BYTES = 65_534;
export const FIRST_PREV = '0'.repeat(64);

const KEYS = ['actor', 'obj', 'prev', 'reason', 'seq', 'time', 'type'] as const;
const RULE = 'formats.md 6: entries are canonical JSON with all seven keys';

const PLAIN =
  /^\{"actor":(?:null|"([0-9a-f]{64})"),"obj":\{(?:"([A-Za-z0-9._/-]{1,200})":"([0-9a-f]{64})")?\},"prev":"([0-9a-f]{64})","reason":(?:null|"([ !#-[\]-~]{0,4000})"),"seq":(0|[1-9][0-9]{0,14}),"time":"([0-9TZ:-]{20})","type":"([a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,10})"\}$/;

/** The entry that a line holds, or null: then the full reader judges it. The limits are far below its own. */
export function readPlainEntry(line: string): LogEntry | null {
  const parts = PLAIN.exec(line);
  if (parts === null) return null;
  const [time, name] = [parts[7] ?? '', parts[2]];
  if (!isUtcTime(time) || (name !== undefined && FORBIDDEN_KEYS.includes(name))) return null;
  return {
    actor: parts[1] ?? null,
    obj: name === undefined ? {} : { [name]: parts[3] ?? '' },
    prev: parts[4] ?? '',
    reason: parts[5] ?? null,
    seq: Number(parts[6]),
    time,
    type: parts[8] ?? '',
  };
}

/**
 * The line of an entry, without its line feed.
 * @throws CountersignError 'input-refused' if the entry does not fit the format
 */
export function toEntryLine(entry: LogEntry): string {
  const { actor, obj, prev, reason, seq, time, type } = entry;
  const fields = { actor, obj, prev, reason, seq, time, type };
  // What the plain reader recognises is canonical, whoever wrote it.
  const plain = JSON.stringify(fields);
  if (readPlainEntry(plain) !== null) return plain;
  const line = toCanonicalJson(fields);
  readAnyEntry(line, 'new log entry');
  return line;
}

/**
 * Reads one line without its line feed.
 * @throws CountersignError 'input-refused'
 */
export function parseEntryLine(line: string, file: string): LogEntry {
  return readPlainEntry(line) ?? readAnyEntry(line, file);
}

function readAnyEntry(line: string, file: string): LogEntry {
  const context = { file, rule: RULE };
  if (utf8Encode(line).length > MAX_LINE_BYTES)
    refuseShape(context, 'the line', `at most ${MAX_LINE_BYTES} bytes`);
  const value = parseStrictJson(line, file);
  const entry = toObject(value, 'the entry', context);
  assertKeys(entry, KEYS, 'the entry', context);
  if (toCanonicalJson(value) !== line)
    refuseShape(context, 'the entry', 'canonical JSON (RFC 8785)');
  const obj = toObject(entry['obj'], 'obj', context);
  const digests = Object.entries(obj).map(([name, digest]) => [
    name,
    toSha256Hex(digest, `obj.${name}`, context),
  ]);
  const { seq } = entry;
  if (typeof seq !== 'number' || seq < 0) refuseShape(context, 'seq', 'a number from 0');
  const type = toText(entry['type'], 'type', context);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(type))
    refuseShape(context, 'type', 'lowercase words with hyphens');
  const time = toText(entry['time'], 'time', context);
  if (!isUtcTime(time)) refuseShape(context, 'time', 'UTC like 2026-11-21T09:30:00Z');
  return {
    actor: entry['actor'] === null ? null : toSha256Hex(entry['actor'], 'actor', context),
    obj: Object.fromEntries(digests) as Record<string, string>,
    prev: toSha256Hex(entry['prev'], 'prev', context),
    reason: entry['reason'] === null ? null : toText(entry['reason'], 'reason', context),
    seq,
    time,
    type,
  };
}
