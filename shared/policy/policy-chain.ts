/**
 * The chain of policy packs: the mechanics of the roster, with one difference: who may sign comes from the
 * roster in force. A pack counts the signatures given under the newest roster, and those given under an
 * older one before the next came into force.
 */
import type { RecordOf } from '../review/checked-record.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { PolicyPack } from './policy-pack.ts';
import { personOfKey } from './roster.ts';
import {
  contentDigest, countSigners, toDemand, toDemandWords, toSignatures, type AcceptedRoster, type Count, type Demand, type VersionSignature,
} from './roster-chain.ts'; // prettier-ignore
import { keyVoid } from './standing.ts';

export interface PolicyVersion {
  readonly sha256: string;
  readonly content: PolicyPack;
  readonly signatures: readonly VersionSignature[];
}

export interface PolicyChain {
  /** In force, oldest first; empty while the pack that ships with the program holds. */
  readonly accepted: readonly PolicyVersion[];
  readonly proposed: readonly (PolicyVersion & { readonly missing: readonly Demand[] })[];
  /** Two or more packs with all signatures that follow the same one. None of them is in force. */
  readonly fork: readonly PolicyVersion[];
  readonly rejected: readonly (PolicyVersion & { readonly why: string })[];
}

type PolicyRecord = RecordOf<'policy'>;

interface Judged {
  readonly version: PolicyVersion;
  readonly missing: readonly Demand[];
}

/** Signatures that were given under `rosters[at]` while it was in force, and stand by the newest. */
function countUnder(rosters: readonly AcceptedRoster[], at: number, records: readonly PolicyRecord[]): Count {
  const [roster, next, newest] = [rosters[at], rosters[at + 1], rosters.at(-1)];
  if (roster === undefined || newest === undefined) return { persons: new Map(), why: new Map() };
  const own = records.filter(({ predicate }) => predicate.roster.sha256 === roster.sha256);
  const late = own.filter((record) => next !== undefined && record.log.time >= next.acceptedAt);
  const lapsed = own.flatMap((record) => {
    const now = personOfKey(newest.content, record.predicate.signer.keyid);
    const why = now === null ? null : keyVoid(now, record);
    return why === null ? [] : [[record.digest, why] as const];
  });
  const void_ = new Map([...late.map((record) => [record.digest, `signed under roster ${String(roster.content.version)} after the next one came into force`] as const), ...lapsed]);
  const count = countSigners(roster.content, own.filter((record) => !void_.has(record.digest)));
  return { persons: count.persons, why: new Map([...count.why, ...void_]) };
} // prettier-ignore

function judge(sha256: string, content: PolicyPack, records: readonly PolicyRecord[], rosters: readonly AcceptedRoster[]): Judged {
  const counts = rosters.map((_, at) => countUnder(rosters, at, records));
  const named = new Set(rosters.map((roster) => roster.sha256));
  const strangers = records.filter(({ predicate }) => !named.has(predicate.roster.sha256 ?? ''));
  const why = new Map([
    ...strangers.map((record) => [record.digest, 'signed under a roster that is not in force here'] as const),
    ...counts.flatMap((count) => [...count.why]),
  ]);
  const demands = rosters.map((roster, at) => toDemand(roster.content, counts[at] ?? { persons: new Map(), why }));
  const newest = demands.at(-1);
  const isMet = demands.some((demand) => demand === null);
  return {
    version: { sha256, content, signatures: toSignatures(records, [{ persons: new Map(), why }]) },
    missing: isMet || newest === undefined || newest === null ? [] : [newest],
  };
} // prettier-ignore

/**
 * Builds the chain of packs under the rosters in force.
 * @param rosters oldest first; without any, no pack is in force
 */
export function toPolicyChain(
  records: readonly PolicyRecord[],
  rosters: readonly AcceptedRoster[],
  crypto: TrustCrypto,
): PolicyChain {
  const groups = new Map<string, PolicyRecord[]>();
  const rejected: (PolicyVersion & { why: string })[] = [];
  for (const record of records) {
    const { sha256 } = record.subject;
    const { content } = record.predicate;
    if (contentDigest(content, crypto) !== sha256)
      rejected.push({ sha256, content, signatures: toSignatures([record], []), why: 'The record shows one policy pack and signs the digest of another.' }); // prettier-ignore
    else groups.set(sha256, [...(groups.get(sha256) ?? []), record]);
  }
  const open = new Map([...groups].flatMap(([sha256, group]) => (group[0] === undefined ? [] : [[sha256, judge(sha256, group[0].predicate.content, group, rosters)] as const]))); // prettier-ignore
  const accepted: PolicyVersion[] = [];
  for (;;) {
    const last = accepted.at(-1) ?? null;
    const next = [...open.values()].filter(({ version: { content } }) => content.previous === (last?.sha256 ?? null) && content.version === (last?.content.version ?? 0) + 1); // prettier-ignore
    for (const { version } of next) open.delete(version.sha256);
    const whole = rosters.length === 0 ? [] : next.filter(({ missing }) => missing.length === 0);
    const waiting = next.filter((item) => !whole.includes(item));
    const [only, ...others] = whole;
    if (only !== undefined && others.length === 0) {
      accepted.push(only.version);
      for (const { version, missing } of waiting) rejected.push({ ...version, why: toDemandWords(missing) }); // prettier-ignore
      continue;
    }
    const rest = [...open.values()].map(({ version }) => ({ ...version, why: 'The policy pack that it names before it is not in force here.' })); // prettier-ignore
    return {
      accepted,
      proposed: waiting.map(({ version, missing }) => ({ ...version, missing })),
      fork: whole.map(({ version }) => version),
      rejected: [...rejected, ...rest].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    };
  }
}
