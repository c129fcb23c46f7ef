/**
 * The chains of rosters: which versions are in force, which wait for signatures, which never count, and
 * where two versions that both have all signatures follow the same one. A pure function of the records.
 *
 * The rule is that of TUF's root (TUF specification, 5.3.4): version n+1 names version n by its digest and
 * has the signatures of `threshold` persons by version n and by version n+1. Persons are counted, not keys.
 */
import type { RecordOf } from '../review/checked-record.ts';
import { toHex, utf8Encode } from '../trust/bytes.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { JsonValue } from '../trust/strict-json.ts';
import { checkRoster } from './check-roster.ts';
import { personOfKey, type Roster } from './roster.ts';
import { keyVoid, type RosterInForce } from './standing.ts';

/** One signature under a roster or a policy pack, and why it does not count where it does not. */
export interface VersionSignature {
  readonly record: string;
  readonly keyid: string;
  readonly printedName: string;
  readonly signedOn: string;
  /** Why no roster that judges it counts it; null when one of them does. */
  readonly void: string | null;
}

/** What a roster demands of a version, and what is there. */
export interface Demand {
  /** Version of the roster that demands it. */
  readonly roster: number;
  readonly needed: number;
  readonly have: number;
  /** Names of the persons who could still sign. */
  readonly from: readonly string[];
}

export interface RosterVersion {
  readonly sha256: string;
  readonly content: Roster;
  readonly signatures: readonly VersionSignature[];
}

export interface AcceptedRoster extends RosterVersion, RosterInForce {
  /** Time of the log entry that completed its signatures. */
  readonly acceptedAt: string;
}

export interface ProposedRoster extends RosterVersion {
  /** Demands that are not met yet; at least one. */
  readonly missing: readonly Demand[];
}

export interface RejectedRoster extends RosterVersion {
  readonly why: string;
}

export interface RosterChain {
  /** Digest of its first roster: the name of the chain, and what people compare. */
  readonly first: string;
  /** In force, oldest first; never empty. */
  readonly accepted: readonly AcceptedRoster[];
  /** Follow the newest one and lack signatures. */
  readonly proposed: readonly ProposedRoster[];
  /** Two or more versions with all signatures that follow the same one. The chain stops before them. */
  readonly fork: readonly RosterVersion[];
}

export interface RosterChains {
  readonly chains: readonly RosterChain[];
  readonly rejected: readonly RejectedRoster[];
}

type RosterRecord = RecordOf<'roster'>;

interface Candidate {
  readonly sha256: string;
  readonly content: Roster;
  readonly records: readonly RosterRecord[];
}

/** SHA-256 of the canonical JSON: the subject of a roster or policy record. */
export function contentDigest(content: Roster | object, crypto: TrustCrypto): string {
  return toHex(crypto.sha256(utf8Encode(toCanonicalJson(content as unknown as JsonValue))));
}

/** What one roster finds of the signatures: the persons that count, in the order of the log. */
export interface Count {
  readonly persons: ReadonlyMap<string, string>;
  readonly why: ReadonlyMap<string, string>;
}

/** Counts persons, not keys, that `by` lets sign and whose signature stands by its revocations and dates. */
export function countSigners(by: Roster, records: readonly (RecordOf<'roster'> | RecordOf<'policy'>)[]): Count {
  const persons = new Map<string, string>();
  const why = new Map<string, string>();
  for (const record of inLogOrder(records)) {
    const { keyid } = record.predicate.signer;
    const person = personOfKey(by, keyid);
    const reason =
      person === null ? `roster ${String(by.version)} does not name its key`
      : !by.signers.includes(keyid) ? `roster ${String(by.version)} does not let this key sign`
      : keyVoid(person, record);
    if (person === null || reason !== null) why.set(record.digest, reason ?? '');
    else if (!persons.has(person.id)) persons.set(person.id, record.log.time);
  }
  return { persons, why };
} // prettier-ignore

function inLogOrder<R extends { readonly log: { readonly time: string }; readonly digest: string }>(records: readonly R[]): R[] {
  const key = (record: R): string => `${record.log.time} ${record.digest}`;
  return [...records].sort((a, b) => (key(a) < key(b) ? -1 : 1));
} // prettier-ignore

/** What `by` demands; null when it is met. */
export function toDemand(by: Roster, count: Count): Demand | null {
  const have = count.persons.size;
  if (have >= by.threshold) return null;
  const open = by.persons.filter((person) => !count.persons.has(person.id) && person.keys.some((key) => by.signers.includes(key.keyid) && key.revoked === null)); // prettier-ignore
  return { roster: by.version, needed: by.threshold, have, from: open.map((person) => person.printedName) }; // prettier-ignore
}

/** Time at which the threshold was reached. */
export function reachedAt(by: Roster, count: Count): string {
  return [...count.persons.values()].sort()[by.threshold - 1] ?? '';
}

export function toSignatures(
  records: readonly (RecordOf<'roster'> | RecordOf<'policy'>)[],
  counts: readonly Count[],
): VersionSignature[] {
  return inLogOrder(records).map(({ digest, predicate }) => ({
    record: digest,
    keyid: predicate.signer.keyid,
    printedName: predicate.signer.printedName,
    signedOn: predicate.signedOn,
    void: counts.every((count) => count.why.has(digest)) ? (counts[0]?.why.get(digest) ?? null) : null,
  }));
} // prettier-ignore

interface Judged {
  readonly version: RosterVersion;
  readonly missing: readonly Demand[];
  readonly acceptedAt: string;
}

