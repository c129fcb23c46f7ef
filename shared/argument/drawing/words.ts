/** What a drawn node is called in words. */
import type { NodeKind } from '../../case/model.ts';

/** The kinds as the interface names them (ux.md 5.1). */
export const KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  goal: 'Claim',
  strategy: 'Strategy',
  solution: 'Solution',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  defeater: 'Defeater',
  counterEvidence: 'Counter-evidence',
  awayGoal: 'Claim of another case',
  awaySolution: 'Solution of another case',
  awayContext: 'Context of another case',
  awayAssumption: 'Assumption of another case',
  awayJustification: 'Justification of another case',
  moduleReference: 'Module reference',
  contractReference: 'Contract reference',
  unknown: 'Node of unknown kind',
};

/** "Claim G1. Words." The words are those of the box, whole lines only. */
export function toNameWords(node: {
  readonly id: string;
  readonly kind: NodeKind;
  readonly lines: readonly string[];
  /** Of a closed module: what its box stands for. */
  readonly members?: readonly string[];
}): string {
  if ((node.members?.length ?? 0) > 0) return `${node.id}. ${node.lines.join(' ')}`;
  return `${KIND_WORDS[node.kind]} ${node.id}. ${node.lines.join(' ')}`;
}
