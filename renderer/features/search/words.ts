/** What areas, kinds and counts of a search are called. */
import { KIND_WORDS as NODE_WORDS } from '../../../shared/argument/drawing/words.ts';
import type { NodeKind } from '../../../shared/case/model.ts';
import { toCount, toList } from '../../../shared/review/words.ts';
import type { Area, Kind } from '../../../shared/search/item.ts';
import type { SearchAnswer } from '../../../shared/search/search.ts';
import type { IconName } from '../../components/Icon.tsx';

export const AREA_WORDS: Readonly<Record<Area, string>> = {
  claims: 'Claims',
  challenges: 'Challenges',
  notes: 'Notes',
  documents: 'Documents',
  evidence: 'Evidence',
};

const OTHER_KINDS: Partial<Readonly<Record<Kind, string>>> = {
  challenge: 'Challenge',
  note: 'Note',
  document: 'Document',
  evidence: 'Evidence',
};

/** "Claim", "Counter-evidence", "Challenge". */
export function toKindWords(kind: Kind): string {
  const camel = kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return OTHER_KINDS[kind] ?? NODE_WORDS[camel as NodeKind];
}

export const KIND_ICONS: Partial<Readonly<Record<Kind, IconName>>> = {
  note: 'note',
  document: 'document',
  evidence: 'table',
};

/** "1,200". */
export function toFigure(count: number): string {
  return toCount(count, '', '').trim();
}

/** "34 found: 12 in claims, 3 in challenges and 19 in documents." */
export function toCountSentence({ count, groups }: SearchAnswer): string {
  if (count === 0) return 'Nothing found.';
  const found = toCount(count, 'found', 'found');
  const [only, ...others] = groups;
  if (only !== undefined && others.length === 0) return `${found} in ${only.area}.`;
  return `${found}: ${toList(groups.map((one) => toCount(one.count, `in ${one.area}`, `in ${one.area}`)))}.`;
}
