import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/run.mjs';
import { OPERATOR_NAMES, OPERATORS } from '../../../shared/search/operators.ts';
import { parseQuery, type Query, toggleValue, type Words, writeQuery } from '../../../shared/search/query.ts'; // prettier-ignore
import { BUILT_IN_VIEWS } from '../../../shared/search/views.ts';

const problemOf = (text: string): string | undefined => parseQuery(text).problems[0]?.message;

describe('parseQuery', () => {
  it('reads words, phrases, what is not wanted, and operators', () => {
    expect(
      parseQuery('monitor "chain of  thought" -sandbox kind:goal,strategy -is:read owner:"y. tan"'),
    ).toEqual({
      problems: [],
      query: {
        words: [
          { text: 'monitor', isNot: false },
          { text: 'chain of  thought', isNot: false },
          { text: 'sandbox', isNot: true },
        ],
        filters: [
          { name: 'kind', values: ['goal', 'strategy'], isNot: false },
          { name: 'is', values: ['read'], isNot: true },
          { name: 'owner', values: ['y. tan'], isNot: false },
        ],
      },
    });
  });

  it('takes a phrase that is not closed to the end, as it is while it is typed', () => {
    expect(parseQuery('"chain of').query.words).toEqual([{ text: 'chain of', isNot: false }]);
  });

  it.each(['10:30', '"http://example"', '-', '99.9%'])('takes %s for words', (text) => {
    expect(parseQuery(text).problems).toEqual([]);
    expect(parseQuery(text).query.words).toHaveLength(1);
  });

  it('names an operator that it does not know, those that it knows, and what was probably meant', () => {
    const { query, problems } = parseQuery('monitor knd:goal');
    expect(problems).toEqual([{ start: 8, end: 16, message: '"knd:" is no operator. Did you mean kind: ? Known: kind: in: is: order: owner: id:. To find the words as they are, put them in quotes.' }]); // prettier-ignore
    expect(query.filters).toEqual([]);
    expect(problemOf('constructor:x')).toMatch(/^"constructor:" is no operator\. Known:/);
  });

  it.each([
    ['kind:gaol', 'Did you mean goal ?'],
    ['is:opne', 'Did you mean open ?'],
    ['is:loadbearing', 'Did you mean load-bearing ?'],
    ['is:closed', 'Did you mean is:settled ?'],
    ['kind:claim', 'Did you mean kind:goal ?'],
    ['kind:claims', 'Did you mean in:claims ?'],
    ['in:goal', 'Did you mean kind:goal ?'],
    ['order:4', 'Known: 1, 2, 3.'],
    ['kind:', 'kind: needs a value. Known: goal,'],
    ['owner:', 'as in owner:tanaka.'],
  ])('says of %s: %s', (text, said) => {
    expect(problemOf(text)).toContain(said);
  });

  it('reads back what it wrote, for every query', () => {
    const free = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '-', ':', ',', '*', ' ', '1', '.'), minLength: 1, maxLength: 8 }); // prettier-ignore
    const word = free
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .chain((one) => fc.boolean().map((isNot): Words => ({ text: one, isNot })));
    const filter = fc.constantFrom(...OPERATOR_NAMES).chain((name) => {
      const known = OPERATORS[name].values;
      const value =
        known === null
          ? free.map((one) => one.trim().toLowerCase()).filter((one) => one !== '')
          : fc.constantFrom(...known);
      return fc.record({ name: fc.constant(name), values: fc.array(value, { minLength: 1, maxLength: 3 }), isNot: fc.boolean() }); // prettier-ignore
    });
    fc.assert(
      fc.property(fc.record({ words: fc.array(word), filters: fc.array(filter) }), (query: Query) => {
        expect(parseQuery(writeQuery(query))).toEqual({ query, problems: [] });
      }),
      { numRuns: 2_000 },
    ); // prettier-ignore
  });

  it('reads anything, and says of which stretch it is that something is wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        for (const { start, end } of parseQuery(any).problems)
          expect(any.slice(start, end)).toMatch(/^-?[\p{L}_-]+:/u);
      }),
    );
  });
});

describe('toggleValue', () => {
  it('puts a value in, beside others with a comma, and takes it out', () => {
    expect(toggleValue('monitor', 'kind', 'goal')).toBe('kind:goal monitor');
    expect(toggleValue('kind:goal monitor', 'kind', 'note')).toBe('kind:goal,note monitor');
    expect(toggleValue('kind:goal,note monitor', 'kind', 'goal')).toBe('kind:note monitor');
    expect(toggleValue('kind:note -kind:goal', 'kind', 'note')).toBe('-kind:goal');
  });
});

it.each(BUILT_IN_VIEWS)('understands the view "$name"', ({ query }) => {
  const parsed = parseQuery(query);
  expect(parsed.problems).toEqual([]);
  expect(writeQuery(parsed.query)).toBe(query);
});

it('is written down with every operator and every value', () => {
  const told = readFileSync(path.join(root, 'docs', 'search.md'), 'utf8');
  for (const name of OPERATOR_NAMES) expect(told).toContain(`\`${OPERATORS[name].example}\``);
  for (const name of ['kind', 'in', 'is'] as const)
    for (const value of OPERATORS[name].values) expect(told).toContain(`\`${value}\``);
});
