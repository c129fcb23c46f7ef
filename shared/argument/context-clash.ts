/**
 * Contexts on one path, side by side (rule R14): phrases of two contexts that speak of the same thing and
 * say something else about it. Words are compared, not meanings; a person decides whether it matters.
 */

export interface ContextText {
  readonly id: string;
  readonly text: string;
}

/** A piece of a phrase; `differs` where the other phrase has no such word or number. */
export interface PhrasePart {
  readonly text: string;
  readonly differs: boolean;
}

export interface ContextClash {
  /** Ids of the two contexts, in the order in which they were given. */
  readonly ids: readonly [string, string];
  /** What both speak of, in the words of the first. */
  readonly about: string;
  readonly phrases: readonly [readonly PhrasePart[], readonly PhrasePart[]];
}

interface Word {
  readonly from: number;
  readonly to: number;
  readonly stem: string;
  readonly kind: 'number' | 'limit' | 'plain' | 'content';
}

interface Phrase {
  readonly text: string;
  readonly words: readonly Word[];
  /** What the phrase is about: its content words. */
  readonly content: ReadonlySet<string>;
}

/** Words that carry nothing by themselves. */
const PLAIN = new Set('a an and are as at be by each for from has have in into is it its of on or per that the their them these this those to was were which will with'.split(' ')); // prettier-ignore
/** Words that bound or negate what stands beside them. */
const LIMITS = new Set('all any at below exactly above fewer least less more most never no none not only over than under until up without'.split(' ')); // prettier-ignore

/** How much of the shorter phrase both must have in common to speak of the same thing. */
const SAME_SUBJECT = 0.5;
/** Words in common that one phrase must have before the others of the two contexts are compared. */
const SURE_OF_SUBJECT = 2;

function toStem(word: string): string {
  const lower = word.toLowerCase();
  return lower.length > 3 && /[^s]s$/u.test(lower) ? lower.slice(0, -1) : lower;
}

function kindOf(word: string): Word['kind'] {
  if (/\d/u.test(word)) return 'number';
  const lower = word.toLowerCase();
  if (LIMITS.has(lower)) return 'limit';
  return PLAIN.has(lower) ? 'plain' : 'content';
}

function toPhrase(text: string): Phrase {
  const words = [...text.matchAll(/[\p{L}\p{N}]+(?:[-.,'’/][\p{L}\p{N}]+)*/gu)].map((match): Word => {
    const [word] = match;
    return { from: match.index, to: match.index + word.length, stem: toStem(word), kind: kindOf(word) };
  });
  return { text, words, content: new Set(words.filter((word) => word.kind === 'content').map((word) => word.stem)) };
} // prettier-ignore

/** Phrases end at punctuation that is followed by a blank, so that "4,000,000" and "v1.2" stay whole. */
function toPhrases(text: string): Phrase[] {
  return text
    .split(/[;:,.](?=\s|$)/u)
    .map((part) => toPhrase(part.trim()))
    .filter((phrase) => phrase.content.size > 0);
}

function commonOf(a: Phrase, b: Phrase): Set<string> {
  return new Set([...a.content].filter((stem) => b.content.has(stem)));
}

function likeness(a: Phrase, b: Phrase): number {
  return commonOf(a, b).size / Math.min(a.content.size, b.content.size);
}

/** A word of a phrase that tells something and is not in the other phrase. */
function isTelling(word: Word, other: ReadonlySet<string>): boolean {
  return word.kind !== 'plain' && !other.has(word.stem);
}

/** Cuts a phrase into what differs and what does not; small words between two that differ belong to them. */
function toParts(phrase: Phrase, other: Phrase): PhrasePart[] {
  const stems = new Set(other.words.map((word) => word.stem));
  const runs: { from: number; to: number }[] = [];
  let isOpen = false;
  for (const word of phrase.words) {
    const last = runs.at(-1);
    if (isTelling(word, stems)) {
      if (isOpen && last !== undefined) last.to = word.to;
      else runs.push({ from: word.from, to: word.to });
      isOpen = true;
    } else if (word.kind !== 'plain') isOpen = false;
  }
  const parts: PhrasePart[] = [];
  let at = 0;
  for (const run of runs) {
    if (run.from > at) parts.push({ text: phrase.text.slice(at, run.from), differs: false });
    parts.push({ text: phrase.text.slice(run.from, run.to), differs: true });
    at = run.to;
  }
  if (at < phrase.text.length) parts.push({ text: phrase.text.slice(at), differs: false });
  return parts;
}

function clashOf(ids: readonly [string, string], a: Phrase, b: Phrase): ContextClash | null {
  const phrases = [toParts(a, b), toParts(b, a)] as const;
  // One phrase that only says more than the other is no clash.
  if (!phrases.every((parts) => parts.some((part) => part.differs))) return null;
  const common = commonOf(a, b);
  const about = a.words.filter((word) => common.has(word.stem)).map((word) => a.text.slice(word.from, word.to)).join(' '); // prettier-ignore
  return { ids, about, phrases };
}

/** Clashes between two contexts: each phrase is compared with the one that is most like it. */
function compareTwo(first: ContextText, second: ContextText): ContextClash[] {
  const [ours, theirs] = [toPhrases(first.text), toPhrases(second.text)];
  const pairs = ours
    .flatMap((a) => theirs.map((b) => ({ a, b, like: likeness(a, b) })))
    .filter((pair) => pair.like >= SAME_SUBJECT)
    .sort((x, y) => y.like - x.like);
  const taken = new Set<Phrase>();
  const clashes: { at: number; clash: ContextClash }[] = [];
  // One word in common may be chance; two in one phrase say that both speak of the same thing.
  if (!pairs.some(({ a, b }) => commonOf(a, b).size >= SURE_OF_SUBJECT)) return [];
  for (const { a, b } of pairs) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    const clash = clashOf([first.id, second.id], a, b);
    if (clash !== null) clashes.push({ at: ours.indexOf(a), clash });
  }
  return clashes.sort((x, y) => x.at - y.at).map(({ clash }) => clash);
}

/**
 * Every place where two of the contexts differ about one thing, in the order in which they are given.
 * @param contexts Contexts and assumptions of one path, from the top down.
 */
export function findContextClashes(contexts: readonly ContextText[]): ContextClash[] {
  return contexts.flatMap((first, at) =>
    contexts.slice(at + 1).flatMap((second) => compareTwo(first, second)),
  );
}
