import { expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseStrictJsonBytes, type JsonRules } from '../../../shared/trust/strict-json.ts';
import { countAsCase, expectCases } from '../../support/conformance-count.ts';
import { describeWithData, listConformance, readConformance } from '../../support/conformance.ts';

const PARSING = ['vectors', 'json-test-suite', 'test_parsing'];
const TRANSFORM = ['vectors', 'json-test-suite', 'test_transform'];
const CANONICAL = ['vectors', 'json-canonicalization', 'testdata'];

/** Code of the problem with which bytes are refused, or "accepted". */
function judge(bytes: Uint8Array, rules?: JsonRules): string {
  try {
    parseStrictJsonBytes(bytes, 'vector', rules);
    return 'accepted';
  } catch (error) {
    if (error instanceof CountersignError) return error.problems[0]?.code ?? 'no problem given';
    throw error;
  }
}

function judgeAll(folder: string[], prefix: string, rules?: JsonRules): Record<string, string> {
  const names = listConformance(...folder).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => [name, judge(readConformance(...folder, name), rules)]),
  );
}

function namesOf(judged: Record<string, string>, outcome: string): string[] {
  return Object.keys(judged).filter((name) => judged[name] === outcome);
}

/** Counts each judged text; `exceptions` say with which outcome, `otherwise` judges the rest. */
function expectJudged(
  suite: string,
  judged: Record<string, string>,
  otherwise: (outcome: string) => boolean,
  exceptions: Readonly<Record<string, string>> = {},
): void {
  const cases = Object.entries(judged).map(([name, outcome]) => {
    const code = exceptions[name];
    return { name, isAsExpected: code === undefined ? otherwise(outcome) : outcome === code };
  });
  expectCases(suite, cases);
}

const isAccepted = (outcome: string): boolean => outcome === 'accepted';
const isRefused = (outcome: string): boolean => outcome !== 'accepted';

describeWithData('JSON parsing test suite', PARSING, () => {
  it('refuses all 188 texts that are not JSON, in either mode', () => {
    const judged = judgeAll(PARSING, 'n_', { numbers: 'finite' });
    expect(Object.keys(judged)).toHaveLength(188);
    expect(namesOf(judgeAll(PARSING, 'n_'), 'accepted')).toEqual([]);
    expectJudged('JSON that is none', judged, isRefused);
  });

  it('accepts the 95 texts that are JSON, but for the two with a key twice', () => {
    const judged = judgeAll(PARSING, 'y_', { numbers: 'finite' });
    expect(Object.keys(judged)).toHaveLength(95);
    // formats.md 3 refuses a key that stands twice, which RFC 8259 only advises against.
    expectJudged('JSON that is valid', judged, isAccepted, {
      'y_object_duplicated_key.json': 'duplicate-key',
      'y_object_duplicated_key_and_value.json': 'duplicate-key',
    });
  });

  it('refuses further, as records must, only numbers that are no plain integers', () => {
    const judged = judgeAll(PARSING, 'y_');
    expect(namesOf(judged, 'not-an-integer')).toEqual([
      'y_number.json',
      'y_number_0e+1.json',
      'y_number_0e1.json',
      'y_number_double_close_to_zero.json',
      'y_number_int_with_exp.json',
      'y_number_minus_zero.json',
      'y_number_negative_zero.json',
      'y_number_real_capital_e.json',
      'y_number_real_capital_e_neg_exp.json',
      'y_number_real_capital_e_pos_exp.json',
      'y_number_real_exponent.json',
      'y_number_real_fraction_exponent.json',
      'y_number_real_neg_exp.json',
      'y_number_real_pos_exponent.json',
      'y_number_simple_real.json',
      'y_object_extreme_numbers.json',
      'y_structure_lonely_negative_real.json',
    ]);
    expect(namesOf(judged, 'accepted')).toHaveLength(95 - 2 - 17);
  });

  it('refuses every text that readers are free to judge, since they judge it differently', () => {
    const judged = judgeAll(PARSING, 'i_');
    expectJudged('JSON that readers are free to judge', judged, isRefused);
  });

  it('refuses every text that readers understand differently, and keeps the rest apart', () => {
    expectJudged('JSON that readers understand differently', judgeAll(TRANSFORM, ''), isRefused, {
      'number_1000000000000000.json': 'accepted',
      'object_key_nfc_nfd.json': 'accepted',
      'object_key_nfd_nfc.json': 'accepted',
      'string_with_escaped_NULL.json': 'accepted',
    });
    const nfc = parseStrictJsonBytes(
      readConformance(...TRANSFORM, 'object_key_nfc_nfd.json'),
      'nfc',
    );
    expect(Object.keys(nfc as object)).toEqual(['\u00e9', 'e\u0301']);
  });
});

describeWithData('RFC 8785 test data', CANONICAL, () => {
  const names = ['arrays', 'french', 'structures', 'unicode', 'values', 'weird'];

  it.each(names)('writes %s byte for byte', (name) => {
    countAsCase('Canonical JSON');
    const rules = { numbers: 'finite' } as const;
    const value = parseStrictJsonBytes(
      readConformance(...CANONICAL, 'input', `${name}.json`),
      name,
      rules,
    );
    expect(toCanonicalJson(value, rules)).toBe(
      utf8Decode(readConformance(...CANONICAL, 'output', `${name}.json`)),
    );
  });

  it('refuses the floats among them in what is signed', () => {
    const judged = names.map((name) =>
      judge(readConformance(...CANONICAL, 'input', `${name}.json`)),
    );
    expect(judged).toEqual([
      'accepted',
      'accepted',
      'not-an-integer',
      'accepted',
      'not-an-integer',
      'accepted',
    ]);
  });
});
