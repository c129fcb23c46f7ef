import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { Signer } from '../../../shared/review/records.ts';
import { inOrder, type CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import type { ChallengeView } from '../../../shared/review/view.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const tester = buildSigner('A. Tester');
const lead = buildSigner('B. Lead', { role: 'second line lead' });
const author = buildSigner('C. Author', { line: 'first', role: 'author' });
const board = buildSigner('D. Board', { line: 'third', role: 'adjudicator' });
const testersOtherKey = buildSigner('A. Tester', { keyid: digestOf('another key') });
const roster = buildRoster([tester, lead, author, board, testersOtherKey]);
const safetyCase = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2')]);
const structure = analyseStructure(safetyCase);

const target = { kind: 'node', id: 'G2', sha256: digestOf('G2') } as const;
const challenge = buildRecord('challenge', 1, {
  signer: tester, target, challengeType: 'rebutting', severity: 'blocking',
  whatIsWrong: 'It is false.', whatWouldSettleIt: '', severityReason: '',
}); // prettier-ignore
const about = (digest: string): { kind: 'record'; id: string; sha256: string } => ({ kind: 'record', id: digest, sha256: digest }); // prettier-ignore

function assess(seq: number, signer: Signer, outcome: 'sustained' | 'resolved-rebutted' | 'withdrawn' | 'resolved-fixed', bundle?: string): CheckedRecord {
  return buildRecord('assessment', seq, { signer, target: about(challenge.digest), outcome, reason: 'A reason.' }, bundle);
} // prettier-ignore

function respond(seq: number, signer: Signer): CheckedRecord {
  return buildRecord('response', seq, { signer, target: about(challenge.digest), answer: 'disputes', body: 'No.' }); // prettier-ignore
}

function countersign(seq: number, signer: Signer, assessment: CheckedRecord): CheckedRecord {
  return buildRecord('second-signature', seq, { signer, target: about(assessment.digest), reason: 'Agreed.' }); // prettier-ignore
}

function challengeAfter(...records: readonly CheckedRecord[]): ChallengeView {
  const state = toReviewState(
    safetyCase,
    structure,
    [challenge, ...records],
    roster,
    '2026-11-20',
    nodeCrypto,
  );
  const [view] = state.challenges;
  if (view === undefined) throw new Error('The challenge is in the state');
  return view;
}

describe('the state of a challenge', () => {
  it('is raised and waits on the author', () => {
    expect(challengeAfter()).toMatchObject({ label: 'CH-01', state: 'raised', isOpen: true, turn: 'author', floor: 'blocking' }); // prettier-ignore
  });

  it('stays open when the author answers, and cannot be closed by the author', () => {
    expect(challengeAfter(respond(2, author))).toMatchObject({ state: 'answered', isOpen: true, turn: 'raiser' }); // prettier-ignore
    const view = challengeAfter(respond(2, author), assess(3, author, 'resolved-rebutted'));
    expect(view).toMatchObject({ state: 'answered', isOpen: true });
    expect(view.thread[1]).toMatchObject({ void: 'made by the first line, which never assesses' });
  });

  it('is not assessed by a bystander of the second line, but by the lead', () => {
    const bystander = buildSigner('E. Other');
    expect(challengeAfter(assess(2, bystander, 'sustained'))).toMatchObject({ state: 'raised' });
    expect(challengeAfter(assess(2, lead, 'sustained'))).toMatchObject({ state: 'sustained', isOpen: true }); // prettier-ignore
  });

  it('that is blocking stays open until a second person countersigns its closing', () => {
    const closing = assess(2, tester, 'resolved-rebutted');
    expect(challengeAfter(closing)).toMatchObject({ state: 'awaiting-second-signature', isOpen: true, turn: 'second signer' }); // prettier-ignore
    expect(challengeAfter(closing, countersign(3, board, closing))).toMatchObject({ state: 'resolved-rebutted', isOpen: false }); // prettier-ignore
  });

  it('counts persons, not keys, for the second signature', () => {
    const closing = assess(2, tester, 'resolved-rebutted');
    const view = challengeAfter(closing, countersign(3, testersOtherKey, closing));
    expect(view.state).toBe('awaiting-second-signature');
    expect(view.thread[1]).toMatchObject({ void: 'made by the person who closed the challenge' });
    expect(challengeAfter(closing, countersign(3, author, closing)).isOpen).toBe(true);
  });

  it('needs no second signature when the raiser withdraws, or a new revision fixed it', () => {
    expect(challengeAfter(assess(2, tester, 'withdrawn'))).toMatchObject({ state: 'withdrawn', isOpen: false }); // prettier-ignore
    expect(challengeAfter(assess(2, lead, 'withdrawn'))).toMatchObject({ state: 'raised' });
    expect(challengeAfter(assess(2, tester, 'resolved-fixed', digestOf('next bundle')))).toMatchObject({ isOpen: false }); // prettier-ignore
    expect(challengeAfter(assess(2, tester, 'resolved-fixed'))).toMatchObject({ isOpen: true });
  });

  it('is not assessed by the author of what is doubted, whatever line that person is in now', () => {
    const own = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2', { owner: 'a.tester' })], {
      people: [{ id: 'a.tester', name: 'A. Tester', organisation: '', line: '1', role: '', interests: [] }],
    }); // prettier-ignore
    const state = toReviewState(own, structure, [challenge, assess(2, tester, 'withdrawn')], roster, '2026-11-20', nodeCrypto); // prettier-ignore
    expect(state.challenges[0]).toMatchObject({ state: 'raised', isOpen: true });
  });

  it('carries over to a new revision of the case', () => {
    const next = { ...safetyCase, bundleDigest: digestOf('next bundle'), version: '1.1' };
    const state = toReviewState(next, structure, [challenge], roster, '2026-11-20', nodeCrypto);
    expect(state.challenges[0]).toMatchObject({ isOpen: true, record: { aboutOpenBundle: false } });
  });
});

