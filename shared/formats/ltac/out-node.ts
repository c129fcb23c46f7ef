/** Nodes of our argument.yaml on their way into LTAC, and what LTAC cannot say of them. */
import { isReference } from '../../argument/rules/allowed-links.ts';
import type { NodeKind } from '../../case/model.ts';
import { isObject, textOf } from '../../case/read-fields.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import { idsOf, kindOf, toFieldLosses } from '../fields.ts';
import type { Loss } from '../interchange.ts';
import { LTAC_TYPES } from './parse-line.ts';
import type { LtacType } from './parse-line.ts';

const TYPE_OF: Readonly<Record<NodeKind, LtacType>> = {
  goal: 'Claim',
  strategy: 'Strategy',
  solution: 'Evidence',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  defeater: 'Claim',
  counterEvidence: 'Evidence',
  awayGoal: 'Claim',
  awaySolution: 'Evidence',
  awayContext: 'Context',
  awayAssumption: 'Assumption',
  awayJustification: 'Justification',
  moduleReference: 'Evidence',
  contractReference: 'Evidence',
  unknown: 'Claim',
};
/** Keys that are written or rebuilt; what else a node has is reported. */
const WRITTEN = new Set([
  'kind', 'nodeType', 'text', 'supportedBy', 'inContextOf', 'challenges', 'undeveloped', 'defeated', 'url', 'x-ltac',
]); // prettier-ignore

/** A node on its way out. */
export interface OutNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly type: LtacType;
  readonly fields: JsonObject;
  /** What the file that it was read from said of it. */
  readonly foreign: JsonObject;
  readonly supportedBy: readonly string[];
  readonly inContextOf: readonly string[];
  readonly challenges: readonly string[];
}

export type Lose = (
  what: Loss['what'],
  node: string | null,
  field: string,
  message: string,
) => void;

function toType(kind: NodeKind, foreign: JsonObject, isSupportedOrTop: boolean): LtacType {
  const read = LTAC_TYPES.find((type) => type === foreign['type']);
  if (read === 'Relation' && kind === 'context') return read;
  if (read === 'Justification' && kind === 'goal' && isSupportedOrTop) return read;
  return TYPE_OF[kind];
}

export function toOutNode(id: string, fields: JsonObject, lose: Lose): OutNode {
  const kind = kindOf(id, fields);
  const foreign = isObject(fields['x-ltac']) ? fields['x-ltac'] : {};
  const supportedBy = idsOf(fields, 'supportedBy');
  const type = toType(kind, foreign, supportedBy.length > 0 || foreign['under'] === null);
  if (kind === 'unknown' || kind.startsWith('away') || isReference(kind)) {
    const word = textOf(fields['kind']) ?? textOf(fields['nodeType']) ?? '';
    lose('changed', id, 'kind', `${id}: LTAC has no type for the kind "${word}"; written as ${type}.`); // prettier-ignore
  }
  if (kind === 'justification' && supportedBy.length > 0) {
    lose('changed', id, 'kind', `${id}: a justification with support is a claim to whoever reads LTAC.`); // prettier-ignore
  }
  if (
    fields['undeveloped'] === true &&
    (supportedBy.length > 0 || !['goal', 'strategy'].includes(kind))
  ) {
    lose('changed', id, 'undeveloped', `${id}: "needssupport" says less than undeveloped here.`);
  }
  for (const loss of toFieldLosses(id, fields, WRITTEN, 'LTAC')) lose(loss.what, id, loss.field, loss.message); // prettier-ignore
  const inContextOf = idsOf(fields, 'inContextOf');
  return { id, kind, type, fields, foreign, supportedBy, inContextOf, challenges: idsOf(fields, 'challenges') }; // prettier-ignore
}

/** True for what LTAC can only show as a doubt of what it stands below. */
export function isCounter(node: OutNode): boolean {
  const { kind } = node;
  return kind === 'defeater' || kind === 'counterEvidence' || (node.challenges.length > 0 && (node.type === 'Claim' || node.type === 'Evidence')); // prettier-ignore
}
