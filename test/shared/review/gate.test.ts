import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { DEFAULT_POLICY } from '../../../shared/policy/policy-pack.ts';
import { evaluateGate, type Gate, type GateContext, type SignOffInput } from '../../../shared/review/gate.ts'; // prettier-ignore
import type { DecisionInput } from '../../../shared/review/records.ts';
import { prepareSignOff, meaningOf } from '../../../shared/review/sign-off.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const tester = buildSigner('A. Tester');
const board = buildSigner('D. Board', { line: 'third', role: 'adjudicator' });
const safetyCase = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2')]);
const structure = analyseStructure(safetyCase);
const everythingOpened = ['G1', 'G2'].map((id) => ({ kind: 'node' as const, id, state: 'opened' as const, at: '' })); // prettier-ignore

const declared = (signer = tester): CheckedRecord => buildRecord('declaration', 1, { signer, interests: [] }); // prettier-ignore
const challenge = (severity: 'blocking' | 'major'): CheckedRecord =>
  buildRecord('challenge', severity === 'blocking' ? 2 : 3, {
    signer: tester, target: { kind: 'node', id: 'G2', sha256: digestOf('G2') }, challengeType: 'rebutting',
    severity, whatIsWrong: 'It is false.', whatWouldSettleIt: '', severityReason: 'r',
  }); // prettier-ignore

function contextOf(records: readonly CheckedRecord[], fields: Partial<GateContext> = {}): GateContext {
  const roster = buildRoster([tester, board]);
  return {
    safetyCase, structure, roster, policy: DEFAULT_POLICY, signer: tester, reading: everythingOpened, otherLines: [],
    state: toReviewState(safetyCase, structure, records, roster, '2026-11-20', nodeCrypto),
    ...fields,
  };
} // prettier-ignore

const opinion: SignOffInput = {
  kind: 'opinion',
  passed: {},
  input: { support: 'supports', view: 'agrees', otherGrounds: '', reservations: '', reasons: 'I read it.', whatWouldChangeMyMind: 'New data.', keyUncertainties: '', stance: 'agree' },
}; // prettier-ignore

function decide(fields: Partial<DecisionInput>, passed: Record<string, string> = {}): SignOffInput {
  return {
    kind: 'decision',
    passed,
    input: { decision: 'approve', scope: 'All users', start: '2026-12-01', expiry: '2027-11-30', conditions: [], reasons: 'CH-01 is answered.', whatWouldChangeMyMind: 'An incident.', keyUncertainties: '', stance: 'agree', ...fields },
  };
} // prettier-ignore

const closed = (gate: Gate): string[] => gate.closedOptions.map((item) => item.option).sort();
const asBoard = (records: readonly CheckedRecord[], fields: Partial<GateContext> = {}): GateContext =>
  contextOf([declared(board), ...records], { signer: board, ...fields }); // prettier-ignore

