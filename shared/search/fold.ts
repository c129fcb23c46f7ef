/**
 * Text as it is compared: without case, accents, invisible characters, or kinds of blanks, dashes and
 * quotation marks. A folded text knows which stretch of the original each of its units came from, so that
 * a hit can be marked in the words as they were written.
 */

export interface Places {
  /** For each unit of the folded text: UTF-16 index in the original of the character it came from. */
  readonly starts: Int32Array;
  /** The same for the end of that character. Units of one character share both. */
  readonly ends: Int32Array;
}

export interface Folded {
  readonly text: string;
  /** Null where both texts have the same places, one unit to a character. */
  readonly places: Places | null;
}

/** A run of blanks, or a character with what belongs to it: accents, joiners, the rest of a syllable. */
const CHARACTER = /(?:(?!\ufeff)\s)+|.[\p{M}\p{DI}\u1160-\u11ff]*/gsu;
const NOT_PLAIN = /[^ -~\n\t]|[ \n\t]{2}/;
const BLANK = /^(?!\ufeff)\s/;
/** Accents of Latin, Greek and Cyrillic, and what cannot be seen; marks that are letters elsewhere stay. */
const LEFT_OUT =
  /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]|\p{DI}/gu;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const SINGLE_QUOTES = /[\u2018-\u201b\u2032\u02bc]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb]/g;

/** Folds a text. Total. The result has no line end and no two blanks side by side. */
export function fold(text: string): Folded {
  if (!NOT_PLAIN.test(text))
    return { text: text.toLowerCase().replace(/[\n\t]/g, ' '), places: null };
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  let isSame = true;
  let isAfterBlank = false;
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    const isBlank = BLANK.test(character);
    const folded = isBlank ? (isAfterBlank ? '' : ' ') : foldCharacter(character);
    if (folded.length !== 1 || character.length !== 1) isSame = false;
    if (folded === '') continue;
    isAfterBlank = isBlank;
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(index);
      ends.push(index + character.length);
    }
  }
  const places = isSame ? null : { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
  return { text: parts.join(''), places };
}

/**
 * The stretch of the original that a stretch of the folded text came from; null where it begins or ends
 * inside a character ("f" in the ligature "ﬁ").
 */
export function toOriginal(
  { text, places }: Folded,
  from: number,
  to: number,
): readonly [number, number] | null {
  if (places === null) return [from, to];
  const { starts, ends } = places;
  const isInside = (at: number): boolean =>
    at > 0 && at < text.length && starts[at] === starts[at - 1];
  if (isInside(from) || isInside(to)) return null;
  return [starts[from] ?? 0, ends[to - 1] ?? 0];
}

const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = character
    .normalize('NFKD')
    .replace(LEFT_OUT, '')
    // Upper and lower in turn: "ß" and "SS" meet, and so do the three sigmas.
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .normalize('NFC')
    .replace(DASHES, '-')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(/\s+/g, ' ');
  if (known.size < MOST_KNOWN) known.set(character, folded);
  return folded;
}
