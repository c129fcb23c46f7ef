/** TEA JSON of the earlier program (Django): goals that nest strategies, claims, evidence and context. */
import type { JsonObject } from '../../trust/strict-json.ts';
import { textOf } from '../../case/read-fields.ts';
import { assertNodeCount } from '../limits.ts';
import { keepOthers, kindOfElement, readObjects, readText } from './element.ts';
import type { TeaContext, TeaElement, TeaRead } from './element.ts';

/** Lists that an element or the file may hold, with the type of what stands in them. */
const LISTS: readonly (readonly [string, string])[] = [
  ['goals', 'GOAL'], ['context', 'CONTEXT'], ['strategies', 'STRATEGY'],
  ['property_claims', 'PROPERTY_CLAIM'], ['evidence', 'EVIDENCE'],
]; // prettier-ignore
const LIST_KEYS = LISTS.map(([key]) => key);
/** Where lists stand beside each other instead of nesting, these name the element above. */
const PARENT_KEYS = ['parent_claim_id', 'property_claim_id', 'strategy_id', 'claim_id', 'goal_id'];
const USED = [...LIST_KEYS, 'id', 'name', 'description', 'short_description', 'url', 'URL'];

/** "N/A" stands for an empty text. */
function said(text: string | null): string | null {
  return text === null || text.trim() === '' || text.trim() === 'N/A' ? null : text;
}

/** Short and long description; the name where there is neither. The long one stays where it says more. */
function readWords(
  context: TeaContext,
  fields: JsonObject,
  place: string,
): { name: string | null; text: string } {
  const name = said(readText(context, fields, 'name', place));
  const short = said(readText(context, fields, 'short_description', place)) ?? said(readText(context, fields, 'description', place)); // prettier-ignore
  const long = said(readText(context, fields, 'long_description', place));
  return { name, text: short ?? long ?? name ?? '' };
}

function readElement(
  context: TeaContext,
  fields: JsonObject,
  type: string,
  place: string,
  parents: (number | string)[],
): TeaElement {
  const kept = keepOthers(fields, USED);
  const url = readText(context, fields, 'URL', place) ?? readText(context, fields, 'url', place);
  const isAssumption = type === 'CONTEXT' && fields['isAssumption'] === true;
  return {
    ...readWords(context, fields, place),
    id: readText(context, fields, 'id', place),
    type,
    kind: isAssumption ? 'assumption' : kindOfElement(type, false),
    url: said(url),
    context: [],
    justification: null,
    assumption: null,
    isDefeater: false,
    defeats: null,
    parents,
    place,
    kept,
  };
}

/** Parent of an element at the top of the file, by the id that it names. */
function namedParent(fields: JsonObject): string[] {
  const named = PARENT_KEYS.map((key) => textOf(fields[key])).find((id) => id !== null);
  return named === undefined ? [] : [named];
}

/** Reads the file without recursion; elements stand in the order of the file. */
export function readLegacy(root: JsonObject, context: TeaContext): TeaRead {
  const elements: TeaElement[] = [];
  const below = (fields: JsonObject, place: string, parent: number | null): Entry[] =>
    LISTS.flatMap(([key, type]) =>
      readObjects(context, fields, key, place).map(({ item, at }) => ({
        item,
        at,
        type,
        parents: parent === null ? namedParent(item) : [parent],
      })),
    );
  const pending: Entry[] = below(root, 'case', null).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const index = elements.length;
    elements.push(readElement(context, next.item, next.type, next.at, next.parents));
    assertNodeCount(elements.length, context.file);
    for (const child of below(next.item, next.at, index).reverse()) pending.push(child);
  }
  const description = said(textOf(root['description']));
  return {
    title: textOf(root['name']),
    head: {
      ...keepOthers(root, [...LIST_KEYS, 'name', 'description']),
      ...(description === null ? {} : { description }),
    },
    elements,
  };
}

interface Entry {
  readonly item: JsonObject;
  readonly at: string;
  readonly type: string;
  readonly parents: (number | string)[];
}
