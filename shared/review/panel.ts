/**
 * The panel: who of the third line stepped aside, who sealed, who voted, and whether that is a quorum.
 * Persons of the roster are counted, never keys and never signatures (product 3b, R26, R27).
 */
import type { PolicyPack } from '../policy/policy-pack.ts';
import type { Roster, RosterPerson } from '../policy/roster.ts';
import type { Signer } from './records.ts';
import type { BallotView, PanelMember, PanelView, ReviewView } from './view.ts';
import { toCount, toList } from './words.ts';

type PanelFacts = Pick<ReviewView, 'ballots' | 'sealings' | 'recusals' | 'declarations'>;

function isOf(person: RosterPerson, signer: Signer): boolean {
  return person.keys.some((key) => key.keyid === signer.keyid);
}

function isCounted(ballot: BallotView): boolean {
  return ballot.state === 'current';
}

function toMember(person: RosterPerson, facts: PanelFacts): PanelMember {
  const own = <T extends { readonly record: { readonly signer: Signer; readonly void: string | null } }>(list: readonly T[]): readonly T[] =>
    list.filter(({ record }) => isOf(person, record.signer) && record.void === null); // prettier-ignore
  const ballot = own(facts.ballots).findLast(isCounted);
  const sealing = own(facts.sealings).findLast(
    (item) => item.of === 'ballot' && (item.state === 'sealed' || item.state === 'opened'),
  );
  const declaration = own(facts.declarations).at(-1);
  return {
    personId: person.id,
    printedName: person.printedName,
    isLay: /\blay\b/i.test(person.role),
    isDisinterested: declaration !== undefined && declaration.interests.length === 0,
    recused: own(facts.recusals).at(-1)?.record.digest ?? null,
    sealed: sealing?.record.digest ?? null,
    ballot: ballot?.record.digest ?? null,
    vote: ballot?.vote ?? null,
  };
}

/** @param today ISO date; a person whose time in the roster has ended is no member */
export function toPanel(roster: Roster | null, facts: PanelFacts, today: string): PanelView {
  const persons = (roster?.persons ?? []).filter(
    ({ line, validUntil }) => line === 'third' && (validUntil === null || validUntil.slice(0, 10) > today),
  ); // prettier-ignore
  const members = persons.map((person) => toMember(person, facts));
  const counted = facts.ballots.filter(isCounted);
  return {
    members,
    late: counted.filter((ballot) => ballot.isLate).map(({ record }) => record.digest),
    open: counted.filter((ballot) => ballot.mode === 'open').map(({ record }) => record.digest),
  };
}

/** A panel decides where the roster has more than one adjudicator or the pack asks for more than one. */
export function isConvened(panel: PanelView, policy: Pick<PolicyPack, 'quorum'>): boolean {
  return panel.members.length > 1 || policy.quorum.floor > 1;
}

export interface PanelCount {
  readonly present: readonly PanelMember[];
  readonly recused: readonly PanelMember[];
  readonly approve: number;
  readonly notApprove: number;
  readonly abstain: number;
  /** Members present that a quorum needs: more than half of the roster's third line, and the floor. */
  readonly needed: number;
  readonly isQuorate: boolean;
  readonly isApproved: boolean;
  /** "3 of 4 adjudicators voted (A, B and C), 3 make a quorum. …" */
  readonly words: string;
}

/** Counts ballots by persons. A tie is no approval; those who stepped aside are never present. */
export function countPanel(panel: PanelView, floor: number): PanelCount {
  const recused = panel.members.filter((member) => member.recused !== null);
  const present = panel.members.filter(({ recused: aside, ballot }) => aside === null && ballot !== null); // prettier-ignore
  const votes = (vote: PanelMember['vote']): number => present.filter((member) => member.vote === vote).length; // prettier-ignore
  const [approve, notApprove, abstain] = [votes('approve'), votes('not-approve'), votes('abstain')];
  const needed = Math.max(Math.floor(panel.members.length / 2) + 1, floor);
  const isDisinterested = present.some((member) => member.isDisinterested);
  const isQuorate = present.length >= needed && isDisinterested;
  const names = (members: readonly PanelMember[]): string => toList(members.map(({ printedName }) => printedName)); // prettier-ignore
  const unopened = panel.members.filter(({ recused: aside, sealed, ballot }) => aside === null && sealed !== null && ballot === null); // prettier-ignore
  const words = [
    `${String(present.length)} of ${toCount(panel.members.length, 'adjudicator')} voted${present.length === 0 ? '' : ` (${names(present)})`}, ${String(needed)} make a quorum.`,
    `${String(approve)} approve, ${String(notApprove)} do not approve, ${String(abstain)} abstain; an approval needs more than half of those who vote for or against, and ${String(floor)} at least.`,
    recused.length === 0 ? null : `Stepped aside: ${names(recused)}.`,
    unopened.length === 0 ? null : `Sealed and not opened: ${names(unopened)}.`,
    present.length === 0 || isDisinterested ? null : 'Nobody of them declared to have no interests, which a quorum needs.',
    panel.members.some((member) => member.isLay) ? null : 'The roster names no lay adjudicator.',
  ]; // prettier-ignore
  return {
    present,
    recused,
    approve,
    notApprove,
    abstain,
    needed,
    isQuorate,
    isApproved: isQuorate && approve >= floor && approve > notApprove,
    words: words.filter((line) => line !== null).join(' '),
  };
}

/** Members who neither sealed, nor voted, nor stepped aside: for whom ballots wait. */
export function awaitedMembers(panel: PanelView): readonly PanelMember[] {
  return panel.members.filter(({ recused, sealed, ballot }) => recused === null && sealed === null && ballot === null); // prettier-ignore
}