describe('the gate', () => {
  it('is open for an opinion when nothing stands against it', () => {
    const draft = prepareSignOff(contextOf([declared()]), opinion);
    expect(draft.missing).toEqual([]);
    expect(draft.action).toBe('Sign: supports');
  });

  it('closes supports and approve while a blocking challenge stands, and says which (R7)', () => {
    const records = [declared(), challenge('blocking')];
    const gate = evaluateGate(contextOf(records), opinion);
    expect(closed(gate)).toEqual(['supports', 'supports-with-reservations']);
    expect(gate.closedOptions[0]?.why).toContain('CH-01');
    expect(closed(evaluateGate(asBoard([challenge('blocking')]), decide({})))).toEqual(['approve', 'approve-limited', 'approve-with-conditions']); // prettier-ignore
    expect(prepareSignOff(contextOf(records), opinion).action).toBeNull();
  });

  it('leaves the honest labels open while a blocking challenge stands', () => {
    const doubtful = { ...opinion, input: { ...opinion.input, support: 'does-not-support' as const } }; // prettier-ignore
    expect(prepareSignOff(contextOf([declared(), challenge('blocking')]), doubtful).action).toBe('Sign: does not support'); // prettier-ignore
    const returned = prepareSignOff(asBoard([challenge('blocking')]), decide({ decision: 'return', scope: 'Why?' })); // prettier-ignore
    expect(returned.action).toBe('Sign: return');
  });

  it('cannot be relaxed by a policy pack where the rule is fixed', () => {
    const policy = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, R7: 'show' as const } };
    expect(closed(evaluateGate(contextOf([declared(), challenge('blocking')], { policy }), opinion))).toContain('supports'); // prettier-ignore
  });

  it('closes only plain support for an open major challenge', () => {
    expect(closed(evaluateGate(contextOf([declared(), challenge('major')]), opinion))).toEqual(['supports']); // prettier-ignore
  });

  it('stops the second line that has not opened what carries the claim, and asks a board for a reason (R8)', () => {
    expect(closed(evaluateGate(contextOf([declared()], { reading: [] }), opinion))).toContain('supports'); // prettier-ignore
    const context = asBoard([], { reading: [] });
    expect(prepareSignOff(context, decide({})).missing).toEqual(['A reason for passing R8.']);
    const passed = prepareSignOff(context, decide({}, { R8: 'Outside my questions.' }));
    expect(passed.missing).toEqual([]);
    expect(passed.text.join('\n')).toContain('I passed R8 with the reason: Outside my questions.');
  });

  it('asks for a declaration of interests first (R4)', () => {
    expect(prepareSignOff(contextOf([]), opinion).missing.join()).toContain('R4');
  });

  it('stops the author of a node (R1), a person of two lines (R2) and a line without the right', () => {
    const own = { ...safetyCase, nodes: [buildNode('G1', { owner: 'a.tester' })], people: [{ id: 'a.tester', name: 'A. Tester', organisation: '', line: '2', role: '', interests: [] }] }; // prettier-ignore
    expect(evaluateGate(contextOf([declared()], { safetyCase: own }), opinion).stops.join()).toContain('R1'); // prettier-ignore
    expect(evaluateGate(contextOf([declared()], { otherLines: ['first'] }), opinion).stops.join()).toContain('R2'); // prettier-ignore
    expect(evaluateGate(contextOf([declared()]), decide({})).stops.join()).toContain('does not give the second line the right'); // prettier-ignore
  });

  it('warns of an interest in the people file that was not declared (R5)', () => {
    const listed = { ...safetyCase, people: [{ id: 'a.tester', name: 'A. Tester', organisation: '', line: '2', role: '', interests: [{ kind: 'equity', ref: null, detail: 'holds shares' }] }] }; // prettier-ignore
    const gate = evaluateGate(contextOf([declared()], { safetyCase: listed }), opinion);
    expect(gate.items.find((item) => item.rule === 'R5')).toMatchObject({
      state: 'needs a reason',
    });
  });

  it('does not approve without scope, start and expiry, nor beyond the policy (R21)', () => {
    expect(closed(evaluateGate(asBoard([]), decide({ expiry: '' })))).toEqual(['approve']);
    expect(closed(evaluateGate(asBoard([]), decide({ expiry: '2028-01-01' })))).toEqual([
      'approve',
    ]);
    expect(closed(evaluateGate(asBoard([]), decide({})))).toEqual([]);
  });

  it('does not approve with conditions that are verified by their owner (R22)', () => {
    const condition = { duty: 'd', owner: 'X', measure: 'm', evidence: 'e', verifier: 'x', due: '2027-01-01', consequence: 'c' }; // prettier-ignore
    const withConditions = (conditions: DecisionInput['conditions']): string[] =>
      closed(
        evaluateGate(asBoard([]), decide({ decision: 'approve-with-conditions', conditions })),
      );
    expect(withConditions([condition])).toEqual(['approve-with-conditions']);
    expect(withConditions([])).toEqual(['approve-with-conditions']);
    expect(withConditions([{ ...condition, verifier: 'Y' }])).toEqual([]);
  });

  it('does not let not approve stand on reasons that name no challenge (R29)', () => {
    const refuse = (reasons: string): string[] => closed(evaluateGate(asBoard([challenge('blocking')]), decide({ decision: 'not-approve', reasons }))); // prettier-ignore
    expect(refuse('I do not like it.')).toContain('not-approve');
    expect(refuse('CH-01 stands.')).not.toContain('not-approve');
  });
});

describe('the text to be signed', () => {
  it('says what is open, what was opened and what it is not', () => {
    const { text } = prepareSignOff(asBoard([challenge('blocking')]), decide({ decision: 'return', scope: 'Why G2?' })); // prettier-ignore
    const all = text.join('\n');
    expect(all).toContain(
      'I, D. Board, adjudicator, third line, An organisation, return the case T-1',
    );
    expect(all).toContain('1 blocking (CH-01)');
    expect(all).toContain('I opened 2 of 2 load-bearing claims');
    expect(all).toContain('Questions: Why G2?');
    expect(all).toContain('This is not a certificate of safety');
  });

  it('means approval only where something is approved', () => {
    expect(meaningOf(decide({}))).toBe('approval');
    expect(meaningOf(decide({ decision: 'return' }))).toBe('review');
    expect(meaningOf(decide({ decision: 'record-override' }))).toBe('override');
    expect(meaningOf(opinion)).toBe('review');
  });
});
