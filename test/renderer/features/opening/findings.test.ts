import { describe, expect, it } from 'vitest';
import {
  toFindingRows,
  toFindingsText,
  toRefusalWords,
  type Refusal,
} from '../../../../renderer/features/opening/findings.ts';
import { toProgressWords } from '../../../../renderer/features/opening/progress.ts';
import { digestOf } from '../../../support/builders.ts';

const named = digestOf('named');
const found = digestOf('found');
const refusal: Refusal = {
  operation: 'o',
  fileName: 'case.safetycase',
  error: {
    code: 'bundle-refused',
    message: 'The bundle was refused: 2 problems were found.',
    problems: [
      {
        code: 'digest-differs',
        file: 'data/evidence/E14.csv',
        place: null,
        rule: 'RFC 8493, 3',
        message: `The manifest names ${named}, the file has ${found}.`,
      },
      { code: 'some-new-code', file: null, place: 'line 4', rule: 'rule', message: 'Something.' },
    ],
  },
  namesItself: 'Marram-3, 1.0',
  manifestDigest: digestOf('manifest'),
  filesChecked: 32,
  loggedAs: { origin: 'countersign/log/a', seq: 47 },
};

describe('findings of a refusal', () => {
  it('lists every problem with its file, digests and rule', () => {
    const rows = toFindingRows(refusal);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      file: 'data/evidence/E14.csv',
      finding: 'differs from the manifest',
      digests: [named, found],
      rule: 'RFC 8493, 3',
    });
    expect(rows[1]).toMatchObject({
      file: 'the whole file',
      place: 'line 4',
      finding: 'some new code',
    });
  });

  it('says the one message where there are no problems', () => {
    const rows = toFindingRows({
      ...refusal,
      error: { code: 'unreadable-file', message: 'It cannot be read.', problems: [] },
    });
    expect(rows).toEqual([
      expect.objectContaining({ file: 'case.safetycase', message: 'It cannot be read.' }),
    ]);
  });

  it('saves whole digests, places and where the refusal was recorded', () => {
    const text = toFindingsText(refusal);
    expect(text).toContain(named);
    expect(text).toContain(found);
    expect(text).toContain('the whole file, line 4');
    expect(text).toContain('entry 47');
    expect(toFindingsText({ ...refusal, loggedAs: null })).toContain('could not be recorded');
  });

  it('names what was refused and says in numbers what to pass on', () => {
    expect(toRefusalWords(refusal).headline).toBe('This bundle was not opened.');
    expect(toRefusalWords(refusal).lead).toContain('not the bytes its manifest names');
    expect(toRefusalWords(refusal).todo[0]).toContain('these 2 lines');
    const record = {
      ...refusal,
      error: { ...refusal.error, code: 'audit-record-refused', message: 'Proof 3 does not hold.' },
    };
    expect(toRefusalWords(record).headline).toBe('This audit record was not opened.');
    expect(toRefusalWords(record).lead).toContain('Proof 3 does not hold.');
  });
});

describe('progress of a check', () => {
  it('says how much of the whole is done', () => {
    const words = toProgressWords({ operation: 'o', fileName: 'f', step: 'checking', done: 1_288_490_188, total: 3_328_599_654 });
    expect(words).toEqual({ title: 'Checking the bytes', amount: '1.3 GB of 3.3 GB', percent: 38 });
  });

  it('gives no percentage while the whole is unknown, and never more than 100', () => {
    expect(toProgressWords({ operation: 'o', fileName: 'f', step: 'reading', done: 2048, total: null })).toMatchObject({ amount: '2,048 bytes', percent: null });
    expect(toProgressWords({ operation: 'o', fileName: 'f', step: 'checking', done: 11, total: 10 })).toMatchObject({ amount: '10 bytes of 10 bytes', percent: 100 });
    expect(toProgressWords(null).percent).toBeNull();
  });
}); // prettier-ignore
