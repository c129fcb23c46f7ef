// What is read the plain way must be what the library reads, with the same lines, or be left to it.
import fc from 'fast-check';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseAnyYaml, parseYaml } from '../../../shared/case/parse-yaml.ts';
import type { YamlFile } from '../../../shared/case/parse-yaml.ts';
import { readPlainYaml } from '../../../shared/case/plain-yaml.ts';
import { describeWithData, listConformance, readConformance } from '../../support/conformance.ts';
import { refusalOf } from '../../support/refusals.ts';
import type { JsonValue } from '../../../shared/trust/strict-json.ts';

type Path = readonly (string | number)[];

/** Every path of a value, to one level more than lines are kept of. */
function pathsOf(value: JsonValue, path: Path = []): Path[] {
  if (path.length === 4 || typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => {
    const below = [...path, key];
    return [below, ...pathsOf((value as Record<string | number, JsonValue>)[key] ?? null, below)];
  });
}

/** Value with the order of keys, and the line of every path. */
function toPlain({ value, lineOf }: YamlFile): unknown {
  return { text: JSON.stringify(value), lines: pathsOf(value).map((path) => [...path, lineOf(...path)]) }; // prettier-ignore
}

/** True where the text is plain; then both readers must agree. */
function agree(text: string): boolean {
  const plain = readPlainYaml(text, 3);
  if (plain === null) return false;
  expect(toPlain(plain)).toEqual(toPlain(parseAnyYaml(text, 'x.yaml')));
  return true;
}

const USUAL = `# An argument
G1:
  kind: goal   # what it is
  text: The system is safe:enough, or not
  supportedBy: [S1, "Sn 1", 'it''s']
  k: 2

S1:
  text: |
    Two lines,
      the second one indented.

    And one more.
  inContextOf:
  - C1
  - C-2
  x-more: {a: 1, b: [true, ~], c: {d: "\\u00e4\\n"}}
C1:
  text: >-
    Folded into
    one line.

    And another.
  doc: docs/a.md#top
  list:
    - name: one
      of: -7

    - name: two
C-2:
  text: "quoted # no comment"
  note: one line
    and - [the] next # end
  empty:
`;

/** Pieces from which texts are put together that are nearly plain. */
const PIECES = [
  'G1:', 'a: ', 'a:', 'b: ', '- ', '-', '  ', ' ', '\n', '\n', '\n  ', '\n    ', '\n- ', '\n  - ', '# c', ' # c', '|', '|-', '>', '>-',
  '|2', '[', ']', '{', '}', ', ', ',', ': ', ':', '"', "'", "''", '\\"', '\\n', 'x', 'word', 'two words', '1', '-1', '007', '0x1F', '1.5', '.5',
  'true', 'null', '~', '---', '...', '&a', '*a', '!t ', '?', '? ', '%', '@', '`', '\t', '\r\n', 'é', '\u00a0', '\u2028', '\ufeff', '\u{1f600}',
  '=', '<', '<<: ', '$', '^', ';', '(', ')', '/', '.', '+', '- a: ', '- - ', '-x', '__proto__: ', 'http://a', 'a:b',
]; // prettier-ignore

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('G1', 'true', '1', '', ' a', 'a ', 'a: b', '# x', 'two\nlines', 'one\n', '\n', '\n\nx', '- x', 'x #', "it's"),
); // prettier-ignore
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), scalar, { maxKeys: 3 }),
  fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), scalar, { maxKeys: 3 }), { maxLength: 3 }), // prettier-ignore
);
const argument = fc.dictionary(
  fc.stringMatching(/^[A-Z][a-z0-9.-]{0,3}$/),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), value, { maxKeys: 4 }),
  { minKeys: 1, maxKeys: 4 },
);

