/**
 * Words in lines, without a screen to measure them: widths are those of the interface face (IBM Plex Sans
 * at 12 px), rounded up. A line may come out shorter than it could be, never longer than its box.
 */

const NARROW = new Set('iljtfrI.,:;\'|!()[]{}/\\"`´’‘ '.split(''));
const WIDE = new Set('mwMW@%&—…QOGDNH'.split(''));
/** From here on most scripts are as wide as high. */
const FULL_WIDTH_FROM = 0x2e80;

/** Pixels at 12 px. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= FULL_WIDTH_FROM) width += 12.5;
    else if (NARROW.has(character)) width += 4;
    else if (WIDE.has(character)) width += 10;
    else width += character === character.toLowerCase() ? 7 : 8.2;
  }
  return width;
}

/** The beginning of a text that fits, with an ellipsis where something is left out. */
export function cut(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let [out, width] = ['', widthOf('…')];
  for (const character of text) {
    width += widthOf(character);
    if (width > room) break;
    out += character;
  }
  return `${out.trimEnd()}…`;
}

/** Longer texts are cut before they are looked at: no box shows more. */
const MOST_CHARACTERS = 600;

/** At most `most` lines no wider than `room`. What does not fit is left out after an ellipsis. */
export function wrap(text: string, room: number, most: number): string[] {
  const words = text.slice(0, MOST_CHARACTERS).split(/\s+/u).filter((word) => word !== ''); // prettier-ignore
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) {
      lines.push(cut(line === '' ? word : `${line} ${words.slice(index).join(' ').slice(0, 80)}`, room)); // prettier-ignore
      return lines;
    }
    if (line !== '') lines.push(line);
    line = cut(word, room);
  }
  if (line !== '') lines.push(line);
  return lines.slice(0, most);
}
