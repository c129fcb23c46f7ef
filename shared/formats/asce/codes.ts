/** What the numbers of an ASCE file mean: it depends on the schema that the file names (interop.md 3.4). */
import type { NodeKind } from '../../case/model.ts';

export type LinkMeaning = 'support' | 'context' | 'challenge';

export interface Schema {
  readonly name: string;
  readonly kinds: ReadonlyMap<string, NodeKind>;
  readonly links: ReadonlyMap<string, LinkMeaning>;
}

/** Claims, arguments and evidence. A side-claim stands beside an argument as its justification. */
export const CAE: Schema = {
  name: 'ASCAD',
  kinds: new Map([['1', 'goal'], ['2', 'strategy'], ['3', 'solution'], ['6', 'justification'], ['8', 'defeater'], ['9', 'context']]),
  links: new Map([['1', 'support'], ['2', 'support'], ['3', 'support'], ['4', 'context'], ['5', 'challenge'], ['7', 'context']]),
}; // prettier-ignore

export const GSN: Schema = {
  name: 'GSN',
  kinds: new Map([['1', 'goal'], ['2', 'solution'], ['3', 'strategy'], ['4', 'assumption'], ['5', 'justification'], ['6', 'context']]), // prettier-ignore
  links: new Map([
    ['1', 'support'],
    ['2', 'context'],
  ]),
};

/** The schema by its name in the file; null where it is none of the two. */
export function schemaOf(name: string): Schema | null {
  if (/gsn/iu.test(name)) return GSN;
  return /ascad|cae/iu.test(name) ? CAE : null;
}

/** How high a kind stands: a link leads from the lower to the higher. */
const RANK: Readonly<Record<string, number>> = { goal: 3, strategy: 2, solution: 1 };
const ASIDE = new Set<NodeKind>(['context', 'assumption', 'justification', 'defeater']);

/** Where links of CAE start: 1 at a claim (to an argument), 2 at an argument (to a claim), 3 at evidence. */
const STARTS: ReadonlyMap<string, NodeKind> = new Map([['1', 'goal'], ['2', 'strategy'], ['3', 'solution']]); // prettier-ignore

/**
 * True where a link runs from what is supported to what supports it: the other way round than ASCE draws
 * it. `null` where the kinds do not tell: between two claims.
 */
export function isReversed(schema: Schema, type: string, source: NodeKind, destination: NodeKind): boolean | null {
  const meaning = schema.links.get(type);
  if (meaning === 'challenge') return source !== 'defeater' && destination === 'defeater';
  if (ASIDE.has(source) !== ASIDE.has(destination)) return ASIDE.has(destination);
  if (schema === CAE && meaning === 'support') {
    const starts = STARTS.get(type);
    if (starts === source && starts !== destination) return false;
    if (starts === destination && starts !== source) return true;
  }
  const [from, to] = [RANK[source] ?? 0, RANK[destination] ?? 0];
  // Evidence supports and is never supported; between goal and strategy both directions are right.
  if (source === 'solution' || destination === 'solution') return from > to ? true : from < to ? false : null;
  return null;
} // prettier-ignore
