/** What the audit record is made from. The workspace gathers it; nothing here reads the workspace. */
import type { UnfinishedFiles } from '../storage/atomic-file.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { RecordKind } from '../../../shared/review/records.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';

/** One log as it lies on disk. */
export interface LogFiles {
  /** "countersign/log/<uuid>". */
  readonly origin: string;
  /** entries.jsonl, each line with its line feed. */
  readonly entries: string;
  /** The signed note. */
  readonly checkpoint: string;
  /** C2SP verifier key of the seat. */
  readonly vkey: string;
  /** Heads of this log that other seats vouched for, as signed notes. */
  readonly cosigned?: readonly string[];
  /** RFC 3161 queries and tokens over heads of this log: "12.tsq" and "12.tsr" over its first 12 entries. */
  readonly timeStamps?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface SourceRecord {
  /** SHA-256 of the PAE, hex. */
  readonly digest: string;
  /** Bytes of the envelope as stored. */
  readonly envelope: Uint8Array;
  /** Armor stored beside a sign-off; null for other kinds. */
  readonly sshsig: string | null;
  readonly kind: RecordKind;
  readonly origin: string;
  readonly seq: number;
}

export interface AuditRecordSource {
  /** The open case: the version that the report is about. */
  readonly safetyCase: SafetyCase;
  readonly review: ReviewView;
  /** Folder of the admitted bag of every version that a record is about, and of the open one. */
  readonly bundles: readonly { readonly digest: string; readonly folder: string }[];
  /** Every record of every log below, rosters and policies included. */
  readonly records: readonly SourceRecord[];
  /** Every log that holds one of the records or is named by one. */
  readonly logs: readonly LogFiles[];
  /** The newest roster and policy pack. Earlier ones come out of the records that signed them. */
  readonly roster: JsonObject;
  readonly policy: JsonObject;
  /**
   * Appends the `export-made` entry with these digests and the name of the edition, and answers with all logs as they are then.
   * Nothing but that entry may be added in between, or the record would not describe itself.
   */
  readonly recordExportMade: (
    obj: Record<string, string>,
    edition: string,
    approvedBy: string | null,
  ) => Promise<readonly LogFiles[]>;
  /** Says in the log that the export which an entry names was not written. */
  readonly recordExportFailed?: (reason: string) => Promise<unknown>;
  /** Keeps the temporary file of the export in mind while it is there. */
  readonly unfinished?: UnfinishedFiles;
  /**
   * Prints the report as a PDF, for `report.pdf`; without it the record has none. The dates in the PDF are
   * set to `now`, so that the same report printed by the same runtime gives the same bytes.
   */
  readonly printReport?: (html: string) => Promise<Uint8Array>;
  /** The page `verify.html` of this version. */
  readonly verifyPage: Uint8Array;
  /** UTC: "2026-11-20T16:05:00Z". */
  readonly now: string;
  readonly program: { readonly name: string; readonly version: string };
}
