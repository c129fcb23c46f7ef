/** Names of directives: our kinds as words with hyphens, "claim" and "evidence" beside them. */
import { nodeKind } from '../../case/model.ts';
import type { NodeKind } from '../../case/model.ts';

function toName(kind: string): string {
  return kind.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

const KIND_OF: ReadonlyMap<string, NodeKind> = new Map([
  ...nodeKind.options.map((kind) => [toName(kind), kind] as const),
  ['claim', 'goal'],
  ['evidence', 'solution'],
]);

/** Kind of the node that a directive stands for; null where it is no directive of ours. */
export function kindOfDirective(name: string): NodeKind | null {
  return KIND_OF.get(name.toLowerCase()) ?? null;
}

export function directiveOf(kind: NodeKind): string {
  return toName(kind);
}

/** Fields that are lists of ids, divided by spaces. */
export const LISTS: readonly string[] = ['supportedBy', 'inContextOf', 'challenges', 'evidence', 'defeatedRelation']; // prettier-ignore
/** Fields that are true where their name stands. */
export const FLAGS: readonly string[] = ['undeveloped', 'defeated', 'declaredLoadBearing'];
/** Fields that are plain text. */
export const TEXTS: readonly string[] = ['owner', 'doc', 'supportMode', 'defeaterType', 'status', 'response', 'url', 'module']; // prettier-ignore