/** Judges a candidate by the version before it (null for a first one) and by itself. */
function judge(candidate: Candidate, before: Roster | null): Judged {
  const judges = before === null ? [candidate.content] : [before, candidate.content];
  const counts = judges.map((by) => countSigners(by, candidate.records));
  const missing = judges.map((by, index) => toDemand(by, counts[index] ?? { persons: new Map(), why: new Map() })).filter((demand) => demand !== null); // prettier-ignore
  const times = judges.map((by, index) => reachedAt(by, counts[index] ?? { persons: new Map(), why: new Map() })); // prettier-ignore
  return {
    version: { sha256: candidate.sha256, content: candidate.content, signatures: toSignatures(candidate.records, counts) }, // prettier-ignore
    missing,
    acceptedAt: times.sort().at(-1) ?? '',
  };
}

function toCandidates(records: readonly RosterRecord[], crypto: TrustCrypto): { good: Candidate[]; rejected: RejectedRoster[] } {
  const bySubject = new Map<string, RosterRecord[]>();
  const rejected: RejectedRoster[] = [];
  const reject = (sha256: string, group: readonly RosterRecord[], why: string): void => {
    const [first] = group;
    if (first === undefined) return;
    rejected.push({ sha256, content: first.predicate.content, signatures: toSignatures(group, []), why });
  };
  for (const record of records) {
    const { sha256 } = record.subject;
    if (contentDigest(record.predicate.content, crypto) !== sha256) reject(sha256, [record], 'The record shows one roster and signs the digest of another.');
    else bySubject.set(sha256, [...(bySubject.get(sha256) ?? []), record]);
  }
  const good: Candidate[] = [];
  for (const [sha256, group] of bySubject) {
    const content = group[0]?.predicate.content;
    if (content === undefined) continue;
    const [fault] = checkRoster(content, crypto);
    if (fault === undefined) good.push({ sha256, content, records: group });
    else reject(sha256, group, fault);
  }
  return { good, rejected };
} // prettier-ignore

function followChain(first: AcceptedRoster, good: readonly Candidate[]): RosterChain {
  const accepted = [first];
  for (;;) {
    const last = accepted.at(-1) ?? first;
    const next = good
      .filter(({ content }) => content.previous === last.sha256 && content.version === last.content.version + 1)
      .map((candidate) => judge(candidate, last.content));
    const whole = next.filter(({ missing }) => missing.length === 0);
    const [only, ...others] = whole;
    if (only === undefined || others.length > 0) {
      const proposed = next.filter(({ missing }) => missing.length > 0).map(({ version, missing }) => ({ ...version, missing }));
      return { first: first.sha256, accepted, proposed, fork: whole.map(({ version }) => version) };
    }
    accepted.push({ ...only.version, acceptedAt: only.acceptedAt });
  }
} // prettier-ignore

/** Builds every chain that the records hold. The order of the records makes no difference. */
export function toRosterChains(records: readonly RosterRecord[], crypto: TrustCrypto): RosterChains {
  const { good, rejected: unread } = toCandidates(records, crypto);
  const rejected: RejectedRoster[] = [];
  const chains: RosterChain[] = [];
  for (const candidate of good) {
    const { version, previous } = candidate.content;
    if (version !== 1 || previous !== null) continue;
    const { version: first, missing, acceptedAt } = judge(candidate, null);
    if (missing.length === 0) chains.push(followChain({ ...first, acceptedAt }, good));
    else rejected.push({ ...first, why: toDemandWords(missing) });
  }
  const placed = new Set([
    ...chains.flatMap((chain) => [...chain.accepted, ...chain.proposed, ...chain.fork].map((item) => item.sha256)),
    ...rejected.map((item) => item.sha256),
  ]);
  const known = new Set(good.map((candidate) => candidate.sha256));
  for (const candidate of good.filter(({ sha256 }) => !placed.has(sha256))) {
    const { sha256, content } = candidate;
    rejected.push({ sha256, content, signatures: toSignatures(candidate.records, []), why: whyUnplaced(content, chains, known) });
  }
  const byDigest = <T extends { sha256: string }>(a: T, b: T): number => (a.sha256 < b.sha256 ? -1 : 1);
  return { chains: chains.sort((a, b) => (a.first < b.first ? -1 : 1)), rejected: [...unread, ...rejected].sort(byDigest) };
} // prettier-ignore

function whyUnplaced(
  content: Roster,
  chains: readonly RosterChain[],
  known: ReadonlySet<string>,
): string {
  const { version, previous } = content;
  if (previous === null) return `It names no roster before it and calls itself version ${String(version)}.`; // prettier-ignore
  const chain = chains.find((item) => item.accepted.some((roster) => roster.sha256 === previous));
  const before = chain?.accepted.find((roster) => roster.sha256 === previous);
  if (before !== undefined && version !== before.content.version + 1) return `It calls itself version ${String(version)} and follows version ${String(before.content.version)}.`; // prettier-ignore
  if (before !== undefined) return 'Another version with all signatures has followed the roster it names.'; // prettier-ignore
  return known.has(previous)
    ? 'The roster that it names before it is not in force.'
    : 'The roster that it names before it is not known here.';
}

/** "Roster 2 needs the signatures of 2 persons of roster 1, and has 1." without the subject. */
export function toDemandWords(missing: readonly Demand[]): string {
  return missing.map(({ roster, needed, have }) => `It needs the signatures of ${String(needed)} ${needed === 1 ? 'person' : 'persons'} of roster ${String(roster)}, and has ${String(have)}.`).join(' '); // prettier-ignore
}
