import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interchange } from '../../../shared/formats/interchange.ts';
import { cutEnd } from '../../../shared/formats/ltac/parse-line.ts';
import { parseLtac } from '../../../shared/formats/ltac/parse-file.ts';
import { readLtac } from '../../../shared/formats/ltac/read.ts';
import { toTail } from '../../../shared/formats/ltac/write.ts';
import { writeLtac } from '../../../shared/formats/ltac/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { refusalOf } from '../../support/refusals.ts';

const SMALL = `# A small case
- Claim C1: The pump is safe enough
  - Context X1: Water at 20 degrees (spec.pdf)
  - Strategy S1: Argue over hazards
    - Claim C2: Leaks are found
      - Evidence E1: Leak test {assumed} (leak (1).txt)
    - Claim C3: Pressure stays low {needssupport}
    - Link C2
  - Claim D1: The leak test used air {defeater}

- Claim C4: A second package {defeated}
  - Claim ^C2: Leaks are found
`;

function nodesOf(text: string): ReadonlyMap<string, JsonObject> {
  return readLtac(text, 'a.ltac').interchange.nodes;
}

function codesOf(text: string): string[] {
  return readLtac(text, 'a.ltac').findings.map((finding) => finding.code);
}

function problemOf(text: string): { place: string | null; code: string } {
  const [problem] = refusalOf(() => readLtac(text, 'a.ltac')).problems;
  return { place: problem?.place ?? null, code: problem?.code ?? '' };
}

describe('reading LTAC', () => {
  it('makes nodes of elements, and links of links and citations', () => {
    const nodes = nodesOf(SMALL);
    expect(nodes.get('C1')).toMatchObject({ kind: 'goal', supportedBy: ['S1'], inContextOf: ['X1'] });
    expect(nodes.get('S1')).toMatchObject({ kind: 'strategy', supportedBy: ['C2', 'C3', 'C2'] });
    expect(nodes.get('X1')).toMatchObject({ kind: 'context', text: 'Water at 20 degrees', url: 'spec.pdf' });
    expect(nodes.get('C3')).toMatchObject({ undeveloped: true });
    expect(nodes.get('D1')).toMatchObject({ kind: 'defeater', challenges: ['C1'] });
    expect(nodes.get('C4')).toMatchObject({ defeated: true, supportedBy: ['C2'] });
  }); // prettier-ignore

  it('reads a justification that is itself supported as a goal, and says so', () => {
    const { interchange, losses } = readLtac('- Claim C1: a\n  - Justification J1: b\n    - Evidence E1: c\n  - Justification J2: d\n', 'a.ltac'); // prettier-ignore
    expect(interchange.nodes.get('C1')).toMatchObject({ supportedBy: ['J1'], inContextOf: ['J2'] });
    expect(losses.map((loss) => loss.where.node)).toEqual(['J1']);
  });

  it('joins what stands below a relation to the element above it', () => {
    const nodes = nodesOf('- Claim C1: a\n  - Relation R1: b {iscounter}\n    - Claim C2: c\n');
    expect(nodes.get('C1')).toMatchObject({ supportedBy: ['C2'], inContextOf: ['R1'] });
  });

  it.each([
    ['- Claim C1: a\nno element\n', 'line 2, column 1', 'ltac-syntax'],
    ['- Clam C1: a\n', 'line 1, column 3', 'ltac-syntax'],
    ['- Claim C1: a\n   - Claim C2: b\n', 'line 2, column 1', 'ltac-syntax'],
    ['- Claim C1: a\n\t- Claim C2: b\n', 'line 2, column 1', 'ltac-syntax'],
    ['- Claim C1: a\n    - Claim C2: b\n', 'line 2, column 5', 'ltac-indent'],
    ['- Claim C1: a\n  - Link C1\n    - Claim C2: b\n', 'line 3, column 5', 'ltac-indent'],
    ['- Claim C1: a\n  - Claim C1: b\n', 'line 2, column 1', 'duplicate-id'],
    ['- Link C1\n', 'line 1, column 1', 'ltac-root'],
    ['- Claim __proto__: a\n', 'line 1, column 1', 'forbidden-key'],
  ])('refuses %j with its place', (text, place, code) => {
    expect(problemOf(text)).toEqual({ place, code });
  });

  it('refuses more than 100,000 elements with the limit named', () => {
    const text = Array.from({ length: 100_001 }, (_, at) => `- Claim C${at}: a`).join('\n');
    expect(problemOf(text)).toMatchObject({ code: 'too-many-nodes' });
  });

  it.each([
    ['ltac-states', '- Claim C1: a {defeated, axiomatic}\n'],
    ['ltac-citation-type', '- Claim C1: a\n\n- Strategy S1: b\n  - Strategy ^C1:\n'],
    ['ltac-citation-text', '- Claim C1: a\n  - Claim ^C2: other\n\n- Claim C2: b\n'],
    ['ltac-not-permitted', '- Claim C1: a\n  - Evidence E1: b\n    - Claim C2: c\n'],
    ['ltac-mixed', '- Claim C1: a\n  - Evidence E1: b\n  - Strategy S1: c\n'],
    ['ltac-root', '- Evidence E1: a\n'],
  ])('finds %s', (code, text) => {
    expect(codesOf(text)).toContain(code);
    expect(codesOf('- Claim C1: a\n  - Strategy S1: b\n    - Claim C2: c\n')).toEqual([]);
  });
});

