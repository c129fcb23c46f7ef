/** Which kinds may be linked, by the standard and by gsn2x (GSN v3, tables 1:2-2 and 1:4-2; gsn2x V04). */
import type { NodeKind } from '../../case/model.ts';

export type Profile = 'gsn' | 'gsn2x';
export type Relation = 'supportedBy' | 'inContextOf';

type Table = Readonly<Partial<Record<NodeKind, readonly NodeKind[]>>>;

const SCOPE: readonly NodeKind[] = ['context', 'assumption', 'justification'];
const AWAY_SCOPE: readonly NodeKind[] = [
  'awayGoal', 'awayContext', 'awayAssumption', 'awayJustification', 'moduleReference',
]; // prettier-ignore
const BELOW_GOAL: readonly NodeKind[] = [
  'goal', 'strategy', 'solution', 'awayGoal', 'awaySolution', 'moduleReference', 'contractReference',
]; // prettier-ignore

/** A doubt is a goal or a solution to the standard (1:6.2.6), so it rests on what these may rest on. */
const GSN: Readonly<Record<Relation, Table>> = {
  supportedBy: {
    goal: BELOW_GOAL,
    strategy: ['goal', 'awayGoal'],
    defeater: [...BELOW_GOAL, 'defeater', 'counterEvidence'],
  },
  inContextOf: {
    goal: [...SCOPE, ...AWAY_SCOPE],
    strategy: [...SCOPE, ...AWAY_SCOPE],
    defeater: [...SCOPE, ...AWAY_SCOPE],
  },
};

/** Besides, in a contract module: it argues away goals from other away goals (table 1:4-2). */
const CONTRACT: Readonly<Record<Relation, readonly NodeKind[]>> = {
  supportedBy: ['goal', 'strategy', 'awayGoal'],
  inContextOf: ['awayContext', 'awayAssumption', 'awayJustification'],
};

const GSN2X: Readonly<Record<Relation, Table>> = {
  supportedBy: {
    goal: ['goal', 'strategy', 'solution'],
    strategy: ['goal', 'strategy', 'solution'],
    defeater: ['defeater', 'counterEvidence'],
  },
  inContextOf: { goal: SCOPE, strategy: SCOPE },
};

const TABLES = { gsn: GSN, gsn2x: GSN2X } as const;

/** Away elements and references as what gsn2x has for them; it has no kinds of its own. */
export function plainKind(kind: NodeKind): NodeKind {
  const plain: Readonly<Partial<Record<NodeKind, NodeKind>>> = {
    awayGoal: 'goal', awaySolution: 'solution', awayContext: 'context', awayAssumption: 'assumption',
    awayJustification: 'justification', moduleReference: 'solution', contractReference: 'solution',
  };
  return plain[kind] ?? kind;
} // prettier-ignore

/** Kinds that stand for a whole module: what is argued there is not in the case. */
export function isReference(kind: NodeKind): boolean {
  return kind === 'moduleReference' || kind === 'contractReference';
}

/** True where an away goal of a contract module may have such a link (M7). */
export function mayLinkInContract(relation: Relation, to: NodeKind): boolean {
  return to === 'unknown' || CONTRACT[relation].includes(to);
}

/** True where the profile allows such a link, and where a kind is not known and nothing can be said. */
export function mayLink(
  profile: Profile,
  relation: Relation,
  from: NodeKind,
  to: NodeKind,
): boolean {
  if (from === 'unknown' || to === 'unknown') return true;
  const plain = relation === 'inContextOf' && isReference(to) ? 'context' : plainKind(to);
  const [source, target] = profile === 'gsn' ? [from, to] : [plainKind(from), plain];
  return (TABLES[profile][relation][source] ?? []).includes(target);
}

/** True for kinds that may have any such link at all. */
export function mayHave(profile: Profile, relation: Relation, kind: NodeKind): boolean {
  return kind === 'unknown' || TABLES[profile][relation][kind] !== undefined;
}
