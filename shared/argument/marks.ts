/**
 * The three marks of load-bearing side by side, never merged (product 3f): declared by the author, computed
 * from structure, judged by reviewers. Where they disagree, that is a finding of its own.
 */
import type { SafetyCase } from '../case/model.ts';
import type { NoteView, StructureView } from '../review/view.ts';
import { toCount, toDayWords, toList } from '../review/words.ts';

export interface JudgedMark {
  readonly name: string;
  readonly isLoadBearing: boolean;
  /** When it was signed, as claimed (ISO 8601). */
  readonly signedOn: string;
  /** Number of the record. */
  readonly record: number;
}

export interface NodeMarks {
  readonly id: string;
  readonly text: string;
  readonly declared: boolean;
  /** Its failure alone makes the top claim fall; null where the top claim does not hold anyway. */
  readonly structural: boolean | null;
  /** How many nodes fall with it; null where it is not load-bearing by structure. */
  readonly reach: number | null;
  readonly judged: readonly JudgedMark[];
  /** What the marks disagree about, a sentence each; empty where they agree. */
  readonly differs: readonly string[];
}

type Marked = Pick<SafetyCase, 'nodes' | 'topNode'>;

/** Current judged marks by node, in the order of the log. */
export function toJudgedMarks(notes: readonly NoteView[]): ReadonlyMap<string, readonly JudgedMark[]> {
  const byNode = new Map<string, JudgedMark[]>();
  for (const { judged, target, record } of notes) {
    if (judged?.isCurrent !== true || judged.mark === 'no-view') continue;
    const mark = { name: record.signer.printedName, isLoadBearing: judged.mark === 'load-bearing', signedOn: record.signedOn, record: record.number };
    const known = byNode.get(target.id);
    if (known === undefined) byNode.set(target.id, [mark]);
    else known.push(mark);
  }
  return byNode;
} // prettier-ignore

/** "N. Rahimi, 20 November 2026, record 12". */
export function toMarkWords({ name, signedOn, record }: JudgedMark): string {
  return `${name}, ${toDayWords(signedOn)}, record ${String(record)}`;
}

interface Sides {
  readonly declared: boolean;
  readonly structural: boolean | null;
  readonly judged: readonly JudgedMark[];
  /** Whether the author marks anything: who marks nothing leaves nothing out. */
  readonly isAuthorMarking: boolean;
  readonly isClaim: boolean;
}

function toDiffers({ declared, structural, judged, isAuthorMarking, isClaim }: Sides): string[] {
  const yes = judged.filter((mark) => mark.isLoadBearing).map((mark) => mark.name);
  const no = judged.filter((mark) => !mark.isLoadBearing).map((mark) => mark.name);
  const differs: string[] = [];
  if (yes.length > 0 && no.length > 0) differs.push(`Reviewers differ: ${toList(yes)} ${yes.length === 1 ? 'judges' : 'judge'} it load-bearing, ${toList(no)} not.`);
  if (yes.length > 0 && structural === false) differs.push(`${toList(yes)} ${yes.length === 1 ? 'judges' : 'judge'} it load-bearing; by structure other support carries the top claim.`);
  if (no.length > 0 && structural === true) differs.push(`${toList(no)} ${no.length === 1 ? 'judges' : 'judge'} it not load-bearing; by structure the top claim falls with it.`);
  if (yes.length > 0 && !declared && isAuthorMarking) differs.push(`${toList(yes)} ${yes.length === 1 ? 'judges' : 'judge'} it load-bearing; the author does not list it.`);
  if (no.length > 0 && declared) differs.push(`The author lists it; ${toList(no)} ${no.length === 1 ? 'judges' : 'judge'} it not load-bearing.`);
  if (declared && structural === false) differs.push('The author lists it; by structure other support carries the top claim.');
  if (structural === true && !declared && isAuthorMarking && isClaim) differs.push('The author does not list it; structure does.');
  return differs;
} // prettier-ignore

/**
 * Every node that carries a mark, those first whose marks differ by a person's judgement, then by the
 * author's, then by reach. The top claim, which is what all the others carry, is left out unless judged.
 * @param only Id of the one node that is wanted; null for all of them.
 */
export function toNodeMarks(
  { nodes, topNode }: Marked,
  structure: Pick<StructureView, 'loadBearing' | 'topHolds'>,
  notes: readonly NoteView[],
  only: string | null = null,
): NodeMarks[] {
  const judgedOf = toJudgedMarks(notes);
  const isAuthorMarking = nodes.some((node) => node.declaredLoadBearing);
  const marked = nodes.flatMap((node): NodeMarks[] => {
    const { id, text, declaredLoadBearing: declared } = node;
    if (only !== null && id !== only) return [];
    const structural = structure.topHolds ? Object.hasOwn(structure.loadBearing, id) : null;
    const judged = judgedOf.get(id) ?? [];
    const isClaim = node.kind === 'goal' && id !== topNode;
    if (!declared && judged.length === 0 && !(structural === true && isClaim)) return [];
    const reach = structural === true ? (structure.loadBearing[id] ?? null) : null;
    const differs = toDiffers({ declared: declared || id === topNode, structural, judged, isAuthorMarking, isClaim }); // prettier-ignore
    return [{ id, text, declared, structural, reach, judged, differs }];
  });
  const rankOf = ({ differs, judged, declared }: NodeMarks): number =>
    differs.length === 0 ? 3 : judged.length > 0 ? 0 : declared ? 1 : 2;
  return marked
    .map((item, position) => ({ item, position }))
    .sort((a, b) => rankOf(a.item) - rankOf(b.item) || (b.item.reach ?? 0) - (a.item.reach ?? 0) || a.position - b.position)
    .map(({ item }) => item);
} // prettier-ignore

/** "yes, 4 nodes fall with it": what structure says of a node. */
export function toStructureWords({ structural, reach }: NodeMarks): string {
  if (structural === null) return 'not known, the top claim does not hold as it stands';
  if (!structural) return 'no, other support carries the top claim';
  return `yes, ${toCount(reach ?? 0, 'node')} ${reach === 1 ? 'falls' : 'fall'} with it`;
}
