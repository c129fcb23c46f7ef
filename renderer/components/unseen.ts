/** Control, direction, zero-width and other characters that change a text without being seen in it. */
const UNSEEN = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])/u;

export interface TextPart {
  /** As shown: for an unseen character its number, like "U+202E". */
  readonly words: string;
  readonly isUnseen: boolean;
}

/** The text in parts, so that what cannot be seen can be shown. Joined, only that differs. */
export function splitUnseen(text: string): readonly TextPart[] {
  return text
    .split(UNSEEN)
    .map((words) =>
      UNSEEN.test(words) ? { words: toNumber(words), isUnseen: true } : { words, isUnseen: false },
    )
    .filter(({ words }) => words !== '');
}

function toNumber(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
