/** What can be found: claims, whole files and their passages, notes and challenges, as one kind of thing. */

export const AREAS = ['claims', 'challenges', 'notes', 'documents', 'evidence'] as const;
export type Area = (typeof AREAS)[number];

export const KINDS = [
  'goal', 'strategy', 'solution', 'context', 'assumption', 'justification', 'defeater',
  'counter-evidence', 'away-goal', 'away-solution', 'away-context', 'away-assumption',
  'away-justification', 'module-reference', 'contract-reference', 'unknown', 'challenge', 'note', 'document', 'evidence',
] as const; // prettier-ignore
export type Kind = (typeof KINDS)[number];

export interface SearchItem {
  /** Unique among all items. */
  readonly key: string;
  readonly area: Area;
  readonly kind: Kind;
  /** Object that the item is or is part of, as `Facts` name it: "node:G26", "evidence:E1", "note:9f2c…". */
  readonly subject: string;
  /** "G26", "CH-03", "note 11", "E1", "docs/01-report.md". */
  readonly id: string;
  /** A passage, row or value of the subject. Only found by words: without any, the subject stands for it. */
  readonly isPart: boolean;
  readonly title: string;
  readonly body: string;
  /** Where in the subject it stands, in words: "Safety case, 4 Oversight", "row 12", "/results/0". */
  readonly where: string;
  /** Block id in a document, row of a table, JSON pointer. Null for the subject as a whole. */
  readonly place: string | null;
  /** Only in rows of a table: UTF-16 index in `body` of each cell. */
  readonly cells?: readonly number[];
  /** Names and ids of whoever owns, prepared or raised it. */
  readonly owners: readonly string[];
}

export function toSubject(kind: 'node' | 'document' | 'evidence' | 'note' | 'challenge' | 'draft', id: string): string {
  return `${kind}:${id}`;
} // prettier-ignore
