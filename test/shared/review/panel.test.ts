import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { DEFAULT_POLICY } from '../../../shared/policy/policy-pack.ts';
import { blindTo, isHiddenFrom } from '../../../shared/review/blindness.ts';
import { evaluateGate, type Gate, type GateContext, type SignOffInput } from '../../../shared/review/gate.ts'; // prettier-ignore
import { awaitedMembers, countPanel } from '../../../shared/review/panel.ts';
import type { DecisionOutcome, Signer, Vote } from '../../../shared/review/records.ts';
import { prepareSignOff } from '../../../shared/review/sign-off.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState, type ReviewState } from '../../../shared/review/state.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const [ada, ben, cyd] = ['Ada', 'Ben', 'Cyd'].map((name) => buildSigner(name, { line: 'third', role: 'adjudicator' })) as [Signer, Signer, Signer]; // prettier-ignore
const tester = buildSigner('A. Tester');
const roster = buildRoster([ada, ben, cyd, tester]);
const safetyCase = buildCase([buildNode('G1')]);
const structure = analyseStructure(safetyCase);

let seq = 0;
const next = (): number => (seq += 1);
const declare = (signer: Signer, interests: { kind: string; detail: string }[] = []): CheckedRecord => buildRecord('declaration', next(), { signer, interests }); // prettier-ignore
const recuse = (signer: Signer): CheckedRecord => buildRecord('recusal', next(), { signer, reason: 'My sister wrote it.' }); // prettier-ignore
const vote = (signer: Signer, cast: Vote, mode: 'open' | 'sealed' = 'open'): CheckedRecord =>
  buildRecord('ballot', next(), { signer, vote: cast, mode, reasons: 'r', whatWouldChangeMyMind: 'w', keyUncertainties: '', text: [] }); // prettier-ignore
const override = (): CheckedRecord => buildRecord('override', next(), { signer: ada, rule: 'R27', reason: 'On leave.', beneficiary: 'Nobody.' }); // prettier-ignore
const sealing = (signer: Signer): CheckedRecord => buildRecord('ballot-commitment', next(), { signer, of: 'ballot', commitment: digestOf(`sealed by ${signer.printedName}`) }); // prettier-ignore
const declared = [ada, ben, cyd].map((signer) => declare(signer));
const everybody = (): CheckedRecord[] => declared;

function stateOf(records: readonly CheckedRecord[], today = '2026-11-20'): ReviewState {
  return toReviewState(safetyCase, structure, records, roster, today, nodeCrypto);
}

function count(records: readonly CheckedRecord[], floor = 1): ReturnType<typeof countPanel> {
  return countPanel(stateOf([...everybody(), ...records]).panel, floor);
}

function decide(decision: DecisionOutcome): SignOffInput {
  return {
    kind: 'decision',
    passed: {},
    input: { decision, scope: 'All users', start: '2026-12-01', expiry: '2027-11-30', conditions: [], reasons: 'CH-01', whatWouldChangeMyMind: 'w', keyUncertainties: '', stance: 'agree' },
  };
} // prettier-ignore

const OPEN_BALLOTS = { ...DEFAULT_POLICY, sealing: { opinions: 'open', ballots: 'open' } } as const;
const SEALED_OPINIONS = { ...DEFAULT_POLICY, sealing: { opinions: 'sealed', ballots: 'sealed' } } as const; // prettier-ignore

function contextOf(records: readonly CheckedRecord[], signer = ada, policy: GateContext['policy'] = OPEN_BALLOTS): GateContext {
  const reading = [{ kind: 'node' as const, id: 'G1', state: 'opened' as const, at: '' }];
  return { safetyCase, structure, roster, policy, signer, reading, otherLines: [], state: stateOf([...everybody(), ...records]) };
} // prettier-ignore

const closed = (gate: Gate): string[] => gate.closedOptions.map((item) => item.option).sort();
const gateOf = (records: readonly CheckedRecord[], decision: DecisionOutcome = 'approve', policy: GateContext['policy'] = OPEN_BALLOTS): Gate =>
  evaluateGate(contextOf(records, ada, policy), decide(decision)); // prettier-ignore

