/** Kinds of nodes: as written, as gsn2x writes them, and as an id suggests. */
import { nodeKind } from './model.ts';
import type { NodeKind } from './model.ts';

/** Prefixes of ids in the order in which gsn2x tries them (docs/formats.md; "CG" before "C" and "G"). */
const PREFIXES: readonly (readonly [string, NodeKind])[] = [
  ['CG', 'defeater'],
  ['G', 'goal'],
  ['CSn', 'counterEvidence'],
  ['Sn', 'solution'],
  ['S', 'strategy'],
  ['C', 'context'],
  ['A', 'assumption'],
  ['J', 'justification'],
];

/** Kinds of gsn2x that carry another name here. */
const OTHER_NAMES: Readonly<Record<string, NodeKind>> = {
  countergoal: 'defeater',
  countersolution: 'counterEvidence',
  claim: 'goal',
  evidence: 'solution',
};

/** Kind for a word such as "goal" or "Goal"; 'unknown' where there is no such kind. */
export function parseKind(word: string): NodeKind {
  const plain = word.toLowerCase().replace(/[-_ ]/gu, '');
  const own = nodeKind.options.find((kind) => kind.toLowerCase() === plain);
  return own ?? OTHER_NAMES[plain] ?? 'unknown';
}

/** Kind that the first letters of an id stand for, as gsn2x reads them; null where they stand for none. */
export function kindOfPrefix(id: string): NodeKind | null {
  return PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null;
}

/**
 * Like `kindOfPrefix`, but only where the letters are followed by a number ("G12", "Sn_3"): an id like
 * "Snapshot" is a word and says nothing.
 */
export function kindOfNumberedId(id: string): NodeKind | null {
  const match = /^([A-Za-z]+?)[-_.]?\d/u.exec(id);
  return PREFIXES.find(([prefix]) => prefix === match?.[1])?.[1] ?? null;
}
