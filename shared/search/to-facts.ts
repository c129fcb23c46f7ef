/** What `is:` and `order:` ask for, worked out from the case, the review and the structure. */
import type { ChangedSince } from '../argument/changed-since.ts';
import { findStaleness } from '../argument/evidence-findings.ts';
import type { SafetyCase } from '../case/model.ts';
import type { Target } from '../review/records.ts';
import { isTurnOf, toTurn } from '../review/turns.ts';
import type { ChallengeView, NoteView, ReviewView } from '../review/view.ts';
import type { Facts } from './facts.ts';
import { toSubject } from './item.ts';
import type { State } from './operators.ts';

/** Who asks: `mine` and `waiting` are about this person. */
export interface Asker {
  readonly keyid: string;
  readonly printedName: string;
  readonly line: ChallengeView['record']['signer']['line'];
  readonly role: string;
}

export interface FactSources {
  readonly safetyCase: Pick<SafetyCase, 'nodes' | 'documents' | 'evidence' | 'people' | 'subject'>;
  readonly view: Pick<ReviewView, 'notes' | 'challenges' | 'drafts' | 'reading' | 'structure'>;
  readonly asker: Asker | null;
  /** Null while the structure is being looked at. */
  readonly ranks: readonly { readonly id: string; readonly order: number | null; readonly shared: boolean }[] | null; // prettier-ignore
  /** Digests of records and ids of drafts whose quoted words are not in the file any more. */
  readonly orphaned: ReadonlySet<string>;
  /** What changed since the earlier version; null where none is known. */
  readonly changes: ChangedSince | null;
}

type States = Map<string, Set<State>>;

/** Total and linear in case and review. */
export function toFacts(sources: FactSources): Facts {
  const states: States = new Map();
  const add = (subject: string, ...more: readonly State[]): void => {
    const known = states.get(subject) ?? new Set<State>();
    states.set(subject, known);
    for (const one of more) known.add(one);
  };
  addCase(sources, add);
  addChanges(sources, add);
  addReading(sources, states, add);
  addStructure(sources, add);
  addReview(sources, add);
  const orders = new Map(sources.ranks?.map((one) => [toSubject('node', one.id), one.order]));
  return {
    of: new Map([...states].map(([subject, is]) => [subject, { is, order: orders.get(subject) ?? null }])),
    hasOrders: sources.ranks !== null,
  };
} // prettier-ignore

type Add = (subject: string, ...more: readonly State[]) => void;

function addCase({ safetyCase, asker }: FactSources, add: Add): void {
  const { nodes, evidence, people, subject } = safetyCase;
  const name = asker?.printedName.normalize('NFC').toLowerCase();
  const own = new Set(people.filter((one) => one.name.normalize('NFC').toLowerCase() === name).map((one) => one.id)); // prettier-ignore
  const cited = new Set(nodes.flatMap((node) => node.evidence));
  for (const node of nodes) {
    const at = toSubject('node', node.id);
    if (node.declaredLoadBearing) add(at, 'declared');
    if (node.undeveloped) add(at, 'undeveloped');
    if (node.defeated) add(at, 'defeated');
    if (node.kind === 'defeater' && node.status === 'open') add(at, 'open');
    if (node.owner !== null && own.has(node.owner)) add(at, 'mine');
  }
  for (const item of evidence) {
    const at = toSubject('evidence', item.id);
    if (!cited.has(item.id)) add(at, 'uncited');
    if (findStaleness(item, subject) !== null) add(at, 'stale');
    if (item.preparedBy !== null && own.has(item.preparedBy)) add(at, 'mine');
  }
}

function addChanges({ changes }: FactSources, add: Add): void {
  for (const id of changes?.nodes ?? []) add(toSubject('node', id), 'changed');
  for (const path of changes?.documents ?? []) add(toSubject('document', path), 'changed');
  for (const id of changes?.evidence ?? []) add(toSubject('evidence', id), 'changed');
}

