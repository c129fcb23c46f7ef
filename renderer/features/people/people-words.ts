/** Words of the screen of people and keys. */
import type { Identity } from '../../../shared/ipc/contract.ts';
import type { PeopleView, ProposedRosterView, RosterPersonView } from '../../../shared/policy/people-view.ts'; // prettier-ignore
import { toCount, toDayWords, toList } from '../../../shared/review/words.ts';

type Demand = ProposedRosterView['missing'][number];

/** "1 of 2 signatures by roster 1; J. Adeyemi could sign". */
export function toDemandWords({ roster, needed, have, from }: Demand): string {
  const could = from.length === 0 ? '' : `; ${toList(from)} could sign`;
  return `${String(have)} of ${toCount(needed, 'signature')} needed by roster ${String(roster)}${could}`;
}

/** "in the roster since 1 October 2026", "from 1 October to 1 November 2026". */
export function toValidityWords(person: RosterPersonView): string {
  const from = toDayWords(person.validFrom);
  return person.validUntil === null
    ? `since ${from}`
    : `${from} until ${toDayWords(person.validUntil)}`;
}

/** "revoked from entry 12 of log 3f1c… on": what the roster says of a key that no longer counts. */
export function toRevokedWords(revoked: { readonly origin: string; readonly size: number }): string {
  return `revoked from entry ${String(revoked.size)} of log ${toLogName(revoked.origin)} on`;
} // prettier-ignore

export function toLogName(origin: string): string {
  return origin.replace(/^countersign\/log\//, '').slice(0, 8);
}

/** How many things on this screen wait for the person. */
export function toOpenCount(view: PeopleView): number {
  const adopted = view.chains.find((chain) => chain.isAdopted);
  const isOpen = view.state === 'unknown' || view.state === 'changed';
  return (isOpen ? 1 : 0) + (adopted?.proposed.length ?? 0) + view.policy.proposed.length;
}

/** Identities of this seat that may sign this roster or pack, the one at the seat first. */
export function toSigners(
  identities: readonly Identity[],
  keyids: readonly string[] | null,
  active: string | null,
): readonly Identity[] {
  return identities
    .filter((identity) => keyids === null || keyids.includes(identity.keyid))
    .sort((a, b) => Number(b.keyid === active) - Number(a.keyid === active));
}

export const DIRECTION_WORDS = { stricter: 'stricter', looser: 'looser', other: '' } as const;

export const LEVEL_WORDS = { enforce: 'enforces', warn: 'warns', show: 'shows' } as const;
