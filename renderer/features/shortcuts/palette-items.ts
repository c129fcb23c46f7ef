/** What can be gone to by typing: ids first, then words, then commands. */

export interface PaletteItem {
  readonly key: string;
  /** "G26", "CH-03"; empty for commands. */
  readonly id: string;
  readonly text: string;
  /** More words to be found by: the path of a file. */
  readonly also?: string;
  /** What kind of thing it is, or the keys of a command. */
  readonly hint: string;
  /** `inReader`: one was in the middle pane, and stays there. */
  readonly run: (inReader: boolean) => void;
}

const LIMIT = 60;

/** Best matches first. Every typed word must be found. */
export function rankItems(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter((one) => one !== '');
  if (words.length === 0) return items.slice(0, LIMIT);
  return items
    .map((item, order) => ({ item, order, rank: rankOf(item, words) }))
    .filter((one) => one.rank > 0)
    .sort((left, right) => right.rank - left.rank || left.order - right.order)
    .slice(0, LIMIT)
    .map((one) => one.item);
} // prettier-ignore

function rankOf({ id, text, also = '' }: PaletteItem, words: readonly string[]): number {
  const [lowId, lowText] = [id.toLowerCase(), text.toLowerCase()];
  let rank = 0;
  for (const word of words) {
    if (lowId === word) rank += 100;
    else if (lowId.startsWith(word)) rank += 40;
    else if (lowText.startsWith(word)) rank += 20;
    else if (lowText.includes(` ${word}`)) rank += 10;
    else if (lowText.includes(word) || lowId.includes(word)) rank += 4;
    else if (also.toLowerCase().includes(word)) rank += 3;
    else return 0;
  }
  return rank;
}
