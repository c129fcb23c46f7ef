/**
 * What of a review reaches one person's screen. What is sealed for them is left out here, in the host,
 * with everything from which its number could be told: entries are numbered as if it were not there,
 * and heads and the ends of other seats' logs are left out.
 */
import { unexplainedRollbacks } from './clock-rollbacks.ts';
import { sealingOf } from '../../../shared/policy/policy-pack.ts';
import { isConvened } from '../../../shared/review/panel.ts';
import { isSignOffKind } from '../../../shared/review/records.ts';
import type { PeerView } from '../../../shared/review/peer-view.ts';
import { toSigningTime, type Voucher } from '../../../shared/review/signing-time.ts';
import type { LogEntryView, ReviewView, SigningTime } from '../../../shared/review/view.ts';
import { toPeerFacts } from './peer-facts.ts';
import { hiddenBefore, type ReviewCore, type Sight } from './review-core.ts';
import { ownSealedOf } from './sign-offs.ts';

/** Said in place of what an entry would tell about records that are sealed for the reader. */
const SEALED_FOR_YOU = 'Sealed for you until you seal yours';

/** Everybody who vouched for a head of a log of this case: seats that cosigned, and time stamps. */
function toVouchers({ parts }: ReviewCore): Voucher[] {
  const { log } = parts;
  if (log === null) return [];
  const nameOf = (by: string): string => {
    const peer = toPeerFacts(log, 'case', parts.seat.roster()).peers.find(({ origin }) => origin === by);
    return peer?.person?.printedName ?? by;
  };
  // A seat does not vouch for its own records.
  const cosignatures = [...log.own(), ...log.peers()].flatMap(({ origin, cosigned }) =>
    cosigned.filter(({ by }) => by !== origin).map(({ size, time, by }) => ({ origin, size, time, by: nameOf(by), kind: 'cosignature' as const })),
  );
  return [...cosignatures, ...(parts.timeStamps?.vouchers() ?? [])];
} // prettier-ignore

function toTimes(core: ReviewCore): Record<string, SigningTime> {
  const { log, seat } = core.parts;
  const times = new Map<string, string[]>();
  for (const { origin, entry } of [...(log?.entries() ?? []), ...seat.log.entries()]) {
    const known = times.get(origin);
    if (known === undefined) times.set(origin, [entry.time]);
    else known.push(entry.time);
  }
  const vouchers = toVouchers(core);
  const signed = core.records().filter(({ kind }) => isSignOffKind(kind) || kind === 'ballot-commitment'); // prettier-ignore
  return Object.fromEntries(
    signed.map(({ digest, predicate, log: place }) => [
      digest,
      toSigningTime(
        { signedOn: predicate.signedOn, head: predicate.log, seen: predicate.seen, place },
        (origin, seq) => times.get(origin)?.[seq] ?? null,
        vouchers,
      ),
    ]),
  );
}

/** A peer as a person sees it from whom entries are kept: how far its log reaches would tell how many. */
function withoutEnd(peer: PeerView, sight: Sight): PeerView {
  const { origin, head, cosigned } = peer;
  const toShown = (size: number): number => size - hiddenBefore(sight, origin, size);
  return {
    ...peer,
    head: { size: toShown(head.size), root: '', lastTime: null, lastType: null },
    cosigned: cosigned === null ? null : { ...cosigned, size: toShown(cosigned.size) },
  };
}

export function toReviewView(core: ReviewCore, keyid: string | null): ReviewView {
  const { log, seat, drafts, reading, rosterState } = core.parts;
  const roster = seat.rosterDigest();
  const sight = core.sightOf(keyid);
  const { blindTo } = sight;
  const facts = [
    ...(log === null ? [] : [toPeerFacts(log, 'case', seat.roster())]),
    toPeerFacts(seat.log, 'seat', seat.roster()),
  ];
  const peers = facts.flatMap((fact) => fact.peers);
  const uncounted = [...(log?.uncounted() ?? []), ...seat.log.uncounted()];
  const isShown = (kind: string): boolean => !(blindTo.length > 0 && ['ballot-commitment', 'ballot', 'opinion'].includes(kind)); // prettier-ignore
  return {
    ...sight.state,
    isPanel: isConvened(sight.state.panel, seat.policy()),
    sealing: sealingOf(seat.policy()),
    blindTo: [...blindTo],
    ownSealed: [...ownSealedOf(core, keyid)],
    // Heads and times of others would tell what is kept; they come with the rest.
    times: blindTo.length === 0 ? toTimes(core) : {},
    drafts: drafts.list().filter((item) => item.owner === null || item.owner === keyid),
    reading: [...reading.of(keyid, core.bundleKey)],
    structure: core.structure,
    log: {
      heads: blindTo.length > 0 ? [] : (log?.heads() ?? []).map(({ origin, size, root }) => ({ origin, size, root })), // prettier-ignore
      damage: [...(log?.damage() ?? []), ...seat.log.damage()],
      clockRollbacks: [
        ...(log === null ? [] : unexplainedRollbacks(log)),
        ...unexplainedRollbacks(seat.log),
      ],
    },
    peers: blindTo.length === 0 ? peers : peers.map((peer) => withoutEnd(peer, sight)),
    forks: facts.flatMap((fact) => fact.forks),
    uncounted: uncounted.filter(({ kind }) => isShown(kind)),
    roster: { version: roster.version, sha256: roster.sha256, state: rosterState() },
  };
}

/** The entries of all logs of the case, without those that are sealed for this person. */
export function toEntryViews(core: ReviewCore, keyid: string | null): readonly LogEntryView[] {
  return toEntryPage(core, keyid, 0, Infinity).entries;
}

/** `count` entries of that list, from the one with the index `from` on, and the length of the whole. */
export function toEntryPage(
  core: ReviewCore,
  keyid: string | null,
  from: number,
  count: number,
): { readonly entries: readonly LogEntryView[]; readonly total: number } {
  const sight = core.sightOf(keyid);
  const isBlind = sight.blindTo.length > 0;
  const visible = (core.parts.log?.entries() ?? []).filter(
    ({ entry }) => !sight.hidden.has(entry.obj['record'] ?? ''),
  );
  const entries = visible.slice(from, from + count).map(({ origin, entry }) => ({
    origin,
    seq: entry.seq - hiddenBefore(sight, origin, entry.seq),
    time: entry.time,
    type: entry.type,
    actor: entry.actor,
    // What an import or an export brought would say how many records there are.
    reason: isBlind && entry.type.startsWith('packet-') ? SEALED_FOR_YOU : entry.reason,
    obj: { ...entry.obj },
    record: entry.obj['record'] ?? null,
  }));
  return { entries, total: visible.length };
}
