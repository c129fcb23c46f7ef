import { describe, expect, it } from 'vitest';
import { createEngine, MOST_PARTS, type Engine } from '../../../../renderer/features/search/engine.ts'; // prettier-ignore
import type { FileToSearch, ReviewToSearch } from '../../../../renderer/features/search/protocol.ts'; // prettier-ignore
import type { Hit } from '../../../../shared/search/search.ts';
import { buildCase, buildNode, digestOf } from '../../../support/builders.ts';
import { buildChallengeView, buildOpinion, buildRecord, buildReview, RAISER } from '../../../support/view-builders.ts'; // prettier-ignore

const SAFETY_CASE = {
  ...buildCase([buildNode('G1', { text: 'The monitor works' })]),
  documents: [{ path: 'docs/a.md', title: 'Report', bytes: 1, sha256: digestOf('a') }],
};

function hitsOf(engine: Engine, query: string): readonly Hit[] {
  const outcome = engine.search(query, 100);
  if (outcome.state !== 'answered') throw new Error(outcome.state);
  return outcome.answer.groups.flatMap((one) => one.hits);
}

function file(as: FileToSearch['as'], text: string): FileToSearch {
  const subject = as === 'markdown' ? { kind: 'document', id: 'docs/a.md', owners: [] } as const : { kind: 'evidence', id: 'E1', owners: [] } as const; // prettier-ignore
  return { subject, path: `evidence/e.${as}`, as, text };
}

function review(fields: Parameters<typeof buildReview>[0] = {}): ReviewToSearch {
  return { view: buildReview(fields), asker: null, ranks: null, changes: null };
}

function opened(): Engine {
  const engine = createEngine();
  engine.takeCase(SAFETY_CASE);
  return engine;
}

describe('the search engine of a case', () => {
  it('finds claims at once, and files from when they were read', () => {
    const engine = opened();
    expect(hitsOf(engine, 'monitor').map((one) => one.id)).toEqual(['G1']);
    engine.takeFile(file('markdown', '# Report\n\nA monitor at night.\n'));
    engine.takeFile(file('csv', 'id,what\n1,monitor\n'));
    expect(hitsOf(engine, 'monitor').map((one) => [one.id, one.place])).toEqual([['G1', null], ['docs/a.md', '0.1'], ['E1', '1:1']]); // prettier-ignore
  });

  it('searches JSON by value, and one that no tree can be made of as text', () => {
    const engine = opened();
    engine.takeFile(file('json', '{"runs": ["failed"]}'));
    expect(hitsOf(engine, 'failed').map((one) => one.place)).toEqual(['/runs/0']);
    engine.takeFile(file('json', '{"a": 1, "a": "failed"}'));
    expect(hitsOf(engine, 'failed').map((one) => one.place)).toEqual(['1']);
  });

  it('says how many rows of a large table it leaves out', () => {
    const engine = opened();
    expect(engine.takeFile(file('csv', 'a\n1\n'))).toBeNull();
    const told = engine.takeFile(file('csv', `a\n${'1\n'.repeat(MOST_PARTS)}`));
    expect(told).toBe('only the first 200,000 of 200,001 rows, values or passages are searched');
  });

  it('replaces records as a whole and keeps what it knows of files', () => {
    const engine = opened();
    engine.takeFile(file('markdown', 'Words of a document.'));
    engine.takeReview(review({ challenges: [buildChallengeView({ whatIsWrong: 'A gap.' })] }));
    expect(hitsOf(engine, 'gap')).toHaveLength(1);
    engine.takeReview(review());
    expect(hitsOf(engine, 'gap')).toHaveLength(0);
    expect(hitsOf(engine, 'words')).toHaveLength(1);
    engine.takeCase(buildCase([]));
    expect(hitsOf(engine, 'words')).toHaveLength(0);
  });

  it('never finds words of an opinion', () => {
    const engine = opened();
    engine.takeReview(review({ opinions: [buildOpinion(RAISER, { reasons: 'Hidden words.' })] }));
    expect(hitsOf(engine, 'hidden')).toHaveLength(0);
  });

  it('finds notes whose quoted words are not in the document any more', () => {
    const engine = opened();
    const quoting = (exact: string) => ({ kind: 'document', id: 'docs/a.md', sha256: digestOf('a'), selector: [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }] }) as const; // prettier-ignore
    const note = (number: number, exact: string) => ({ record: buildRecord(RAISER, { number }), target: quoting(exact), body: 'On this.' }); // prettier-ignore
    engine.takeReview(review({ notes: [note(1, 'monitor'), note(2, 'nowhere to be found')] }));
    expect(engine.count('is:orphaned')).toBe(0);
    engine.takeFile(file('markdown', 'A monitor at night.'));
    expect(hitsOf(engine, 'is:orphaned').map((one) => one.id)).toEqual(['note 2']);
  });

  it('says that it does not understand, or waits for the structure', () => {
    const engine = opened();
    expect(engine.search('knd:goal', 10)).toMatchObject({ state: 'not understood' });
    expect(engine.search('order:1', 10)).toEqual({ state: 'waiting' });
    expect([engine.count('knd:goal'), engine.count('order:1')]).toEqual([null, null]);
    engine.takeReview({ ...review(), ranks: [{ id: 'G1', order: 1, reach: 0, shared: false }] });
    expect(hitsOf(engine, 'order:1').map((one) => one.id)).toEqual(['G1']);
    expect(engine.count('order:1')).toBe(1);
  });
});
