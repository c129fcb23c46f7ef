import type { RecordInput } from '../../../shared/review/records.ts';

export type Fields = Readonly<Record<string, string>>;
export type InterestsChoice = 'none' | 'describe';

export interface Interest {
  readonly kind: string;
  readonly detail: string;
}

export const INTEREST_KINDS: readonly string[] = [
  'employment',
  'equity or pay',
  'former role',
  'authorship or review',
  'funding or contract',
  'family or friendship',
  'other',
];

export function toChoice(fields: Fields): InterestsChoice | null {
  const { choice } = fields;
  return choice === 'none' || choice === 'describe' ? choice : null;
}

export function toInterests(fields: Fields): readonly Interest[] {
  const count = Math.min(50, Math.max(1, Number(fields['count'] ?? '1') || 1));
  return Array.from({ length: count }, (_, index) => ({
    kind: fields[`kind.${index}`] ?? '',
    detail: fields[`detail.${index}`] ?? '',
  }));
}

/** The fields without one interest; the ones after it move up. */
export function withoutInterest(fields: Fields, removed: number): Fields {
  const kept = toInterests(fields).filter((_, index) => index !== removed);
  return toFields(kept.length === 0 ? [{ kind: '', detail: '' }] : kept);
}

export function withInterest(fields: Fields): Fields {
  return toFields([...toInterests(fields), { kind: '', detail: '' }]);
}

function toFields(interests: readonly Interest[]): Fields {
  const fields: Record<string, string> = { count: String(interests.length) };
  for (const [index, interest] of interests.entries()) {
    fields[`kind.${index}`] = interest.kind;
    fields[`detail.${index}`] = interest.detail;
  }
  return fields;
}

/** The declaration to be signed, or null while something is missing. None means none. */
export function toDeclaration(fields: Fields): RecordInput | null {
  const choice = toChoice(fields);
  if (choice === null) return null;
  if (choice === 'none') return { kind: 'declaration', input: { interests: [] } };
  const interests = toInterests(fields);
  if (interests.some((interest) => interest.kind.trim() === '' || interest.detail.trim() === ''))
    return null;
  return { kind: 'declaration', input: { interests } };
}
