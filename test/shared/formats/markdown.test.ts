import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import type { FormatReading, Interchange } from '../../../shared/formats/interchange.ts';
import { readMarkdown } from '../../../shared/formats/markdown/read.ts';
import { writeMarkdown } from '../../../shared/formats/markdown/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { differencesOf, lossWords } from '../../support/interchange.ts';

function read(text: string): FormatReading {
  const reading = readMarkdown(text, 'a.md');
  if (reading === null) throw new Error('The text was read as prose.');
  return reading;
}

function problemsOf(text: string): string[] {
  try {
    readMarkdown(text, 'a.md');
    return [];
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return error.problems.map(({ code, place }) => `${code} ${place ?? ''}`.trim());
  }
}

function asInterchange(nodes: Record<string, JsonObject>, title = 'T'): Interchange {
  return { title, top: null, modules: new Map(), nodes: new Map(Object.entries(nodes)), lines: new Map() }; // prettier-ignore
}

const TEXT = `# The *case*

Some prose with a time, 10:30, and :word in it.

:::goal{#G1 top supportedBy="S1 S2" inContextOf=C1 declaredLoadBearing}
The system is **safe**.

In two paragraphs.
:::

::: warning
An admonition of somebody else.
:::

:::strategy{#S1 supportedBy="G2, Sn1"}
How
:::

::evidence[Report of the test]{#Sn1 url="https://example.org/a?b=1&amp;c=2"}

\`\`\`
:::goal{#G9}
not one
:::
\`\`\`

::::defeater{id="D 1" challenges="G1 -> S1" status=open}
:::
a fence inside
::::

:::context{#C1 undeveloped=false x-own="[1,2]"}
Where
:::
`;

describe('reading claims in a Markdown document', () => {
  it('reads directives as nodes and leaves the prose alone', () => {
    const { interchange, findings, losses } = read(TEXT);
    expect([interchange.title, interchange.top]).toEqual(['The case', 'G1']);
    expect(Object.fromEntries(interchange.nodes)).toEqual({
      G1: { kind: 'goal', text: 'The system is **safe**.\n\nIn two paragraphs.', supportedBy: ['S1', 'S2'], inContextOf: ['C1'], declaredLoadBearing: true },
      S1: { kind: 'strategy', text: 'How', supportedBy: ['G2', 'Sn1'] },
      Sn1: { kind: 'solution', text: 'Report of the test', url: 'https://example.org/a?b=1&c=2' },
      'D 1': { kind: 'defeater', text: ':::\na fence inside', challenges: ['G1 -> S1'], status: 'open' },
      C1: { kind: 'context', text: 'Where', undeveloped: false, 'x-own': [1, 2] },
    }); // prettier-ignore
    expect(interchange.lines.get('S1')).toBe(15);
    expect([findings, losses]).toEqual([[], []]);
  });

  it('takes a document without directives, or without ids in them, as prose', () => {
    expect(readMarkdown('# A\n\n:::note\nx\n:::\n', 'a.md')).toBeNull();
    expect(readMarkdown(':::context\nof somebody else\n:::\n', 'a.md')).toBeNull();
    expect(readMarkdown('', 'a.md')).toBeNull();
  });

  it('says which directives have no id where others have', () => {
    const { findings, interchange } = read(':::goal{#G1}\nx\n:::\n:::goal\ny\n:::\n');
    expect(findings.map(({ code, where }) => [code, where.line])).toEqual([['directive-without-id', 4]]); // prettier-ignore
    expect([...interchange.nodes.keys()]).toEqual(['G1']);
  });

  it.each([
    ['an id twice', ':::goal{#G1}\n:::\n:::goal{#G1}\n:::', ['duplicate-id line 3']],
    ['a directive that is not closed', ':::goal{#G1}\nx', ['directive-not-closed line 1']],
    ['a head that cannot be read', ':::goal{#G1}\n:::\n:::goal{#G2\n:::', ['directive-syntax line 3']],
    ['a flag that is none', ':::goal{#G1 defeated=perhaps}\n:::', ['wrong-type line 1']],
    ['a list that is none', ':::goal{#G1 supportedBy="[1]"}\n:::', ['wrong-type line 1']],
    ['the id "module"', ':::goal{#module}\n:::', ['reserved-id line 1']],
    ['a key that reaches a prototype', ':::goal{#G1 constructor=x}\n:::', ['forbidden-key line 1']],
    ['more directives than the limit', ':::goal{#G1}\n:::\n'.repeat(10_001), ['too-many-nodes']],
  ])('refuses %s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  }); // prettier-ignore

  it('reads a text of a mebibyte and a line of a mebibyte', () => {
    const text = 'word '.repeat(210_000).trim();
    expect(read(`:::goal{#G1}\n${text}\n:::\n`).interchange.nodes.get('G1')?.['text']).toBe(text);
    expect(read(`${'> '.repeat(500_000)}\n\n:::goal{#G1}\nx\n:::\n`).interchange.nodes.size).toBe(1); // prettier-ignore
  });
});

describe('writing claims as a Markdown document', () => {
  it('gives back what was read', () => {
    const { interchange } = read(TEXT);
    const { text, losses } = writeMarkdown(interchange);
    expect(losses).toEqual([]);
    const back = read(text).interchange;
    expect([back.title, back.top, differencesOf(interchange, back)]).toEqual(['The case', 'G1', []]); // prettier-ignore
  });

  it('names what a directive cannot write', () => {
    const argument = asInterchange({ G1: { kind: 'goal', text: 'x', 'a key': 'y', undeveloped: 3, url: ['z'] } }); // prettier-ignore
    expect(lossWords(writeMarkdown(argument).losses)).toEqual(['dropped G1.a key', 'dropped G1.undeveloped', 'dropped G1.url']); // prettier-ignore
  });

  it('reads back any argument as it was', () => {
    const id = fc.oneof(fc.constantFrom('G1', 'S-2', 'C_3'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })).filter((one) => one === one.replace(/[\0\r\n]/gu, '') && !['module', '__proto__'].includes(one)); // prettier-ignore
    const ids = fc.uniqueArray(id, { maxLength: 3 });
    const markup = fc.constantFrom(':::', '::::', '\n', '# x', '```', '> ', '- ', '&amp;', '{#a}', ':::goal{#Q}', '[', ' ', '"', '    code', '<b>', '|', 'word'); // prettier-ignore
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(markup).map((parts) => parts.join('')), fc.array(markup).map((parts) => parts.join('\n'))).map((words) => words.replace(/\0/gu, '')); // prettier-ignore
    const json = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text), fc.record({ a: text }));
    const kind = fc.constantFrom('goal', 'strategy', 'solution', 'counterEvidence', 'awayGoal', 'moduleReference', 'contractReference', 'unknown'); // prettier-ignore
    const node = fc.record({ kind, text, supportedBy: ids, challenges: ids, owner: text, defeated: fc.boolean(), k: fc.integer(), 'x-tea': json }); // prettier-ignore
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(id, node), { minLength: 1, maxLength: 4, selector: ([one]) => one }), (nodes) => {
        const argument: Interchange = { ...asInterchange({}), nodes: new Map(nodes) };
        const { text: written, losses } = writeMarkdown(argument);
        expect(losses).toEqual([]);
        const back = read(written).interchange;
        const same = differencesOf(argument, back).filter((path) => !path.endsWith('.defeated'));
        expect(same).toEqual([]);
      }),
      { numRuns: 150 },
    ); // prettier-ignore
  });
});
