/** Extended LTAC 1.5 into nodes as our argument.yaml has them. */
import type { Finding } from '../../case/model.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import type { FormatReading, Loss } from '../interchange.ts';
import { parseLtac } from './parse-file.ts';
import type { LtacElement, LtacFile, LtacPlace } from './parse-file.ts';
import type { LtacType } from './parse-line.ts';
import { structureFindings } from './structure.ts';

/** Keys of our argument.yaml that may be written to while nodes are built. */
interface Building {
  readonly id: string;
  readonly kind: string;
  readonly supportedBy: string[];
  readonly inContextOf: string[];
  readonly challenges: string[];
}

const KIND_OF: Readonly<Record<LtacType, string>> = {
  Claim: 'goal',
  Strategy: 'strategy',
  Justification: 'justification',
  Evidence: 'solution',
  Context: 'context',
  Assumption: 'assumption',
  Relation: 'context',
};
const COUNTERS = ['defeater', 'iscounter'];

/** True for what doubts what it stands below instead of supporting it. */
function isCounter(element: LtacElement): boolean {
  return (
    (element.type === 'Claim' || element.type === 'Evidence') &&
    element.end.options.some((option) => COUNTERS.includes(option))
  );
}

/** A justification that is itself supported, or stands on top, is a claim in GSN. */
function kindOf(element: LtacElement, hasSupport: ReadonlySet<string>): string {
  if (isCounter(element)) return element.type === 'Claim' ? 'defeater' : 'counterEvidence';
  if (element.type === 'Justification' && (hasSupport.has(element.id) || element.under === null)) return 'goal'; // prettier-ignore
  return KIND_OF[element.type];
}

const SUPPORTERS: readonly LtacType[] = ['Claim', 'Strategy', 'Evidence'];

/** Relations stand for a link; what stands below one is joined to the element above it. */
function aboveRelations(id: string, elements: ReadonlyMap<string, LtacElement>): LtacElement | null {
  let at = elements.get(id);
  while (at?.type === 'Relation') at = at.under === null ? undefined : elements.get(at.under);
  return at ?? null;
} // prettier-ignore

function linkTo(parent: Building, child: Building): void {
  if (child.kind === 'defeater' || child.kind === 'counterEvidence') child.challenges.push(parent.id);
  else if (['context', 'assumption', 'justification'].includes(child.kind)) parent.inContextOf.push(child.id);
  else parent.supportedBy.push(child.id);
} // prettier-ignore

/** What an element is beyond our fields, for the writer. */
function toForeign(
  element: LtacElement,
  file: LtacFile,
  own: readonly LtacPlace[],
): Record<string, JsonValue> {
  const foreign: Record<string, JsonValue> = { type: element.type };
  if (!element.hasId) foreign['id'] = null;
  if (element.end.options.length > 0) foreign['options'] = element.end.options;
  if (element.comments.length > 0) foreign['comments'] = element.comments;
  foreign['under'] = element.under;
  const places = own
    .filter((place) => place.how !== 'element' || file.elements.get(place.child)?.type === 'Relation')
    .map(({ child, how, type, options }) => ({
      child,
      how,
      ...(options.length > 0 ? { options } : {}),
      ...(type === null || file.elements.has(child) ? {} : { type }),
    }));
  if (places.length > 0) foreign['places'] = places;
  return foreign;
} // prettier-ignore

function toFields(node: Building, element: LtacElement, foreign: JsonObject): JsonObject {
  const { options, reference } = element.end;
  const isBare = (node.kind === 'goal' || node.kind === 'strategy') && node.supportedBy.length === 0;
  return {
    kind: node.kind,
    text: element.text,
    ...(node.supportedBy.length > 0 ? { supportedBy: node.supportedBy } : {}),
    ...(node.inContextOf.length > 0 ? { inContextOf: node.inContextOf } : {}),
    ...(node.challenges.length > 0 ? { challenges: node.challenges } : {}),
    ...(options.includes('needssupport') && isBare ? { undeveloped: true } : {}),
    ...(options.includes('defeated') ? { defeated: true } : {}),
    ...(reference === null ? {} : { url: reference }),
    'x-ltac': foreign,
  };
} // prettier-ignore

