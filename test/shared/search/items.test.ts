import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../shared/document/parse-document.ts';
import { parsePlainText } from '../../../shared/document/plain-text.ts';
import { nodeKind } from '../../../shared/case/model.ts';
import { toCaseItems } from '../../../shared/search/case-items.ts';
import { toDocumentItems, toJsonItems, toTableItems } from '../../../shared/search/file-items.ts';
import { toReviewItems } from '../../../shared/search/review-items.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';
import { AUTHOR, buildChallengeView, buildRecord, RAISER } from '../../support/view-builders.ts';

const DOCUMENT = { kind: 'document', id: 'docs/a.md', owners: [] } as const;
const EVIDENCE = { kind: 'evidence', id: 'E1', owners: ['L. Ferreira'] } as const;

describe('toCaseItems', () => {
  it('has one item for each node, with all its words and who owns it', () => {
    const node = buildNode('G1', { text: 'It is safe', response: 'An answer', owner: 'l.f', other: { horizon: '"2026"' } }); // prettier-ignore
    const people = [{ id: 'l.f', name: 'L. Ferreira', organisation: '', line: 'first', role: '', interests: [] }]; // prettier-ignore
    const [item] = toCaseItems({ ...buildCase([node]), people });
    expect(item).toMatchObject({ area: 'claims', kind: 'goal', subject: 'node:G1', id: 'G1', isPart: false, title: 'It is safe', body: 'An answer\nhorizon: "2026"', owners: ['l.f', 'L. Ferreira'] }); // prettier-ignore
  });

  it('names every kind of node that the model knows', () => {
    const nodes = nodeKind.options.map((kind) => buildNode(kind, { kind }));
    const kinds = toCaseItems(buildCase(nodes)).map((one) => one.kind);
    expect(kinds).toContain('counter-evidence');
    expect(kinds).toContain('away-goal');
    expect(kinds.filter((one) => one === 'unknown')).toHaveLength(1);
  });
});

describe('toDocumentItems', () => {
  const model = parseDocument('docs/a.md', '# Title\n\nIntro.\n\n## Oversight\n\nFirst.\n\n### Monitor\n\nSecond.\n\n## Rest\n\nThird.\n'); // prettier-ignore
  const items = toDocumentItems(DOCUMENT, model);

  it('has one item for each block, below the headings that it stands under', () => {
    expect(items.map(({ body, where }) => [body, where.replace(/, [^,]*$/, '')])).toEqual(
      expect.arrayContaining([
        ['First.', 'Oversight'],
        ['Second.', 'Oversight, Monitor'],
        ['Third.', 'Rest'],
      ]),
    );
  });

  it('leads to the block, and leaves the title to the document itself', () => {
    const first = items.find((one) => one.body === 'First.');
    expect(first?.place).toBe(model.blocks.find((one) => one.text === 'First.')?.id);
    expect(items.some((one) => one.body === 'Title')).toBe(false);
    expect(new Set(items.map((one) => one.key)).size).toBe(items.length);
  });

  it('cuts plain text at blank lines', () => {
    const plain = toDocumentItems(EVIDENCE, parsePlainText('evidence/log.txt', 'one\ntwo\n\nthree\n')); // prettier-ignore
    expect(plain.map(({ body, place }) => [body, place])).toEqual([['one\ntwo', '1'], ['three', '2']]); // prettier-ignore
  });
});

describe('toTableItems', () => {
  it('has one item for each row, the head among them, and knows where each cell begins', () => {
    const items = toTableItems(EVIDENCE, { header: ['id', 'pass'], rows: [['cyber-1', '0.97'], [], ['cyber-2', '']] }); // prettier-ignore
    expect(items.map(({ body, place, where }) => [body, place, where])).toEqual([
      ['id | pass', '0', 'head of the table'],
      ['cyber-1 | 0.97', '1', 'row 1'],
      ['cyber-2 | ', '3', 'row 3'],
    ]);
    expect(items[1]?.cells?.map((at) => items[1]?.body.slice(at))).toEqual([
      'cyber-1 | 0.97',
      '0.97',
    ]);
    expect(items[1]?.owners).toEqual(['L. Ferreira']);
  });
});

describe('toJsonItems', () => {
  it('has one item for each name and value, by its pointer', () => {
    const items = toJsonItems(EVIDENCE, [
      { pointer: '', name: '', kind: 'object', value: '1 entry' },
      { pointer: '/runs', name: 'runs', kind: 'array', value: '1 item' },
      { pointer: '/runs/0', name: '0', kind: 'string', value: 'failed' },
    ]);
    expect(items.map(({ place, title, body }) => [place, title, body])).toEqual([
      ['/runs', 'runs', ''],
      ['/runs/0', '', 'failed'],
    ]);
  });
});

describe('toReviewItems', () => {
  const target = { kind: 'node', id: 'G1', sha256: digestOf('G1') } as const;
  const draft = { owner: null, bundleDigest: null, about: null, target, updatedAt: '2026-11-05T10:05:00Z' }; // prettier-ignore
  const view = {
    notes: [{ record: buildRecord(RAISER, { number: 3 }), target, body: 'A note.' }],
    challenges: [
      buildChallengeView({
        whatIsWrong: 'Wrong.',
        whatWouldSettleIt: 'A test.',
        target: { ...target, selector: [{ type: 'TextQuoteSelector', exact: 'quoted', prefix: '', suffix: '' }] }, // prettier-ignore
        thread: [{ kind: 'response', record: buildRecord(AUTHOR), answer: 'disputes', body: 'Answered.' }], // prettier-ignore
      }),
    ],
    drafts: [
      { ...draft, id: 'd1', kind: 'note', fields: { body: 'Not yet.' } },
      { ...draft, id: 'd2', kind: 'opinion', fields: { reasons: 'Secret.' } },
      { ...draft, id: 'd3', kind: 'ballot', fields: { reasons: 'Secret.' } },
      { ...draft, id: 'd4', kind: 'search', target: null, fields: { name: 'Secret.' } },
    ],
  } as const;

  it('has notes, challenges with what was said about them, and own drafts of both', () => {
    expect(toReviewItems(view).map(({ id, title, body, where }) => [id, title, body, where])).toEqual([
      ['CH-01', 'Wrong.', 'quoted\nA test.\nAnswered.', 'on G1'],
      ['note 3', 'A note.', '', 'on G1'],
      ['draft', 'Not yet.', '', 'on G1'],
    ]); // prettier-ignore
  });

  it('has nothing of opinions and ballots, not even of one that is being written', () => {
    expect(JSON.stringify(toReviewItems(view))).not.toContain('Secret');
  });
});
