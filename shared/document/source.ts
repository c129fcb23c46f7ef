/**
 * Text as every selector sees it: line ends are LF, places are counted in Unicode code points
 * (W3C Web Annotation, TextPositionSelector). Nothing else is changed, so a byte-identical file always
 * gives the same places.
 */

/** CRLF and lone CR become LF. */
export function toLfSource(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

export interface CodePointIndex {
  /** Number of code points before the UTF-16 index. An index inside a pair counts the pair as after it. */
  toCodePoint(index: number): number;
  /** UTF-16 index of a code point; past the end it is the length of the text. */
  toIndex(codePoint: number): number;
  readonly length: number;
}

/** Converts between UTF-16 indexes of a string and code points, in logarithmic time. */
export function toCodePointIndex(text: string): CodePointIndex {
  // UTF-16 index of the second half of each surrogate pair, ascending.
  const lowHalves: number[] = [];
  for (let index = 0; index + 1 < text.length; index += 1) {
    if (isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1))) {
      lowHalves.push(index + 1);
      index += 1;
    }
  }
  return {
    length: text.length - lowHalves.length,
    toCodePoint: (index) => index - countBelow(lowHalves, Math.min(index, text.length)),
    toIndex: (codePoint) => toIndex(lowHalves, codePoint, text.length),
  };
}

function toIndex(lowHalves: readonly number[], codePoint: number, length: number): number {
  // The k-th pair begins at code point lowHalves[k] - 1 - k; all pairs that begin before are whole.
  let low = 0;
  let high = lowHalves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const begin = (lowHalves[middle] ?? 0) - 1 - middle;
    if (begin < codePoint) low = middle + 1;
    else high = middle;
  }
  return Math.min(codePoint + low, length);
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