/** Citations that say something else than the declaration: the declaration counts. */
function citationLosses({ places, elements }: LtacFile, file: string): Loss[] {
  return places.flatMap(({ how, child, type, text, line }): Loss[] => {
    const declared = elements.get(child);
    if (how !== 'citation' || declared === undefined) return [];
    const where = { file, node: child, line };
    const differs = type !== declared.type || (text !== null && text !== declared.text);
    return differs ? [{ what: 'changed', where, field: '^', message: `The citation of ${child} gives way to its declaration.` }] : []; // prettier-ignore
  });
}

/**
 * Reads an LTAC file. Elements without an identifier get one from their line; what our model does not know
 * stays below `x-ltac`. A justification that is itself supported is read as a claim.
 * @param file Name for messages.
 * @throws CountersignError 'input-refused' with file, line and rule.
 */
export function readLtac(text: string, file: string): FormatReading {
  const parsed = parseLtac(text, file);
  const { elements, places } = parsed;
  const hasSupport = new Set(places.filter((place) => SUPPORTERS.includes(elements.get(place.child)?.type ?? 'Relation')).map((place) => place.parent)); // prettier-ignore
  const nodes = new Map<string, Building>();
  for (const element of elements.values()) {
    nodes.set(element.id, { id: element.id, kind: kindOf(element, hasSupport), supportedBy: [], inContextOf: [], challenges: [] }); // prettier-ignore
  }
  const findings: Finding[] = structureFindings(parsed, file);
  const losses: Loss[] = [];
  const placesOf = new Map<string, LtacPlace[]>();
  for (const place of places) {
    const own = placesOf.get(place.parent) ?? [];
    own.push(place);
    placesOf.set(place.parent, own);
    const above = aboveRelations(place.parent, elements);
    const parent = above === null ? undefined : nodes.get(above.id);
    const child = nodes.get(place.child);
    if (parent === undefined) continue;
    if (child !== undefined) linkTo(parent, child);
    // Declared nowhere in this file: the link stays, and a finding says that it leads nowhere.
    else if (place.type === 'Context' || place.type === 'Assumption')
      parent.inContextOf.push(place.child); // prettier-ignore
    else parent.supportedBy.push(place.child);
  }
  const entries = [...elements.values()].map((element): [string, JsonObject] => {
    const node = nodes.get(element.id);
    if (node === undefined) throw new Error(`No node for ${element.id}.`);
    if (element.type === 'Justification' && node.kind === 'goal') {
      losses.push({ what: 'changed', where: { file, node: element.id, line: element.line }, field: 'Justification', message: `${element.id} is a justification with support or on top; it is read as a goal.` }); // prettier-ignore
    }
    if (element.type === 'Relation') {
      losses.push({ what: 'changed', where: { file, node: element.id, line: element.line }, field: 'Relation', message: `${element.id} is a relation; it is read as a context, and what stands below it is joined to the element above.` }); // prettier-ignore
    }
    return [element.id, toFields(node, element, toForeign(element, parsed, placesOf.get(element.id) ?? []))]; // prettier-ignore
  });
  losses.push(...citationLosses(parsed, file));
  if (parsed.trailing.length > 0) {
    losses.push({ what: 'dropped', where: { file, node: null, line: null }, field: '#', message: 'The comments after the last element are left out.' }); // prettier-ignore
  }
  const lines = new Map([...elements].map(([id, element]) => [id, element.line]));
  const [top] = elements.keys();
  return {
    interchange: { title: null, top: top ?? null, modules: new Map(), nodes: new Map(entries), lines },
    findings,
    losses,
  }; // prettier-ignore
}
