/** The operators of a query with their values and what they mean: one table for parser, help and docs. */
import { AREAS, KINDS } from './item.ts';

export const STATES = {
  open: 'a challenge that is open, or an open doubt of the author',
  answered: 'a challenge that is answered and not settled',
  settled: 'a challenge that is no longer open',
  blocking: 'a blocking challenge, or something that has an open one',
  major: 'a major challenge, or something that has an open one',
  minor: 'a minor challenge, or something that has an open one',
  waiting: 'a challenge whose next step is yours',
  challenged: 'has an open challenge',
  unread: 'never opened by you',
  opened: 'opened by you, not marked reviewed',
  read: 'opened or reviewed by you',
  reviewed: 'marked reviewed by you',
  'load-bearing': 'its failure alone makes the top claim fall, by structure',
  declared: 'load-bearing, says the author',
  shared: 'alternatives that should be independent both rest on it',
  undeveloped: 'marked as undeveloped by the author',
  unsupported: 'does not hold by structure as it stands',
  circular: 'part of a circle of support',
  defeated: 'marked as defeated by the author',
  stale: 'evidence on another build, or from before the weights were frozen',
  uncited: 'evidence that no node cites',
  mine: 'written, raised, owned or prepared by you',
  draft: 'typed by you and not signed',
  changed: 'new or other than in the version before; of a note or challenge, what it is about is',
  orphaned: 'a note or challenge whose quoted words are not found any more',
  earlier: 'a note or challenge on another version of the case',
  uncounted: 'a note or challenge that counts for nothing, by the rosters in force',
} as const;
export type State = keyof typeof STATES;

export const OPERATORS = {
  kind: { values: KINDS, means: 'what it is', example: 'kind:goal' },
  in: { values: AREAS, means: 'where to look', example: 'in:evidence' },
  is: { values: Object.keys(STATES), means: 'what state it is in', example: 'is:open' },
  order: { values: ['1', '2', '3'], means: 'how many failures at once make the top claim fall with it', example: 'order:1' },
  owner: { values: null, means: 'who owns, prepared or raised it; the beginning of a name', example: 'owner:tanaka' },
  id: { values: null, means: 'its id, with * for any ending', example: 'id:G2*' },
} as const satisfies Record<string, { readonly values: readonly string[] | null; readonly means: string; readonly example: string }>; // prettier-ignore
export type Operator = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as Operator[];

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(OPERATORS, name);
}