describe('the end of a line', () => {
  it.each([
    ['a (b) c', 'a (b) c', [], null],
    ['a (b)', 'a', [], 'b'],
    ['a (b) ()', 'a (b)', [], null],
    ['a {x, Y, x} (b)', 'a', ['x', 'y'], 'b'],
    ['a {x} {}', 'a {x}', [], null],
    ['complies with {N} controls', 'complies with {N} controls', [], null],
    ['f(x)', 'f(x)', [], null],
  ])('of %j is cut as rule 11 says', (line, text, options, reference) => {
    expect(cutEnd(line)).toEqual({ text, options, reference });
  });

  it('is read again as it was written, whatever the text ends with', () => {
    const word = fc.stringMatching(/^[a-z(){},. ]{0,12}$/u).map((text) => text.trim());
    const options = fc.uniqueArray(fc.constantFrom('defeated', 'assumed', 'x'));
    const reference = fc.option(fc.stringMatching(/^[a-z.]{1,5}$/u), { nil: null });
    fc.assert(fc.property(word, options, reference, (text, all, url) => {
      expect(cutEnd(toTail(text, all, url))).toEqual({ text, options: all, reference: url });
    })); // prettier-ignore
  });
});

/** Elements and places of a file, as far as order says nothing. */
function contentOf(text: string): { elements: unknown; places: string[] } {
  const { elements, places } = parseLtac(text, 'a.ltac');
  const list = [...elements.values()].map(({ line: _, under, end, comments, ...rest }) => ({ ...rest, under, reference: end.reference, options: [...end.options].sort(), comments })); // prettier-ignore
  return {
    elements: list.sort((a, b) => (a.id < b.id ? -1 : 1)),
    places: places.map(({ parent, child, how, options }) => JSON.stringify({ parent, child, how, options })).sort(), // prettier-ignore
  };
}

const KINDS = [
  'goal',
  'strategy',
  'solution',
  'context',
  'assumption',
  'defeater',
  'moduleReference',
] as const;
/** Arguments of any shape: circles, shared nodes, ids that are not there. */
const arguments_ = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      text: fc.stringMatching(/^[a-z{}() ]{0,10}$/u),
      supportedBy: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
      inContextOf: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 2 }),
      undeveloped: fc.boolean(),
      defeated: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list): Interchange => ({
    title: null,
    top: null,
    modules: new Map(),
    lines: new Map(),
    nodes: new Map(list.map(({ supportedBy, inContextOf, kind, ...rest }, at) => [`N${at}`, {
      ...rest,
      kind,
      supportedBy: supportedBy.map((id) => `N${id}`),
      inContextOf: inContextOf.map((id) => `N${id}`),
      ...(kind === 'defeater' ? { challenges: ['N0'] } : {}),
    }])),
  })); // prettier-ignore

describe('writing LTAC', () => {
  it('gives back what was read, up to order', () => {
    const { interchange } = readLtac(SMALL, 'a.ltac');
    const { text, losses } = writeLtac(interchange);
    expect(contentOf(text)).toEqual(contentOf(SMALL));
    expect(losses).toEqual([]);
  });

  it('names every difference of a field, whatever the argument', () => {
    fc.assert(fc.property(arguments_, (argument) => {
      const { text, losses } = writeLtac(argument);
      const { interchange } = readLtac(text, 'a.ltac');
      expect([...interchange.nodes.keys()].sort()).toEqual([...argument.nodes.keys()].sort());
      for (const [id, before] of argument.nodes) {
        const after = interchange.nodes.get(id) ?? {};
        for (const key of ['kind', 'text', 'supportedBy', 'inContextOf', 'undeveloped', 'defeated', 'challenges']) {
          const plain = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...new Set(value as string[])].sort() : (value ?? (key.endsWith('y') || key.endsWith('f') || key === 'challenges' ? [] : false)));
          if (plain(before[key]) === plain(after[key])) continue;
          const isNamed = losses.some((loss) => loss.where.node === id || [...argument.nodes.keys()].some((other) => loss.where.node === other && loss.message.includes(id)));
          expect(isNamed ? '' : `${id}.${key}: ${plain(before[key])} became ${plain(after[key])}\n${text}`).toBe('');
        }
      }
    }), { numRuns: 300 }); // prettier-ignore
  });

  it('names fields that LTAC has no place for, and gives ids that it cannot hold others', () => {
    const nodes = new Map<string, JsonObject>([['G:1', { kind: 'goal', text: 'a\nb', owner: 'x', supportMode: 'any_of', supportedBy: ['M'] }], ['M', { kind: 'awayGoal', text: 'c' }]]); // prettier-ignore
    const { text, losses } = writeLtac({ title: 'T', top: 'G:1', modules: new Map([['m', {}]]), nodes, lines: new Map() }); // prettier-ignore
    expect(text).toBe('- Claim G_1: a b\n  - Claim M: c\n');
    expect(losses.map(({ where, field }) => `${where.node ?? ''}.${field}`).sort()).toEqual(['.module', '.title', 'G:1.id', 'G:1.owner', 'G:1.supportMode', 'G:1.text', 'M.kind']); // prettier-ignore
  });

  it('takes a chain in which each names the next but one as well, and refuses one too deep for a file', () => {
    const chain = (length: number): Interchange => ({
      title: null,
      top: 'G0',
      modules: new Map(),
      lines: new Map(),
      nodes: new Map(Array.from({ length }, (_, at) => [`G${at}`, { kind: 'goal', text: '', supportedBy: at < length - 2 ? [`G${at + 1}`, `G${at + 2}`] : [] }])),
    });
    expect(readLtac(writeLtac(chain(2_000)).text, 'a.ltac').interchange.nodes.size).toBe(2_000);
    expect(refusalOf(() => writeLtac(chain(20_000))).problems[0]?.code).toBe('too-deep');
  }); // prettier-ignore
});