describe('a panel', () => {
  it('is quorate with more than half of the third line, and not with half of it or less', () => {
    expect(count([vote(ada, 'approve')]).isQuorate).toBe(false);
    expect(count([vote(ada, 'approve'), vote(ben, 'abstain')])).toMatchObject({ isQuorate: true, isApproved: true }); // prettier-ignore
  });

  it('does not approve by a tie, by abstentions, or below the floor of the pack', () => {
    expect(count([vote(ada, 'approve'), vote(ben, 'not-approve')]).isApproved).toBe(false);
    expect(count([vote(ada, 'abstain'), vote(ben, 'abstain')]).isApproved).toBe(false);
    expect(count([vote(ada, 'approve'), vote(ben, 'abstain')], 2).isApproved).toBe(false);
    expect(count([vote(ada, 'approve'), vote(ben, 'approve')], 2).isApproved).toBe(true);
  });

  it('counts a person once, and the later vote of the two', () => {
    const first = vote(ada, 'approve');
    const second = buildRecord('ballot', next(), { signer: ada, vote: 'not-approve', mode: 'open', reasons: '', whatWouldChangeMyMind: '', keyUncertainties: '', text: [], supersedes: first.digest }); // prettier-ignore
    expect(count([first, second])).toMatchObject({ approve: 0, notApprove: 1 });
  });

  it('leaves out who stepped aside, and names them', () => {
    const counted = count([vote(ada, 'approve'), vote(ben, 'approve'), recuse(ben)]);
    expect(counted).toMatchObject({ isQuorate: false, approve: 1 });
    expect(counted.words).toContain('Stepped aside: Ben.');
  });

  it('needs one member who declared to have no interests', () => {
    const interests = [{ kind: 'equity', detail: 'shares' }];
    const records = [declare(ada, interests), declare(ben, interests), vote(ada, 'approve'), vote(ben, 'approve')]; // prettier-ignore
    expect(count(records)).toMatchObject({ isQuorate: false });
    expect(count(records).words).toContain('Nobody of them declared to have no interests');
  });

  it('waits for members who neither sealed nor stepped aside', () => {
    const { panel } = stateOf([sealing(ada), recuse(ben)]);
    expect(awaitedMembers(panel).map((member) => member.printedName)).toEqual(['Cyd']);
  });

  it('has no member whose time in the roster is over', () => {
    const ended = { ...roster, persons: roster.persons.map((person) => (person.printedName === 'Cyd' ? { ...person, validUntil: '2026-11-15T00:00:00Z' } : person)) }; // prettier-ignore
    const { panel } = toReviewState(safetyCase, structure, [], ended, '2026-11-20', nodeCrypto);
    expect(panel.members.map((member) => member.printedName)).toEqual(['Ada', 'Ben']);
  });
});

