/** TEA JSON as the present program writes it: the nested tree of version 1.0, the flat list of 2.0. */
import type { JsonObject } from '../../trust/strict-json.ts';
import { isObject, textOf, toFinding } from '../../case/read-fields.ts';
import { assertNodeCount } from '../limits.ts';
import {
  keepOthers,
  kindOfElement,
  problem,
  readObjects,
  readText,
  readTexts,
  TEA_KINDS,
} from './element.ts';
import type { TeaContext, TeaElement, TeaRead } from './element.ts'; // prettier-ignore

const USED = [
  'type', 'elementType', 'id', 'name', 'description', 'url', 'context', 'justification', 'assumption', 'children',
  'isDefeater', 'defeatsElementId', 'parentId',
]; // prettier-ignore

function readElement(
  context: TeaContext,
  fields: JsonObject,
  place: string,
  parents: (number | string)[],
): TeaElement {
  const type = readText(context, fields, 'type', place) ?? readText(context, fields, 'elementType', place) ?? ''; // prettier-ignore
  if (!Object.hasOwn(TEA_KINDS, type)) {
    problem(context, 'unknown-type', place, `a type among ${Object.keys(TEA_KINDS).join(', ')}`, type === '' ? 'The element has no type.' : `The type "${type}" is not known.`); // prettier-ignore
  }
  const flag = fields['isDefeater'];
  if (flag !== undefined && flag !== null && typeof flag !== 'boolean') {
    problem(context, 'wrong-type', `${place}.isDefeater`, '"isDefeater" is true or false', '"isDefeater" is neither true nor false.'); // prettier-ignore
  }
  const text = readText(context, fields, 'description', place);
  const name = readText(context, fields, 'name', place);
  if (text === null) {
    const where = { file: context.file, node: name, line: null };
    context.findings.push(toFinding('tea-no-description', 'warning', where, `The element at ${place} has no description.`, 'Ask its author what it says.')); // prettier-ignore
  }
  return {
    id: readText(context, fields, 'id', place),
    type,
    kind: kindOfElement(type, flag === true),
    name,
    text: text ?? '',
    url: readText(context, fields, 'url', place),
    context: readTexts(context, fields, 'context', place),
    justification: readText(context, fields, 'justification', place),
    assumption: readText(context, fields, 'assumption', place),
    isDefeater: flag === true,
    defeats: readText(context, fields, 'defeatsElementId', place),
    parents,
    place,
    kept: keepOthers(fields, USED),
  };
}

/** Title and the other fields of a case; `extra` stands beside "case". */
function readHead(root: JsonObject, used: readonly string[]): Omit<TeaRead, 'elements'> {
  const about = isObject(root['case']) ? root['case'] : {};
  return {
    title: textOf(about['name']) ?? textOf(root['name']),
    head: { ...keepOthers(root, [...used, 'case', 'name']), ...keepOthers(about, ['name']) },
  };
}

/** Reads the tree without recursion; elements stand in the order of the file. */
export function readNested(root: JsonObject, context: TeaContext): TeaRead {
  const elements: TeaElement[] = [];
  const tree = root['tree'];
  if (!isObject(tree)) {
    problem(context, 'wrong-type', 'tree', '"tree" is an element', '"tree" is not an element.');
    return { ...readHead(root, ['tree']), elements };
  }
  const pending = [{ item: tree, at: 'tree', parents: [] as number[] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const index = elements.length;
    elements.push(readElement(context, next.item, next.at, next.parents));
    assertNodeCount(elements.length, context.file);
    const children = readObjects(context, next.item, 'children', next.at);
    for (const child of children.reverse()) pending.push({ ...child, parents: [index] });
  }
  return { ...readHead(root, ['tree']), elements };
}

/** Reads the flat list; evidence stands below every claim that a link names. */
export function readFlat(root: JsonObject, context: TeaContext): TeaRead {
  const claimsOf = new Map<string, string[]>();
  for (const { item, at } of readObjects(context, root, 'evidenceLinks', 'case')) {
    const evidence = readText(context, item, 'evidenceId', at);
    const claim = readText(context, item, 'claimId', at);
    if (evidence === null || claim === null) {
      problem(context, 'wrong-type', at, 'a link has evidenceId and claimId', 'The link lacks one of its ends.'); // prettier-ignore
      continue;
    }
    const claims = claimsOf.get(evidence);
    if (claims === undefined) claimsOf.set(evidence, [claim]);
    else claims.push(claim);
  }
  const elements: TeaElement[] = [];
  for (const { item, at } of readObjects(context, root, 'elements', 'case')) {
    const parent = readText(context, item, 'parentId', at);
    const id = readText(context, item, 'id', at);
    const parents = [...(parent === null ? [] : [parent]), ...(claimsOf.get(id ?? '') ?? [])];
    elements.push(readElement(context, item, at, [...new Set(parents)]));
    claimsOf.delete(id ?? '');
    assertNodeCount(elements.length, context.file);
  }
  for (const id of claimsOf.keys()) {
    problem(context, 'link-not-found', 'case.evidenceLinks', 'a link names elements of the file', `A link names the evidence "${id}", which is not there.`); // prettier-ignore
  }
  return { ...readHead(root, ['elements', 'evidenceLinks']), elements };
}
