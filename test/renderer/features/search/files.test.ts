import { expect, it } from 'vitest';
import { LARGEST_CASE, LARGEST_FILE, toFilePlan } from '../../../../renderer/features/search/files.ts'; // prettier-ignore
import { toCountSentence, toKindWords } from '../../../../renderer/features/search/words.ts';
import type { EvidenceItem } from '../../../../shared/case/model.ts';
import { KINDS } from '../../../../shared/search/item.ts';
import { digestOf } from '../../../support/builders.ts';

function evidence(path: string, bytes = 10): EvidenceItem {
  return { id: path, title: path, path, mediaType: '', bytes, sha256: digestOf(path), collected: null, appliesTo: null, preparedBy: 'l' }; // prettier-ignore
}

const plan = (items: readonly EvidenceItem[]) => toFilePlan({ documents: [{ path: 'docs/a.md', title: '', bytes: 10, sha256: digestOf('a') }], evidence: items, people: [{ id: 'l', name: 'L. Ferreira', organisation: '', line: '', role: '', interests: [] }] }); // prettier-ignore

it('reads each file as it is shown, documents first', () => {
  const { files, left } = plan(['a.csv', 'b.json', 'c.md', 'd.log'].map((one) => evidence(one)));
  expect(files.map(({ path, as }) => [path, as])).toEqual([['docs/a.md', 'markdown'], ['a.csv', 'csv'], ['b.json', 'json'], ['c.md', 'markdown'], ['d.log', 'plain']]); // prettier-ignore
  expect(files[1]?.subject.owners).toEqual(['l', 'L. Ferreira']);
  expect(left).toEqual([]);
});

it('names every file that it leaves out, with the limit', () => {
  const many = Array.from({ length: 9 }, (_, at) => evidence(`${String(at)}.txt`, LARGEST_FILE));
  const { files, left } = plan([evidence('a.png'), evidence('b.bin'), evidence('c.csv', LARGEST_FILE + 1), ...many]); // prettier-ignore
  expect(left).toEqual([
    { path: 'a.png', why: 'not text' },
    { path: 'b.bin', why: 'not text' },
    { path: 'c.csv', why: 'larger than 8.0 MB' },
    { path: '7.txt', why: 'beyond 64.0 MB of all files together' },
    { path: '8.txt', why: 'beyond 64.0 MB of all files together' },
  ]);
  expect(files).toHaveLength(1 + many.length - 2);
  expect(LARGEST_CASE).toBe(64_000_000);
});

it('has words for every kind', () => {
  for (const kind of KINDS) expect(toKindWords(kind)).toMatch(/^[A-Z]/);
});

it('says what was found, with the whole and its parts', () => {
  const group = (area: 'claims' | 'notes', count: number) => ({ area, count, hits: [] });
  expect(toCountSentence({ count: 0, groups: [], kinds: [] })).toBe('Nothing found.');
  expect(toCountSentence({ count: 1_200, groups: [group('claims', 1_200)], kinds: [] })).toBe('1,200 found in claims.'); // prettier-ignore
  expect(toCountSentence({ count: 3, groups: [group('claims', 2), group('notes', 1)], kinds: [] })).toBe('3 found: 2 in claims and 1 in notes.'); // prettier-ignore
});
