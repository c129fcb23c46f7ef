/**
 * The form that nearly every line of a log has, read with one expression instead of a parser: a log of
 * years has a hundred thousand of them, and opening a case reads them all. It answers for what it
 * recognises as exactly what the full reader of log.ts would accept, and for nothing else: at most one
 * digest, whose name no writer escapes, and a reason of plain ASCII.
 */
import type { LogEntry } from './log.ts';
import { FORBIDDEN_KEYS } from './strict-json.ts';
import { isUtcTime } from './utc-time.ts';

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
