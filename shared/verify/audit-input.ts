/** What a verification of an audit record works on, and what it reads out of it before it compares. */
import type { SafetyCase } from '../case/model.ts';
import type { PolicyPack } from '../policy/policy-pack.ts';
import type { Roster } from '../policy/roster.ts';
import type { CommonPredicate } from '../review/predicates.ts';
import type { RecordKind } from '../review/records.ts';
import type { CheckedRecord } from '../review/checked-record.ts';
import type { Envelope } from '../trust/dsse.ts';
import type { KeptTree } from '../trust/kept-tree.ts';
import type { LogEntry } from '../trust/log-entry.ts';
import type { WithheldItem } from '../export/withheld.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { Vkey } from '../trust/checkpoint.ts';
import type { VerifyCheck } from './model.ts';

export interface AuditFile {
  readonly bytes: number;
  /** Of the bytes, lowercase hex. */
  readonly sha256: string;
  /** Other digests by algorithm, where a manifest of the bundle it belongs to names them. */
  readonly others?: ReadonlyMap<string, string>;
}

/** What a time-stamp token says, once its signature holds with the certificate that it brings along. */
export interface StampedTime {
  /** UTC. */
  readonly time: string;
  /** SHA-256 that was stamped, in hex. */
  readonly imprint: string;
  /** `sha256`: fingerprint of its DER. */
  readonly certificate: { readonly sha256: string; readonly subject: string };
}

/** The bytes of an unpacked audit record, as found. Nothing in it is trusted. */
export interface AuditInput {
  /** Every file below the base folder. */
  readonly files: ReadonlyMap<string, AuditFile>;
  /** Bytes of a file that a check reads; null where it is absent or too large to be one of those. */
  readonly read: (path: string) => Uint8Array | null;
  /** What `data/withheld.json` names, by path; empty where there is no such list that can be read. */
  readonly withheld: ReadonlyMap<string, WithheldItem>;
  /** Cases by the name of their folder below data/bundle, where they could be read. */
  readonly cases: ReadonlyMap<string, SafetyCase>;
  /** Why a case could not be read, by folder. */
  readonly unreadCases: ReadonlyMap<string, string>;
  /** Bundles whose case is withheld: their manifest and what stays can be checked, their words cannot. */
  readonly withheldCases: ReadonlySet<string>;
  readonly crypto: TrustCrypto;
  /** Why no Ed25519 signature can be verified here. Null where they can be. */
  readonly noSignatures: string | null;
  /** Checks an RFC 3161 token, and throws `input-refused` where it does not hold. Null where nothing here can. */
  readonly readTimeStamp: ((bytes: Uint8Array, file: string) => StampedTime) | null;
  /** SHA-256 of the `verify.html` of this version of the program; null where it is not at hand. */
  readonly verifyPage: string | null;
}

/** Which rosters a person of this computer compared over another channel. SHA-256 in hex. */
export interface ComparedRosters {
  /** Compared and the same. */
  readonly pinned: readonly string[];
  /** Compared and different. */
  readonly changed: readonly string[];
}

/** One record as its envelope says it, before anything about it is believed. */
export interface ReadRecord {
  /** "data/records/0012-challenge-34336c07.dsse.json". */
  readonly file: string;
  readonly stem: string;
  readonly digest: string;
  readonly envelope: Envelope;
  readonly kind: RecordKind;
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly common: CommonPredicate;
  /** Null for kinds that this version does not read further. */
  readonly known: CheckedRecord | null;
  /** Where the record stands in a log; null when no log names it. */
  readonly log: { readonly origin: string; readonly seq: number; readonly time: string } | null;
}

export interface ReadLog {
  /** "data/logs/<uuid>/". */
  readonly folder: string;
  readonly origin: string;
  readonly vkey: Vkey;
  readonly vkeyText: string;
  readonly checkpoint: string;
  readonly lines: readonly Uint8Array[];
  /** Entries before the first bad one. */
  readonly entries: readonly LogEntry[];
  readonly tree: KeptTree;
}

export interface ReadVersion<T> {
  readonly file: string;
  readonly version: number;
  readonly sha256: string;
  readonly content: T;
}

export interface AuditContents {
  readonly input: AuditInput;
  readonly logs: readonly ReadLog[];
  readonly records: readonly ReadRecord[];
  /** Oldest first. */
  readonly rosters: readonly ReadVersion<Roster>[];
  readonly policies: readonly ReadVersion<PolicyPack>[];
  /** Rosters and packs that records sign and that are not in force: of other seats, or without all signatures. */
  readonly otherRosters: readonly ReadVersion<Roster>[];
  readonly otherPolicies: readonly ReadVersion<PolicyPack>[];
  /** Rows of the reading itself: "records", "logs", "roster". */
  readonly rows: readonly VerifyCheck[];
}

/** All paths below a folder, sorted. `folder` ends with "/". */
export function pathsBelow(input: AuditInput, folder: string): string[] {
  return [...input.files.keys()].filter((path) => path.startsWith(folder)).sort();
}

/** Digests of the records that are withheld; each is the `obj.record` of an entry. */
export function withheldRecords({ withheld }: AuditInput): ReadonlyMap<string, WithheldItem> {
  const records = [...withheld.values()].filter((item) => item.path.startsWith('data/records/'));
  return new Map(records.map((item) => [item.sha256, item]));
}

/** The roster that a record names, or the first where it names none (version 0, before there was one). */
export function rosterFor(contents: AuditContents, record: ReadRecord): ReadVersion<Roster> | null {
  const named = contents.rosters.find((item) => item.sha256 === record.common.roster.sha256);
  return named ?? (record.common.roster.sha256 === null ? (contents.rosters[0] ?? null) : null);
}
