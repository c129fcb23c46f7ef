/** Reads the source of an audit record: logs line by line, records in their order with their numbers. */
import { toLogFolder, toRecordStem } from '../../../shared/export/derived-files.ts';
import type { ReportLog, ReportRecord } from '../../../shared/export/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { inOrder } from '../../../shared/review/checked-record.ts';
import { utf8Encode } from '../../../shared/trust/bytes.ts';
import type { Envelope } from '../../../shared/trust/dsse.ts';
import { parseEntryLine, type LogEntry } from '../../../shared/trust/log-entry.ts';
import { leafHash } from '../../../shared/trust/merkle.ts';
import { readRecord } from '../../../shared/verify/read-record.ts';
import { nodeCrypto } from '../crypto.ts';
import type { AuditRecordSource, LogFiles, SourceRecord } from './source.ts';

export interface SourceLog extends ReportLog {
  /** Name of its folder in the record. */
  readonly folder: string;
  readonly files: LogFiles;
  readonly entries: readonly LogEntry[];
  readonly lines: readonly string[];
  readonly leafHashes: readonly Uint8Array[];
}

/** A record as the report has it, with the bytes that go into files. */
export interface ExportedRecord extends ReportRecord {
  readonly source: SourceRecord;
  readonly envelope: Envelope;
}

function tryEntry(line: string, file: string): LogEntry | null {
  try {
    return parseEntryLine(line, file);
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

/**
 * A damaged log is exported as it lies there: what is wrong with it is for the verifier to say, and
 * leaving it out would hide it. Lines that cannot be read have no entry in the timeline.
 */
export function readLog(files: LogFiles): SourceLog {
  const folder = toLogFolder(files.origin);
  if (folder === null) throw new CountersignError('log-damaged', `The log "${files.origin}" has a name that cannot be a folder.`); // prettier-ignore
  const lines = files.entries.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return {
    origin: files.origin,
    folder,
    files,
    lines,
    entries: lines.map((line) => tryEntry(line, `logs/${folder}/entries.jsonl`)).filter((entry) => entry !== null), // prettier-ignore
    leafHashes: lines.map((line) => leafHash(utf8Encode(line), nodeCrypto)),
  };
}

function entryOf(logs: readonly SourceLog[], origin: string, seq: number): LogEntry | null {
  const log = logs.find((item) => item.origin === origin);
  // In a sound log the place is the number; in a damaged one unreadable lines are missing from the list.
  const entry = log?.entries[seq];
  return (entry?.seq === seq ? entry : log?.entries.find((item) => item.seq === seq)) ?? null;
}

/**
 * The records of the source in the order of all logs, numbered from 1.
 * @throws CountersignError `log-damaged` where a record does not stand where the source says it does
 */
export function readRecords(source: AuditRecordSource, logs: readonly SourceLog[]): ExportedRecord[] {
  const placed = source.records.map((item) => {
    const file = `${item.digest}.dsse.json`;
    const { origin, seq } = item;
    const entry = entryOf(logs, origin, seq);
    const read = readRecord(item.envelope, file, nodeCrypto);
    if (entry === null || entry.obj['record'] !== read.digest || read.digest !== item.digest) {
      throw new CountersignError('log-damaged', `Entry ${seq} of ${origin} does not name the record ${item.digest.slice(0, 16)}.`); // prettier-ignore
    }
    const log = { origin, seq, time: entry.time };
    return { ...read, log, known: read.known === null ? null : { ...read.known, log }, source: item };
  });
  return inOrder(placed).map((record, index) => {
    const { origin, size } = record.common.log;
    return {
      digest: record.digest,
      number: index + 1,
      kind: record.kind,
      stem: toRecordStem(index + 1, record.kind, record.common.signer.keyid),
      subject: record.subject,
      common: record.common,
      known: record.known,
      log: record.log,
      notBefore: size === 0 ? null : (entryOf(logs, origin, size - 1)?.time ?? null),
      source: record.source,
      envelope: record.envelope,
    };
  });
} // prettier-ignore
