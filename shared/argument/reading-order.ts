/** In which order to read what matters: reasons, never a score (product 3f, "Ranking for reading order"). */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';
import { targetsOf } from './case-index.ts';
import type { CommonCause } from './common-cause.ts';
import { findStaleness } from './evidence-findings.ts';
import type { NodeRank } from './rank.ts';

export interface ReadingItem {
  readonly id: string;
  readonly why: string;
}

export interface RankedItem extends ReadingItem {
  /** Step of the ranking, 1 to 5; never shown. */
  readonly rank: 1 | 2 | 3 | 4 | 5;
}

/** What structure says of a case that is to be read. */
export interface ReadingStructure {
  readonly ranks: readonly NodeRank[];
  readonly cycles: readonly (readonly string[])[];
  /** Minimal cut sets of order 2. */
  readonly pairs: readonly (readonly string[])[];
  readonly causes: readonly Pick<CommonCause, 'name' | 'members'>[];
}

/** Items that are named in the report; the rest of the case follows in its own order. */
const MOST_ITEMS = 9;

type Read = Pick<SafetyCase, 'nodes' | 'evidence' | 'subject'>;

/** For each node of an order-2 pair that shares a group: the other one, and the name of the group. */
function toSharedPairs({ pairs, causes }: ReadingStructure): ReadonlyMap<string, { readonly other: string; readonly cause: string }> {
  const causesOf = new Map<string, Set<string>>();
  for (const { name, members } of causes) {
    for (const id of members) causesOf.set(id, (causesOf.get(id) ?? new Set()).add(name));
  }
  const shared = new Map<string, { other: string; cause: string }>();
  for (const [a = '', b = ''] of pairs) {
    const cause = [...(causesOf.get(a) ?? [])].find((name) => causesOf.get(b)?.has(name) === true);
    if (cause === undefined) continue;
    if (!shared.has(a)) shared.set(a, { other: b, cause });
    if (!shared.has(b)) shared.set(b, { other: a, cause });
  }
  return shared;
} // prettier-ignore

/**
 * What to read, in order, each with the reason: order 1 that is bare, circular or stale; shared under
 * claimed redundancy; order 1 by reach; open doubts of the author; order 2 pairs that share a group. The
 * rest of the case follows in its own order and is not listed.
 */
export function rankForReading({ nodes, evidence, subject }: Read, structure: ReadingStructure): RankedItem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inCycle = new Set(structure.cycles.flat());
  const sharedPairs = toSharedPairs(structure);
  const stale = new Set(evidence.filter((item) => findStaleness(item, subject) !== null).map((item) => item.id));
  const isBare = (node: ArgumentNode): boolean => node.kind === 'goal' && node.supportedBy.length === 0 && !node.undeveloped;
  const reasonOf = (item: NodeRank, node: ArgumentNode): Omit<RankedItem, 'id'> | null => {
    const reaches = item.reach === null ? 'it is not known how many nodes fall with it' : `${String(item.reach)} ${item.reach === 1 ? 'node falls' : 'nodes fall'} with it`;
    const pair = sharedPairs.get(item.id);
    if (item.order === 1 && isBare(node)) return { rank: 1, why: `Nothing supports it, and ${reaches}.` };
    if (item.order === 1 && inCycle.has(item.id)) return { rank: 1, why: `It is part of a circle, and ${reaches}.` };
    if (item.order === 1 && node.evidence.some((id) => stale.has(id))) return { rank: 1, why: `Its evidence is for another build or older than the freeze, and ${reaches}.` };
    if (item.shared) return { rank: 2, why: 'Alternatives that should be independent both rest on it.' };
    if (inCycle.has(item.id)) return { rank: 2, why: 'It is part of a circle, which supports nothing by itself.' };
    if (item.order === 1 && node.kind !== 'strategy') return { rank: 3, why: `If it is wrong, the top claim falls: ${reaches}.` };
    if (isOpenDefeater(node)) return { rank: 4, why: `An open doubt about ${node.challenges.flatMap(targetsOf).join(', ')}.` };
    if (pair !== undefined) return { rank: 5, why: `Together with ${pair.other} it makes the top claim fall, and both are in the group "${pair.cause}".` };
    return null;
  };
  const items = structure.ranks.flatMap((item) => {
    const node = byId.get(item.id);
    const reason = node === undefined ? null : reasonOf(item, node);
    return reason === null ? [] : [{ id: item.id, reach: item.reach, ...reason }];
  });
  return items
    .sort((a, b) => a.rank - b.rank || (b.reach ?? 0) - (a.reach ?? 0) || (a.id < b.id ? -1 : 1))
    .map(({ id, why, rank }) => ({ id, why, rank }));
} // prettier-ignore

/** The first items to read, as the report names them. */
export function toReadingOrder(safetyCase: Read, structure: ReadingStructure): ReadingItem[] {
  return rankForReading(safetyCase, structure).slice(0, MOST_ITEMS).map(({ id, why }) => ({ id, why })); // prettier-ignore
}

/**
 * What the screen goes through: the ranking, with claims alone for what is only of order 1, since what
 * supports a claim is read with it.
 */
export function toReadingQueue(safetyCase: Read, structure: ReadingStructure): RankedItem[] {
  const goals = new Set(safetyCase.nodes.filter((node) => node.kind === 'goal').map((node) => node.id)); // prettier-ignore
  return rankForReading(safetyCase, structure).filter(({ id, rank }) => rank !== 3 || goals.has(id)); // prettier-ignore
}

function isOpenDefeater(node: ArgumentNode): boolean {
  const isDefeater = node.kind === 'defeater' || node.kind === 'counterEvidence';
  return isDefeater && !node.defeated && node.status !== 'resolved';
}