describe('plain YAML', () => {
  it('is what arguments are written in', () => {
    expect(agree(USUAL)).toBe(true);
    expect(parseYaml(Buffer.from(USUAL), 'x.yaml').value).toMatchObject({ S1: { text: 'Two lines,\n  the second one indented.\n\nAnd one more.\n' }, C1: { text: 'Folded into one line.\nAnd another.', list: [{ of: -7 }, { name: 'two' }] }, 'C-2': { empty: null } }); // prettier-ignore
  });

  it.each([
    'a: 1\na: 2\n', 'a: &x 1\n', 'a: *x\n', 'a: !t 1\n', 'a: one\n\n  two\n', 'a: "one\n  two"\n', 'a: |2\n    x\n', 'a: 0x1F\n', '? a\n: b\n', '---\na: 1\n',
    'a: 1\n---\nb: 1\n', '%YAML 1.2\n---\na: 1\n', '- a\n', 'word\n', '\ufeffa: 1\n', 'a:\t1\n', 'a: 1\r\n', '__proto__: 1\n', 'a: [1, 2\n', 'a: {a: 1, a: 2}\n', 'a: b: c\n', ' a: 1\n',
    'a:\n   b: 1\n  c: 2\n', 'a: "\\ud800"\n', '', '# nothing\n',
  ])('leaves %j to the library', (text) => {
    expect(readPlainYaml(text, 3)).toBeNull();
  }); // prettier-ignore

  it('is read as the library reads it, however it is put together', () => {
    let plain = 0;
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join('')); // prettier-ignore
    fc.assert(fc.property(texts, (text) => {
      if (agree(text)) plain += 1;
    }), { numRuns: 20_000 }); // prettier-ignore
    expect(plain).toBeGreaterThan(200);
  }, 120_000); // prettier-ignore

  it('is read as the library reads it, with a line or a sign of a usual file changed', () => {
    let plain = 0;
    const changed = fc.tuple(fc.nat(USUAL.length), fc.nat(3), fc.constantFrom('', ...PIECES));
    fc.assert(fc.property(fc.array(changed, { minLength: 1, maxLength: 2 }), (changes) => {
      const text = changes.reduce((before, [at, cut, put]) => before.slice(0, at) + put + before.slice(at + cut), USUAL);
      if (agree(text)) plain += 1;
    }), { numRuns: 4_000 });
    expect(plain).toBeGreaterThan(500);
  }, 120_000); // prettier-ignore

  it('is what writers of YAML write, for most arguments', () => {
    let plain = 0;
    fc.assert(fc.property(argument, fc.constantFrom(0, 20, 80), (nodes, lineWidth) => {
      if (agree(stringify(nodes, { lineWidth, version: '1.2' }))) plain += 1;
    }), { numRuns: 2_000 });
    expect(plain).toBeGreaterThan(1_000);
  }, 120_000); // prettier-ignore
});

describe('YAML that is not plain', () => {
  it('is refused with the limit named where there is too much of it', () => {
    const large = (entries: number): string => `? [a]\n: b\n${Array.from({ length: entries }, (_, at) => `k${at}: {a: b}\n`).join('')}`; // prettier-ignore
    const [problem] = refusalOf(() => parseYaml(Buffer.from(large(30_000)), 'x.yaml')).problems;
    expect([problem?.code, problem?.rule]).toEqual(['yaml-too-large', 'at most 250000 words and signs in YAML that is not in plain form']); // prettier-ignore
    const plain = large(30_000).slice('? [a]\n: b\n'.length);
    expect(Object.keys(parseYaml(Buffer.from(plain), 'x.yaml').value ?? {})).toHaveLength(30_000);
  }, 60_000); // prettier-ignore
});

describeWithData('the YAML of others', ['cases'], () => {
  it('is read as the library reads it, and is plain for the most part', () => {
    const files = listConformance('cases').filter((name) => /\.ya?ml$/u.test(name));
    const texts = files.map((name) => Buffer.from(readConformance('cases', name)).toString('utf8'));
    expect(files.length).toBeGreaterThan(90);
    expect(texts.filter(agree).length).toBeGreaterThan(files.length / 2);
  });
});
