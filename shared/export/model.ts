/** What an audit record is made from, once every record was read: input of the report, the registers and the README. */
import type { SafetyCase } from '../case/model.ts';
import type { Roster } from '../policy/roster.ts';
import type { CommonPredicate } from '../review/predicates.ts';
import type { RecordKind } from '../review/records.ts';
import type { CheckedRecord } from '../review/checked-record.ts';
import type { ReviewView } from '../review/view.ts';
import type { Edition, WithheldItem } from './withheld.ts';

/** One signed record with its number in the export and its place in a log. */
export interface ReportRecord {
  /** SHA-256 of the PAE, hex. */
  readonly digest: string;
  /** 1-based, in the order of all logs; also the number in its file name. */
  readonly number: number;
  readonly kind: RecordKind;
  /** Name of its files in data/records, without the ending. */
  readonly stem: string;
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly common: CommonPredicate;
  /** The predicate of a kind that this version knows; null for the others, which are listed and not read. */
  readonly known: CheckedRecord | null;
  readonly log: { readonly origin: string; readonly seq: number; readonly time: string };
  /** Time of the last log entry before signing: the record is not older. Null where the log was empty. */
  readonly notBefore: string | null;
}

/** One entry of a log, as the timeline shows it. */
export interface ReportEntry {
  readonly seq: number;
  readonly time: string;
  readonly type: string;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly obj: Readonly<Record<string, string>>;
}

export interface ReportLog {
  readonly origin: string;
  /** Entries at the head the report was made from. */
  readonly entries: readonly ReportEntry[];
}

export interface ReportInput {
  readonly edition: Edition;
  /** What this edition leaves out; empty in the full one. */
  readonly withheld: readonly WithheldItem[];
  readonly safetyCase: SafetyCase;
  readonly review: ReviewView;
  readonly records: readonly ReportRecord[];
  readonly logs: readonly ReportLog[];
  /** The newest roster, and the digest of the first, which is the one to compare. */
  readonly roster: Roster;
  readonly rosterSha256: string;
  readonly firstRoster: { readonly version: number; readonly sha256: string };
  readonly policy: { readonly version: number; readonly sha256: string; readonly title: string };
  /** Digests of the bundles in the record, sorted. */
  readonly bundles: readonly string[];
  /** UTC, ISO 8601. */
  readonly now: string;
  readonly program: { readonly name: string; readonly version: string };
}

/** Record numbers by digest: what `toRecordRef` prints. */
export function toNumbers(records: readonly ReportRecord[]): ReadonlyMap<string, number> {
  return new Map(records.map((record) => [record.digest, record.number]));
}
