/** Elements of a TEA case as its three dialects are brought to one form (interop.md 3.2). */
import type { Problem } from '../../errors.ts';
import type { Finding, NodeKind } from '../../case/model.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import { isObject, listOf } from '../../case/read-fields.ts';
import { withoutFractions } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Loss } from '../interchange.ts';

export interface TeaElement {
  /** Id in the file; null where it has none (legacy). */
  readonly id: string | null;
  readonly type: string;
  readonly kind: NodeKind;
  readonly name: string | null;
  readonly text: string;
  readonly url: string | null;
  readonly context: readonly string[];
  readonly justification: string | null;
  readonly assumption: string | null;
  readonly isDefeater: boolean;
  readonly defeats: string | null;
  /** Ids or indexes of the elements below which it stands; an index where the file nests. */
  readonly parents: (number | string)[];
  /** "tree.children[2]". */
  readonly place: string;
  /** Fields that have no place in our nodes. */
  readonly kept: JsonObject;
}

export interface TeaRead {
  readonly title: string | null;
  /** Fields of the case as a whole, kept with its first node. */
  readonly head: JsonObject;
  readonly elements: TeaElement[];
}

export interface TeaContext {
  readonly file: string;
  readonly problems: Problem[];
  readonly findings: Finding[];
  readonly losses: Loss[];
}

/** Kinds of elements. The last ones are those that the importer takes and the published schema does not. */
export const TEA_KINDS: Readonly<Record<string, NodeKind>> = {
  GOAL: 'goal', STRATEGY: 'strategy', PROPERTY_CLAIM: 'goal', EVIDENCE: 'solution', MODULE: 'awayGoal',
  CONTRACT: 'awayGoal', CONTEXT: 'context', JUSTIFICATION: 'justification', ASSUMPTION: 'assumption',
  AWAY_GOAL: 'awayGoal',
}; // prettier-ignore

/** Kind of an element, and whether it doubts another instead of supporting it. */
export function kindOfElement(type: string, isDefeater: boolean): NodeKind {
  const kind = Object.hasOwn(TEA_KINDS, type) ? (TEA_KINDS[type] ?? 'unknown') : 'unknown';
  if (!isDefeater) return kind;
  return kind === 'solution' ? 'counterEvidence' : 'defeater';
}

export function problem(context: TeaContext, code: string, place: string, rule: string, message: string): void {
  if (context.problems.length >= 50) return;
  context.problems.push({ code, file: context.file, place, rule, message });
} // prettier-ignore

/** Text of a field, null where it is absent or null. Anything else is a problem of the file. */
export function readText(
  context: TeaContext,
  fields: JsonObject,
  key: string,
  place: string,
): string | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  problem(context, 'wrong-type', `${place}.${key}`, `"${key}" is text`, `"${key}" is not text.`);
  return null;
}

/** Texts of a list field, or of a single text. */
export function readTexts(
  context: TeaContext,
  fields: JsonObject,
  key: string,
  place: string,
): string[] {
  const value = fields[key];
  if (value === undefined || value === null) return [];
  const list = typeof value === 'string' ? [value] : listOf(value);
  if (!Array.isArray(value) && typeof value !== 'string') {
    problem(context, 'wrong-type', `${place}.${key}`, `"${key}" is a list`, `"${key}" is not a list.`); // prettier-ignore
  }
  return list.flatMap((item, index) => {
    if (typeof item === 'string') return [item];
    problem(context, 'wrong-type', `${place}.${key}[${index}]`, `"${key}" is a list of texts`, `Entry ${index + 1} of "${key}" is not text.`); // prettier-ignore
    return [];
  });
}

/** Objects of a list field with their places. */
export function readObjects(
  context: TeaContext,
  fields: JsonObject,
  key: string,
  place: string,
): { item: JsonObject; at: string }[] {
  const value = fields[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problem(context, 'wrong-type', `${place}.${key}`, `"${key}" is a list`, `"${key}" is not a list.`); // prettier-ignore
    return [];
  }
  return (value as readonly JsonValue[]).flatMap((item, index) => {
    const at = `${place}.${key}[${index}]`;
    if (isObject(item)) return [{ item, at }];
    problem(context, 'wrong-type', at, `"${key}" is a list of elements`, `Entry ${index + 1} of "${key}" is not an element.`); // prettier-ignore
    return [];
  });
}

/** The fields of `from` but for `used`, as they may stand in argument.yaml. */
export function keepOthers(from: JsonObject, used: readonly string[]): JsonObject {
  const kept: Fields = {};
  for (const [key, value] of Object.entries(from)) {
    if (!used.includes(key)) kept[key] = withoutFractions(value);
  }
  return kept;
}
