/**
 * What a person does not see before they sealed their own: opinions and ballots of others, and how many
 * there are. The host leaves these records out before anything is sent to a screen; nothing here hides
 * what lies in files on the disk.
 */
import { sealingOf, type PolicyPack } from '../policy/policy-pack.ts';
import type { Roster } from '../policy/roster.ts';

import { isConvened } from './panel.ts';
import type { SealedKind, Signer } from './records.ts';
import { isApproval, rightToSign } from './rights.ts';
import type { CheckedRecord } from './checked-record.ts';
import { samePerson } from './persons.ts';
import type { ReviewState } from './state.ts';

export interface Onlooker {
  readonly signer: Signer;
  readonly roster: Roster | null;
  readonly policy: PolicyPack;
  /** The state as nobody is kept from seeing it. */
  readonly state: ReviewState;
}

/** True when the person stepped aside from this case. */
export function isRecused({ state, roster, signer }: Pick<Onlooker, 'state' | 'roster' | 'signer'>): boolean {
  return state.recusals.some(({ record }) => record.void === null && samePerson(roster, record.signer, signer));
} // prettier-ignore

/** True when the person cast one of this kind on the open bundle, or sealed one. */
export function hasCast({ state, roster, signer }: Pick<Onlooker, 'state' | 'roster' | 'signer'>, kind: SealedKind): boolean {
  const cast = kind === 'opinion' ? state.opinions : state.ballots;
  const sealed = state.sealings.filter((item) => item.of === kind);
  return [...cast, ...sealed].some(
    ({ record }) => record.aboutOpenBundle && record.void === null && samePerson(roster, record.signer, signer),
  );
} // prettier-ignore

/** Voting ends with a decision on the bundle: whoever has not voted by then is kept from nothing. */
export function isDecided(state: Pick<ReviewState, 'decisions'>): boolean {
  return state.decisions.some(({ state: validity, decision }) => validity === 'current' && (isApproval(decision) || decision === 'not-approve')); // prettier-ignore
}

/** The kinds to which a person who could cast one is blind now. */
export function blindTo(onlooker: Onlooker): readonly SealedKind[] {
  const { policy, state } = onlooker;
  if (isRecused(onlooker) || isDecided(state)) return [];
  const sealing = sealingOf(policy);
  const kinds: SealedKind[] = [];
  if (sealing.opinions === 'sealed') kinds.push('opinion');
  if (sealing.ballots === 'sealed' && isConvened(state.panel, policy)) kinds.push('ballot');
  return kinds.filter((kind) => rightToSign(onlooker, kind).isHeld && !hasCast(onlooker, kind));
}

/** True when a record would tell somebody who is blind to its kind what another person thinks, or that they said it. */
export function isHiddenFrom(
  { signer, roster }: Pick<Onlooker, 'signer' | 'roster'>,
  kinds: readonly SealedKind[],
  record: CheckedRecord,
  bundleDigest: string | null,
): boolean {
  if (record.subject.sha256 !== bundleDigest || samePerson(roster, record.predicate.signer, signer)) return false; // prettier-ignore
  if (record.kind === 'ballot-commitment') return kinds.includes(record.predicate.of);
  // What another reviewer judges to be decisive is a part of their opinion.
  if (record.kind === 'note') return record.predicate.judged !== undefined && kinds.includes('opinion'); // prettier-ignore
  return (record.kind === 'opinion' || record.kind === 'ballot') && kinds.includes(record.kind);
}
