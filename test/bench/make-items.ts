/** Things to be found, made from the words of the example case: as many as wanted, in the shares of a real one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from '../../shared/document/parse-document.ts';
import type { Area, Kind, SearchItem } from '../../shared/search/item.ts';

/** One of ten of each: two claims, five passages, two rows, one challenge. */
const SHARES: readonly (readonly [Area, Kind, number])[] = [
  ['claims', 'goal', 120], ['claims', 'strategy', 90], ['documents', 'document', 420],
  ['documents', 'document', 300], ['documents', 'document', 520], ['documents', 'document', 240],
  ['documents', 'document', 360], ['evidence', 'evidence', 90], ['evidence', 'evidence', 140],
  ['challenges', 'challenge', 260],
]; // prettier-ignore

/** Stretches of the documents in `folder`, cut by a sequence that is the same at each run. */
export function makeItems(folder: string, count: number): readonly SearchItem[] {
  const words = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => parseDocument(name, readFileSync(path.join(folder, name), 'utf8')).blocks)
    .map((block) => block.text)
    .join(' ');
  let seed = 42;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return Array.from({ length: count }, (_, number): SearchItem => {
    const [area, kind, length] = SHARES[number % SHARES.length] ?? ['claims', 'goal', 100];
    const at = Math.floor(next() * (words.length - length));
    const id = `${area.slice(0, 1).toUpperCase()}${String(number)}`;
    const text = words.slice(at, at + length);
    const isTitle = area === 'claims' || area === 'challenges';
    return { key: id, area, kind, subject: `node:${id}`, id, isPart: !isTitle, title: isTitle ? text.slice(0, 120) : '', body: isTitle ? text.slice(120) : text, where: '', place: null, owners: [number % 3 === 0 ? 'Y. Tanaka' : 'L. Ferreira'] };
  });
} // prettier-ignore
