import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { isHiddenFrom } from '../../../shared/review/blindness.ts';
import type { Judged, Signer } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const tester = buildSigner('A. Tester');
const lead = buildSigner('B. Lead', { role: 'second line lead' });
const testersOtherKey = buildSigner('A. Tester', { keyid: digestOf('another key') });
const roster = buildRoster([tester, lead, testersOtherKey]);
const safetyCase = buildCase([buildNode('G1'), buildNode('G2')]);

function mark(seq: number, signer: Signer, judged: Judged, bundle?: string): CheckedRecord {
  const target = { kind: 'node', id: 'G2', sha256: digestOf('G2') } as const;
  return buildRecord('note', seq, { signer, target, body: 'A reason.', judged }, bundle);
}

function current(...records: readonly CheckedRecord[]): (boolean | undefined)[] {
  const { notes } = toReviewState(safetyCase, analyseStructure(safetyCase), records, roster, '2026-11-20', nodeCrypto); // prettier-ignore
  return notes.map((note) => note.judged?.isCurrent);
}

describe('a judged mark', () => {
  it('is current until the same person marks the node again, with whichever key', () => {
    expect(current(mark(1, tester, 'load-bearing'), mark(2, testersOtherKey, 'no-view'))).toEqual([false, true]); // prettier-ignore
  });

  it('is not replaced by that of another person, nor by one that counts for nothing', () => {
    expect(current(mark(1, tester, 'load-bearing'), mark(2, lead, 'not-load-bearing'))).toEqual([true, true]); // prettier-ignore
    const records = [mark(1, tester, 'load-bearing'), mark(2, tester, 'no-view')];
    const isVoid = (record: CheckedRecord): string | null =>
      record.log.seq === 2 ? 'its key is revoked' : null;
    const { notes } = toReviewState(
      safetyCase,
      analyseStructure(safetyCase),
      records,
      roster,
      '2026-11-20',
      nodeCrypto,
      isVoid,
    );
    expect(notes.map((note) => note.judged?.isCurrent)).toEqual([true, false]);
  });

  it('belongs to the bundle that it was made on', () => {
    expect(current(mark(1, tester, 'load-bearing', digestOf('another bundle')))).toEqual([false]);
  });

  it('of others is hidden from whoever has not sealed an opinion yet; a plain note is not', () => {
    const onlooker = { signer: lead, roster };
    const made = mark(1, tester, 'load-bearing');
    const bundle = digestOf('bundle');
    expect(isHiddenFrom(onlooker, ['opinion'], made, bundle)).toBe(true);
    expect(isHiddenFrom(onlooker, [], made, bundle)).toBe(false);
    expect(isHiddenFrom(onlooker, ['ballot'], made, bundle)).toBe(false);
    expect(isHiddenFrom({ signer: testersOtherKey, roster }, ['opinion'], made, bundle)).toBe(false); // prettier-ignore
    const plain = buildRecord('note', 2, { signer: tester, body: 'Only a note.' });
    expect(isHiddenFrom(onlooker, ['opinion'], plain, bundle)).toBe(false);
  });
});
