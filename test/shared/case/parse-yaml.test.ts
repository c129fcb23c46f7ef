import fc from 'fast-check';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../shared/case/parse-yaml.ts';
import type { JsonValue } from '../../../shared/trust/strict-json.ts';
import { refusalOf } from '../../support/refusals.ts';

const parse = (text: string) => parseYaml(Buffer.from(text), 'x.yaml');
const plain = (value: JsonValue): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const problems = (text: string) =>
  refusalOf(() => parse(text)).problems.map(({ code, place }) => [code, place]);

describe('parseYaml', () => {
  it('reads the core schema, and keeps numbers with fractions as they are written', () => {
    const text =
      'a: 1\nb: 1.50\nc: 0x1F\nd: 1e3\ne: .inf\nf: 99999999999999999999\ng: yes\nh: true\ni: ~\nj: 2026-01-05\nk: -0\nl: "1"\n';
    expect(plain(parse(text).value)).toEqual({ a: 1, b: '1.50', c: 31, d: '1e3', e: '.inf', f: '99999999999999999999', g: 'yes', h: true, i: null, j: '2026-01-05', k: 0, l: '1' }); // prettier-ignore
  });

  it('knows the line of keys and list items', () => {
    const yaml = parse('# c\nG1:\n  supportedBy:\n    - a\n    - b\nG2: {text: x}\n');
    expect([yaml.lineOf('G1'), yaml.lineOf('G1', 'supportedBy'), yaml.lineOf('G1', 'supportedBy', 1), yaml.lineOf('G2', 'text'), yaml.lineOf('G3')]).toEqual([2, 3, 5, 6, null]); // prettier-ignore
  });

  it.each([
    ['a: 1\nb: 2\na: 3\n', 'duplicate-key', 'line 3, column 1'],
    ['{a: 1, "\\u0061": 2}', 'duplicate-key', 'line 1, column 8'],
    ['1: a\n"1": b\n', 'duplicate-key', 'line 2, column 1'],
    ['a: &x 1\nb: *x\n', 'yaml-alias', 'line 2, column 4'],
    ['a: &x [*x]\n', 'yaml-alias', 'line 1, column 8'],
    ['a: !relative 5\n', 'yaml-tag', 'line 1, column 4'],
    ['a: !!binary aGk=\n', 'yaml-tag', 'line 1, column 4'],
    ['x:\n  __proto__: 1\n', 'forbidden-key', 'line 2, column 3'],
    ['- {"constructor": 1}\n', 'forbidden-key', 'line 1, column 4'],
    ['? {a: 1}\n: 2\n', 'yaml-key', 'line 1, column 1'],
    ['a: 1\n---\nb: 2\n', 'yaml-invalid', 'line 2, column 1'],
    ['%YAML 1.1\n---\na: yes\n', 'yaml-version', 'line 1, column 1'],
    ['a: "\\ud800"\n', 'lone-surrogate', 'line 1, column 4'],
    ['a: [1, 2\n', 'yaml-invalid', 'line 2, column 1'],
    ['a:\n\tb: 1\n', 'yaml-invalid', 'line 2, column 1'],
  ])('refuses %j as %s', (text, code, place) => {
    expect(problems(text)).toContainEqual([code, place]);
  });

  it('has no merge keys: "<<" is a key like any other', () => {
    expect(plain(parse('<<: {a: 1}\n').value)).toEqual({ '<<': { a: 1 } });
  });

  it('names every problem, not the first one only', () => {
    expect(problems('a: *x\nb: 1\nb: 2\nprototype: 1\n').map(([code]) => code)).toEqual(['yaml-alias', 'duplicate-key', 'forbidden-key']); // prettier-ignore
  });

  it('refuses bytes that are not UTF-8, and more of them than allowed', () => {
    expect(refusalOf(() => parseYaml(Uint8Array.of(0x61, 0x3a, 0x20, 0xff), 'x.yaml')).problems[0]?.code).toBe('invalid-utf-8'); // prettier-ignore
    expect(refusalOf(() => parseYaml(new Uint8Array(8 * 1024 * 1024 + 1), 'x.yaml')).problems[0]?.code).toBe('file-too-large'); // prettier-ignore
  });

  it('refuses what is nested without end, quickly and without overflow', () => {
    const started = performance.now();
    const stairs = Array.from({ length: 2_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    for (const text of ['['.repeat(50_000), '{a: '.repeat(20_000), '- '.repeat(50_000), '? '.repeat(5_000), stairs, `${'['.repeat(66)}${']'.repeat(66)}`]) {
      expect(problems(text).map(([code]) => code)).toEqual(['yaml-too-deep']);
    }
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(plain(parse(`${'['.repeat(60)}${']'.repeat(60)}`).value)).toBeTruthy();
  }, 180_000); // prettier-ignore

  it('takes time in proportion to the number of keys', () => {
    const keys = (count: number): string => Array.from({ length: count }, (_, index) => `G${index}: {text: a}`).join('\n');
    const timed = (text: string): number => {
      const started = performance.now();
      parse(text);
      return performance.now() - started;
    };
    timed(keys(2_000));
    // Comparing every pair would take a hundred times as long for ten times the keys.
    expect(timed(keys(20_000))).toBeLessThan(40 * Math.max(timed(keys(2_000)), 250));
  }, 180_000); // prettier-ignore

  it('leaves no trace on Object.prototype, whatever the keys', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.dictionary(key, fc.string(), { maxKeys: 3 }), { maxKeys: 3 }),
        (value) => {
          try {
            const parsed = parse(stringify(value)).value;
            expect(Object.getPrototypeOf(parsed)).toBeNull();
          } catch {
            // Refused: the keys are of those that are not allowed.
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
    );
  });
});
