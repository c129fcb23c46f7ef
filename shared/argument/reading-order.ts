/** In which order to read what matters: reasons, never a score (product 3f, "Ranking for reading order"). */
import type { ArgumentNode, SafetyCase } from '../case/model.ts';
import type { AnalysedNode } from './analysis.ts';
import { targetsOf } from './case-index.ts';
import { findStaleness } from './evidence-findings.ts';

export interface ReadingItem {
  readonly id: string;
  readonly why: string;
}

/** Items that are named; the rest of the case follows in its own order. */
const MOST_ITEMS = 9;

/**
 * The first items to read, each with the reason: order 1 without support or with evidence for another
 * build or from before the freeze, shared support, order 1 by reach, open defeaters, order 2.
 */
export function toReadingOrder(
  { nodes, evidence, subject }: Pick<SafetyCase, 'nodes' | 'evidence' | 'subject'>,
  analysed: readonly AnalysedNode[],
  cycles: readonly (readonly string[])[],
): ReadingItem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inCycle = new Set(cycles.flat());
  const stale = new Set(evidence.filter((item) => findStaleness(item, subject) !== null).map((item) => item.id)); // prettier-ignore
  const isBare = (node: ArgumentNode): boolean =>
    node.kind === 'goal' && node.supportedBy.length === 0 && !node.undeveloped;
  const reasonOf = (item: AnalysedNode): { rank: number; why: string } | null => {
    const node = byId.get(item.id);
    if (node === undefined) return null;
    const count = item.reaches ?? item.reach.length;
    const reaches = item.reaches === null ? 'it is not known how many nodes fall with it' : `${String(count)} ${count === 1 ? 'node falls' : 'nodes fall'} with it`; // prettier-ignore
    if (item.order === 1 && isBare(node)) return { rank: 1, why: `Nothing supports it, and ${reaches}.` }; // prettier-ignore
    if (item.order === 1 && inCycle.has(item.id)) return { rank: 1, why: `It is part of a circle, and ${reaches}.` }; // prettier-ignore
    if (item.order === 1 && node.evidence.some((id) => stale.has(id))) return { rank: 1, why: `Its evidence is for another build or older than the freeze, and ${reaches}.` }; // prettier-ignore
    if (item.shared) return { rank: 2, why: 'Alternatives that should be independent both rest on it.' }; // prettier-ignore
    if (inCycle.has(item.id)) return { rank: 2, why: 'It is part of a circle, which supports nothing by itself.' }; // prettier-ignore
    if (item.order === 1 && node.kind !== 'strategy') return { rank: 3, why: `If it is wrong, the top claim falls: ${reaches}.` }; // prettier-ignore
    if (isOpenDefeater(node)) return { rank: 4, why: `An open doubt about ${node.challenges.flatMap(targetsOf).join(', ')}.` }; // prettier-ignore
    if (item.order === 2) return { rank: 5, why: 'Together with one other failure it makes the top claim fall.' }; // prettier-ignore
    return null;
  };
  return analysed
    .map((item) => ({ item, reason: reasonOf(item) }))
    .filter(
      (entry): entry is { item: AnalysedNode; reason: { rank: number; why: string } } =>
        entry.reason !== null,
    ) // prettier-ignore
    .sort(
      (a, b) =>
        a.reason.rank - b.reason.rank ||
        (b.item.reaches ?? 0) - (a.item.reaches ?? 0) ||
        (a.item.id < b.item.id ? -1 : 1),
    )
    .slice(0, MOST_ITEMS)
    .map(({ item, reason }) => ({ id: item.id, why: reason.why }));
}

function isOpenDefeater(node: ArgumentNode): boolean {
  const isDefeater = node.kind === 'defeater' || node.kind === 'counterEvidence';
  return isDefeater && !node.defeated && node.status !== 'resolved';
}
