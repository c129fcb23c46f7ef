/** When two names are the same, and when they only look it. */

/**
 * NFC and full case folding: equal results mean the same file on a system that ignores letter case or
 * Unicode form. Upper and lower mapping in turn give full folding ("ß" and "SS" meet) without tables.
 */
export function foldName(name: string): string {
  const upper = name.normalize('NFC').toLowerCase().toUpperCase();
  return upper.toLowerCase().normalize('NFC');
}

/**
 * Letters of other scripts, and digits, that are drawn like a Latin letter; after the confusables data
 * of Unicode TS 39, cut down to what one font draws alike in file names.
 */
const LOOK_ALIKES = new Map<string, string>(
  [
    ['a', 'аαɑ'], ['b', 'Ьᏼ'], ['c', 'сϲᴄ'], ['d', 'ԁ'], ['e', 'еҽ'], ['g', 'ɡց'], ['h', 'һհ'],
    ['i', 'іıɩι'], ['j', 'јϳ'], ['k', 'кκ'], ['l', '1Iӏⅼ'], ['m', 'мⅿ'], ['n', 'ո'],
    ['o', 'оοօ'], ['p', 'рρ'], ['q', 'ԛ'], ['r', 'гᴦ'], ['s', 'ѕ'], ['t', 'тτ'], ['u', 'υս'],
    ['v', 'ѵνⅴ'], ['w', 'ԝ'], ['x', 'хχⅹ'], ['y', 'уγү'], ['z', 'ᴢ'],
    ['A', 'АΑ'], ['B', 'ВΒ'], ['C', 'СϹ'], ['E', 'ЕΕ'], ['H', 'НΗ'], ['J', 'Ј'], ['K', 'КΚ'],
    ['M', 'МΜ'], ['N', 'Ν'], ['O', '0ОΟ'], ['P', 'РΡ'], ['S', 'Ѕ'], ['T', 'ТΤ'], ['X', 'ХΧ'],
    ['Y', 'ҮΥ'], ['Z', 'Ζ'], ['-', '‐‑‒–—−'],
  ].flatMap(([latin, alike]) => Array.from(alike ?? '', (character) => [character, latin ?? ''] as const)),
); // prettier-ignore

/** Form in which names that look alike are equal. For comparing only, never for display. */
export function skeletonOf(name: string): string {
  const plain = name.normalize('NFKC');
  return Array.from(plain, (character) => LOOK_ALIKES.get(character) ?? character)
    .join('')
    .replace(/rn/gu, 'm');
}

/** Pairs of names that differ but look alike, first seen first. Never an error. */
export function findLookAlikes(paths: readonly string[]): (readonly [string, string])[] {
  const seen = new Map<string, string>();
  const pairs: (readonly [string, string])[] = [];
  for (const path of paths) {
    const skeleton = skeletonOf(path);
    const earlier = seen.get(skeleton);
    if (earlier === undefined) seen.set(skeleton, path);
    else if (earlier !== path && foldName(earlier) !== foldName(path)) pairs.push([earlier, path]);
  }
  return pairs;
}
