export interface TextPart {
  readonly text: string;
  readonly isRef: boolean;
}

/** Cuts a text at the ids it names, whole ids only: G1 is not found in G19. */
export function splitRefs(text: string, refs: readonly string[]): readonly TextPart[] {
  if (refs.length === 0) return [{ text, isRef: false }];
  const longestFirst = [...refs].sort((a, b) => b.length - a.length).map((ref) => ref.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\w-])(${longestFirst.join('|')})(?![\\w-])`, 'g');
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, isRef: index % 2 === 1 }))
    .filter((part) => part.text !== '');
} // prettier-ignore

/** Cuts a signed paragraph at runs of hex groups, which are set as a machine's words. */
export function splitDigests(text: string): readonly TextPart[] {
  return text
    .split(/((?:\b[0-9a-f]{4}\b ){7,}[0-9a-f]{4}\b)/)
    .map((part, index) => ({ text: part, isRef: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
