/** What is said about a node wherever it is listed: kind, read state, what rests on it, what is doubted. */
import { KIND_WORDS } from '../../../shared/argument/drawing/words.ts';
import { findStaleness } from '../../../shared/argument/evidence-findings.ts';
import type { ArgumentNode, SafetyCase } from '../../../shared/case/model.ts';
import type { Severity } from '../../../shared/review/records.ts';
import type { ChallengeView, ReviewView, StructureView } from '../../../shared/review/view.ts';
import type { IconName } from '../../components/Icon.tsx';
import type { Tone } from '../../components/StatePhrase.tsx';
import type { CaseIndex } from '../../state/case.ts';
import { openChallenges, type ReadState } from '../../state/review.ts';

export { KIND_WORDS };

export interface Phrase {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly text: string;
}

export const READ_ICONS: Readonly<Record<ReadState, IconName>> = {
  unread: 'unread',
  opened: 'opened',
  reviewed: 'reviewed',
};

export interface FactSources {
  readonly subject: SafetyCase['subject'];
  readonly index: CaseIndex;
  readonly view: ReviewView | null;
}

const SEVERITIES: readonly Severity[] = ['blocking', 'major', 'minor', 'note'];
const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  blocking: 'alarm',
  major: 'care',
  minor: 'plain',
  note: 'plain',
};
export const SEVERITY_ICONS: Readonly<Record<Severity, IconName>> = {
  blocking: 'blocking',
  major: 'major',
  minor: 'minor',
  note: 'severity-note',
};

interface StructureSets {
  readonly unsupported: ReadonlySet<string>;
  /** Nodes of all circles. */
  readonly circular: ReadonlySet<string>;
}

const NO_SETS: StructureSets = { unsupported: new Set(), circular: new Set() };
// Rows are drawn one by one, and a case may have thousands of each: looked up, not searched.
const sets = new WeakMap<StructureView, StructureSets>();
const openByTarget = new WeakMap<ReviewView, ReadonlyMap<string, readonly ChallengeView[]>>();

function toSets(structure: StructureView): StructureSets {
  const known = sets.get(structure);
  if (known !== undefined) return known;
  const made = {
    unsupported: new Set(structure.unsupported),
    circular: new Set(structure.cycles.flat()),
  };
  sets.set(structure, made);
  return made;
}

function openOn(view: ReviewView, id: string): readonly ChallengeView[] {
  const known = openByTarget.get(view);
  if (known !== undefined) return known.get(id) ?? [];
  const made = new Map<string, ChallengeView[]>();
  for (const one of openChallenges(view)) {
    const list = made.get(one.target.id);
    if (list === undefined) made.set(one.target.id, [one]);
    else list.push(one);
  }
  openByTarget.set(view, made);
  return made.get(id) ?? [];
}

/** Phrases of a node in the order of importance: what rests on it, what is doubted, what is odd. */
export function toPhrases(node: ArgumentNode, sources: FactSources): readonly Phrase[] {
  return [
    ...toLoadBearing(node, sources.view),
    ...toOpenChallenges(node.id, sources.view),
    ...toDefeaterState(node),
    ...toSupport(node, sources),
  ];
}

function toLoadBearing(node: ArgumentNode, view: ReviewView | null): readonly Phrase[] {
  if (view !== null && Object.hasOwn(view.structure.loadBearing, node.id))
    return [{ icon: 'load-bearing', tone: 'structure', text: 'load-bearing' }];
  return node.declaredLoadBearing
    ? [{ icon: 'declared', tone: 'structure', text: 'declared' }]
    : [];
}

/** The gravest severity with its count; the inspector has the rest. */
export function toOpenChallenges(id: string, view: ReviewView | null): readonly Phrase[] {
  const open = view === null ? [] : openOn(view, id);
  const severity = SEVERITIES.find((one) => open.some((challenge) => challenge.severity === one));
  if (severity === undefined) return [];
  const count = open.filter((one) => one.severity === severity).length;
  const word = severity === 'note' ? 'remark' : severity;
  const text = `${String(count)} ${word} open`;
  return [{ icon: SEVERITY_ICONS[severity], tone: SEVERITY_TONES[severity], text }];
}

function toDefeaterState(node: ArgumentNode): readonly Phrase[] {
  if (node.kind !== 'defeater') return [];
  if (node.status === 'open') return [{ icon: 'minor', tone: 'care', text: "open, author's" }];
  if (node.status === 'rebutted')
    return [{ icon: 'check', tone: 'plain', text: 'rebutted by the author' }];
  if (node.status === 'accepted_residual')
    return [{ icon: 'pinned', tone: 'plain', text: 'kept as residual doubt' }];
  return [];
}

function toSupport(node: ArgumentNode, { subject, index, view }: FactSources): readonly Phrase[] {
  const phrases: Phrase[] = [];
  if (node.defeated) phrases.push({ icon: 'cross', tone: 'care', text: 'defeated' });
  const { circular, unsupported } = view === null ? NO_SETS : toSets(view.structure);
  const isUnsupported = unsupported.has(node.id);
  if (isUnsupported && circular.has(node.id))
    phrases.push({ icon: 'cycle', tone: 'care', text: 'supports itself' });
  else if (node.undeveloped)
    phrases.push({ icon: 'undeveloped', tone: 'care', text: 'undeveloped' });
  else if (node.kind === 'goal' && node.supportedBy.length === 0 && node.evidence.length === 0)
    phrases.push({ icon: 'undeveloped', tone: 'care', text: node.other['toBeSupportedByContract'] === 'true' ? 'supported by contract, elsewhere' : 'no support given' }); // prettier-ignore
  else if (circular.has(node.id))
    phrases.push({ icon: 'cycle', tone: 'care', text: 'part of a circle' });
  if (node.evidence.some((id) => isStale(index, id, subject)))
    phrases.push({ icon: 'clock', tone: 'care', text: 'other build' });
  const mode = toMode(node);
  if (mode !== null) phrases.push({ icon: 'lines', tone: 'plain', text: mode });
  return phrases;
}

function isStale(index: CaseIndex, id: string, subject: SafetyCase['subject']): boolean {
  const item = index.evidence.get(id);
  return item !== undefined && findStaleness(item, subject) !== null;
}

function toMode(node: ArgumentNode): string | null {
  const count = node.supportedBy.length;
  if (node.kind !== 'strategy' || count === 0) return null;
  if (node.supportMode === 'any_of') return `any of ${String(count)}`;
  if (node.supportMode === 'k_of_n') return `${String(node.k ?? count)} of ${String(count)}`;
  return `all of ${String(count)}`;
}