describe('records of a review', () => {
  it('of another case are left out', () => {
    const other = buildRecord('note', 2, { signer: tester, target, body: 'x', case: { id: 'T-2', version: '1' } }); // prettier-ignore
    expect(
      toReviewState(safetyCase, structure, [other], roster, '2026-11-20', nodeCrypto).notes,
    ).toEqual([]);
  });

  it('have one order, whatever order they were read in', () => {
    const records = [challenge, respond(2, author), assess(3, tester, 'sustained')];
    expect(inOrder([...records].reverse()).map((record) => record.digest)).toEqual(records.map((record) => record.digest)); // prettier-ignore
  });

  it('keep a sign-off for another version visible, and never current', () => {
    const opinion = buildRecord('opinion', 2, { signer: tester, support: 'supports', view: 'agrees', stance: 'agree', text: [] }); // prettier-ignore
    const state = toReviewState({ ...safetyCase, bundleDigest: digestOf('next') }, structure, [opinion], roster, '2026-11-20', nodeCrypto); // prettier-ignore
    expect(state.opinions[0]).toMatchObject({ state: 'for another version' });
  });

  it('let only the same person supersede a sign-off', () => {
    const first = buildRecord('opinion', 2, { signer: tester, support: 'supports', view: 'agrees', stance: 'agree', text: [] }); // prettier-ignore
    const byOther = buildRecord('opinion', 3, { signer: lead, supersedes: first.digest, text: [] });
    const bySame = buildRecord('opinion', 4, { signer: testersOtherKey, supersedes: first.digest, text: [] }); // prettier-ignore
    const opinionsOf = (...records: CheckedRecord[]): string[] =>
      toReviewState(safetyCase, structure, records, roster, '2026-11-20', nodeCrypto).opinions.map((view) => view.state); // prettier-ignore
    expect(opinionsOf(first, byOther)[0]).toBe('current');
    expect(opinionsOf(first, bySame)).toEqual(['superseded', 'current']);
  });

  it('show an approval as expired after its expiry', () => {
    const decision = buildRecord('decision', 2, { signer: board, decision: 'approve', expiry: '2026-11-19', text: [] }); // prettier-ignore
    expect(toReviewState(safetyCase, structure, [decision], roster, '2026-11-20', nodeCrypto).decisions[0]).toMatchObject({ state: 'expired' }); // prettier-ignore
    expect(toReviewState(safetyCase, structure, [decision], roster, '2026-11-19', nodeCrypto).decisions[0]).toMatchObject({ state: 'current' }); // prettier-ignore
  });
});