describe('the gate of a panel’s decision', () => {
  it('closes approval and refusal without a quorum, and leaves return and defer open (R26)', () => {
    expect(closed(gateOf([vote(ada, 'approve')]))).toEqual(['approve', 'approve-limited', 'approve-with-conditions', 'not-approve']); // prettier-ignore
  });

  it('opens approval, and closes refusal, when the vote carries one', () => {
    expect(closed(gateOf([vote(ada, 'approve'), vote(ben, 'approve')]))).toEqual([]);
    expect(closed(gateOf([vote(ada, 'approve'), vote(ben, 'approve')], 'not-approve'))).toEqual(['not-approve']); // prettier-ignore
    expect(closed(gateOf([vote(ada, 'approve'), vote(ben, 'not-approve')]))).toEqual(['approve', 'approve-limited', 'approve-with-conditions']); // prettier-ignore
  });

  it('asks for an override where ballots were cast openly and the pack asks for sealed ones (R27)', () => {
    const votes = [vote(ada, 'approve'), vote(ben, 'approve')];
    expect(closed(gateOf(votes, 'approve', DEFAULT_POLICY))).toContain('approve');
    const set = gateOf([...votes, override()], 'approve', DEFAULT_POLICY);
    expect(closed(set)).toEqual([]);
    expect(set.items.find((item) => item.rule === 'R27')).toMatchObject({ state: 'not met', why: expect.stringContaining('override') as string }); // prettier-ignore
  });

  it('puts the arithmetic of the ballots into the signed text', () => {
    const draft = prepareSignOff(contextOf([vote(ada, 'approve'), vote(ben, 'approve')]), decide('approve')); // prettier-ignore
    expect(draft.missing).toEqual([]);
    expect(draft.text.join('\n')).toContain(
      '2 of 3 adjudicators voted (Ada and Ben), 2 make a quorum.',
    );
  });

  it('says nothing of a panel where one adjudicator decides alone', () => {
    const alone = buildRoster([ada, tester]);
    const state = toReviewState(safetyCase, structure, [declare(ada)], alone, '2026-11-20', nodeCrypto);
    const draft = prepareSignOff({ ...contextOf([]), roster: alone, state, policy: DEFAULT_POLICY }, decide('approve'));
    expect(draft.gate.items.map((item) => item.rule)).not.toContain('R26');
    expect(draft.text.join('\n')).toContain('One signature; no panel was convened.');
  }); // prettier-ignore

  it('stops who stepped aside, and who has not sealed a ballot of their own', () => {
    expect(evaluateGate(contextOf([recuse(ada)]), decide('return')).stops.join()).toContain('You stepped aside'); // prettier-ignore
    expect(evaluateGate(contextOf([vote(ben, 'approve')], ada, DEFAULT_POLICY), decide('return')).stops.join()).toContain('Your own ballot is not sealed'); // prettier-ignore
  });
});

describe('blindness', () => {
  const blind = (records: readonly CheckedRecord[], signer: Signer, policy: GateContext['policy'] = DEFAULT_POLICY): readonly string[] =>
    blindTo(contextOf(records, signer, policy)); // prettier-ignore

  it('is of ballots, for an adjudicator of a panel, until their own is sealed', () => {
    expect(blind([sealing(ben)], ada)).toEqual(['ballot']);
    expect(blind([sealing(ada), sealing(ben)], ada)).toEqual([]);
    expect(blind([vote(ada, 'approve')], ada)).toEqual([]);
  });

  it('is there before anybody sealed anything, so that it says nothing', () => {
    expect(blind([], ada)).toEqual(['ballot']);
  });

  it('is of opinions where the pack seals them, for those who could sign one', () => {
    expect(blind([], tester)).toEqual([]);
    expect(blind([], tester, SEALED_OPINIONS)).toEqual(['opinion']);
    expect(blind([], ada, SEALED_OPINIONS)).toEqual(['ballot']);
  });

  it('ends for who stepped aside, and for all once the bundle is decided', () => {
    expect(blind([recuse(ada)], ada)).toEqual([]);
    const decision = buildRecord('decision', next(), { signer: ben, decision: 'not-approve', stance: 'agree', scope: '', start: '', expiry: '', reasons: '', whatWouldChangeMyMind: '', text: [] }); // prettier-ignore
    expect(blind([decision], ada)).toEqual([]);
  });

  it('hides the sealings and ballots of others on this bundle, and nothing of one’s own', () => {
    const hidden = (record: CheckedRecord): boolean => isHiddenFrom({ signer: ada, roster }, ['ballot'], record, safetyCase.bundleDigest); // prettier-ignore
    expect([sealing(ben), vote(ben, 'approve')].map(hidden)).toEqual([true, true]);
    expect([sealing(ada), vote(ada, 'approve'), declare(ben)].map(hidden)).toEqual([false, false, false]); // prettier-ignore
    expect(hidden(buildRecord('ballot-commitment', next(), { signer: ben, of: 'opinion', commitment: digestOf('x') }))).toBe(false); // prettier-ignore
    expect(hidden(buildRecord('ballot', next(), { signer: ben }, digestOf('other bundle')))).toBe(false); // prettier-ignore
  });
});
