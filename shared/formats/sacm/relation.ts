/** Relationships of SACM, and the links between nodes of GSN that they stand for. */
import type { JsonObject } from '../../trust/strict-json.ts';
import { textOf } from '../../case/read-fields.ts';
import { idsOf } from '../fields.ts';

export type LinkKey = 'supportedBy' | 'inContextOf' | 'challenges';

export interface Link {
  readonly from: string;
  readonly key: LinkKey;
  readonly to: string;
}

/** What a relationship names at an end. */
export type End =
  | { readonly what: 'node'; readonly id: string }
  | { readonly what: 'relation'; readonly id: string }
  | { readonly what: 'missing'; readonly id: string };

export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly isCounter: boolean;
  readonly sources: readonly End[];
  readonly targets: readonly End[];
  /** Node of the reasoning, or null. */
  readonly reasoning: string | null;
}

export const RELATION_TYPES = new Set(['AssertedInference', 'AssertedEvidence', 'AssertedContext', 'AssertedArtifactSupport', 'AssertedArtifactContext']); // prettier-ignore

export function isContextType(type: string): boolean {
  return type === 'AssertedContext' || type === 'AssertedArtifactContext';
}

/** "T -> S" for the step from the target of a relationship to its reasoning or first source. */
function stepOf(relation: Relation | undefined): string | null {
  const from = relation?.targets.find((end) => end.what === 'node');
  const to = relation?.reasoning ?? relation?.sources.find((end) => end.what === 'node')?.id;
  return from === undefined || to === undefined ? null : `${from.id} -> ${to}`;
}

/**
 * Links that a relationship stands for. An assumption or justification supports nothing in GSN: a
 * relationship that says so is read as context.
 */
export function linksOf(
  relation: Relation,
  isContextual: (id: string) => boolean,
  relationById: (id: string) => Relation | undefined,
): Link[] {
  const { reasoning } = relation;
  return relation.targets.flatMap((target): Link[] => {
    if (relation.isCounter) {
      const doubted = target.what === 'relation' ? stepOf(relationById(target.id)) : target.id;
      if (doubted === null) return [];
      return relation.sources.map((source) => ({ from: source.id, key: 'challenges', to: doubted }));
    }
    if (target.what !== 'node') return [];
    if (isContextType(relation.type)) {
      return relation.sources.map((source) => ({ from: target.id, key: 'inContextOf', to: source.id })); // prettier-ignore
    }
    const from = reasoning ?? target.id;
    const below = relation.sources.map((source): Link => ({ from, key: isContextual(source.id) ? 'inContextOf' : 'supportedBy', to: source.id })); // prettier-ignore
    return reasoning === null ? below : [{ from: target.id, key: 'supportedBy', to: reasoning }, ...below]; // prettier-ignore
  });
} // prettier-ignore

/** A relationship as it is kept in `x-sacm.relations` of a node. */
export function fromKept(kept: JsonObject): Relation {
  const ends = (key: string): End[] => idsOf(kept, key).map((id) => ({ what: 'node', id }));
  const relations = idsOf(kept, 'targetRelation').map((id): End => ({ what: 'relation', id }));
  return {
    id: textOf(kept['id']) ?? '',
    type: textOf(kept['type']) ?? 'AssertedInference',
    isCounter: kept['isCounter'] === true,
    sources: ends('source'),
    targets: [...ends('target'), ...relations],
    reasoning: textOf(kept['reasoning']),
  };
}