function addReading({ safetyCase, view }: FactSources, states: States, add: Add): void {
  for (const { kind, id, state } of view.reading) add(toSubject(kind, id), state);
  const all = [
    ...safetyCase.nodes.map((one) => toSubject('node', one.id)),
    ...safetyCase.documents.map((one) => toSubject('document', one.path)),
    ...safetyCase.evidence.map((one) => toSubject('evidence', one.id)),
  ];
  for (const subject of all) {
    const known = states.get(subject);
    if (known?.has('reviewed') === true) {
      known.delete('opened');
      known.add('read');
    } else add(subject, ...(known?.has('opened') === true ? (['read'] as const) : (['unread'] as const))); // prettier-ignore
  }
}

function addStructure({ view, ranks }: FactSources, add: Add): void {
  const { loadBearing, unsupported, cycles } = view.structure;
  for (const id of Object.keys(loadBearing)) add(toSubject('node', id), 'load-bearing');
  for (const id of unsupported) add(toSubject('node', id), 'unsupported');
  for (const id of cycles.flat()) add(toSubject('node', id), 'circular');
  for (const { id, shared } of ranks ?? []) if (shared) add(toSubject('node', id), 'shared');
}

function addReview(sources: FactSources, add: Add): void {
  const { view, asker } = sources;
  const digests = toDigests(sources.safetyCase);
  for (const challenge of view.challenges) {
    const { record, target, severity, isOpen, state } = challenge;
    const at = toSubject('challenge', record.digest);
    add(at, isOpen ? 'open' : 'settled', ...toRecordStates(sources, challenge, digests));
    if (severity !== 'note') add(at, severity);
    if (state === 'answered') add(at, 'answered');
    if (asker !== null && isTurnOf(toTurn(challenge), asker)) add(at, 'waiting');
    if (isOpen) addToTarget(target, add, severity === 'note' ? ['challenged'] : ['challenged', severity]); // prettier-ignore
  }
  for (const note of view.notes)
    add(toSubject('note', note.record.digest), ...toRecordStates(sources, note, digests));
  for (const { id, kind, target } of view.drafts) {
    if ((kind !== 'note' && kind !== 'challenge') || target === null) continue;
    const at = toSubject('draft', id);
    add(at, 'draft', 'mine', ...(isChanged(target, digests) ? (['changed'] as const) : []));
    if (sources.orphaned.has(id)) add(at, 'orphaned');
  }
}

function addToTarget({ kind, id }: Target, add: Add, states: readonly State[]): void {
  if (kind === 'node' || kind === 'document' || kind === 'evidence') add(toSubject(kind, id), ...states); // prettier-ignore
}

function toRecordStates(
  { asker, orphaned }: FactSources,
  { record, target }: Pick<NoteView, 'record' | 'target'>,
  digests: ReadonlyMap<string, string>,
): readonly State[] {
  return [
    ...(record.signer.keyid === asker?.keyid ? (['mine'] as const) : []),
    ...(record.aboutOpenBundle ? [] : (['earlier'] as const)),
    ...(record.void === null ? [] : (['uncounted'] as const)),
    ...(isChanged(target, digests) ? (['changed'] as const) : []),
    ...(orphaned.has(record.digest) ? (['orphaned'] as const) : []),
  ];
}

/** Digests of all that can be pointed at, as they are in the open case. */
function toDigests({ nodes, documents, evidence }: FactSources['safetyCase']): ReadonlyMap<string, string> {
  return new Map([
    ...nodes.map((one) => [toSubject('node', one.id), one.sha256] as const),
    ...documents.map((one) => [toSubject('document', one.path), one.sha256] as const),
    ...evidence.map((one) => [toSubject('evidence', one.id), one.sha256] as const),
  ]);
} // prettier-ignore

function isChanged({ kind, id, sha256, source }: Target, digests: ReadonlyMap<string, string>): boolean {
  if (source !== undefined && digests.get(toSubject('document', source.path)) !== source.sha256) return true;
  if (kind !== 'node' && kind !== 'document' && kind !== 'evidence') return false;
  return digests.get(toSubject(kind, id)) !== sha256;
} // prettier-ignore
