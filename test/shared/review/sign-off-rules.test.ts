/** Single conditions of the gate and of the text to be signed, each with what would go wrong without it. */
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { EvidenceItem, SafetyCase } from '../../../shared/case/model.ts';
import { DEFAULT_POLICY } from '../../../shared/policy/policy-pack.ts';
import { evaluateGate, openChallenges, toCoverage, type Gate, type GateContext, type SignOffInput } from '../../../shared/review/gate.ts'; // prettier-ignore
import type { PredicateOf } from '../../../shared/review/predicates.ts';
import type { DecisionInput } from '../../../shared/review/records.ts';
import { rightToSign } from '../../../shared/review/rights.ts';
import { prepareSignOff, toSignOffFields } from '../../../shared/review/sign-off.ts';
import { secondSignatureSubject } from '../../../shared/review/sign-off-statement.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import type { ReadingMark } from '../../../shared/review/view.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const tester = buildSigner('A. Tester');
const lead = buildSigner('B. Lead', { role: 'second line lead' });
const board = buildSigner('D. Board', { line: 'third', role: 'adjudicator' });
const plainCase = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2')]);
const PROGRAM = { name: 'Countersign', version: '0' };

function evidence(id: string, preparedBy: string | null = null): EvidenceItem {
  const item: Partial<EvidenceItem> = { id, path: `${id}.csv`, title: id, sha256: digestOf(id), preparedBy, appliesTo: null, collected: null }; // prettier-ignore
  return item as EvidenceItem;
}

const read = (kind: ReadingMark['kind'], id: string): ReadingMark => ({ kind, id, state: 'opened', at: '' }); // prettier-ignore
const ALL_READ = [read('node', 'G1'), read('node', 'G2')];

interface Setting extends Partial<GateContext> {
  readonly records?: readonly CheckedRecord[];
}

function contextOf({ records = [], ...fields }: Setting = {}): GateContext {
  const safetyCase = fields.safetyCase ?? plainCase;
  const structure = fields.structure ?? analyseStructure(safetyCase);
  const roster = buildRoster([tester, lead, board]);
  const signer = fields.signer ?? tester;
  const declared = buildRecord('declaration', 1, { signer, interests: [] });
  return {
    safetyCase, structure, roster, policy: DEFAULT_POLICY, signer, reading: ALL_READ, otherLines: [],
    state: toReviewState(safetyCase, structure, [declared, ...records], roster, '2026-11-20', nodeCrypto),
    ...fields,
  };
} // prettier-ignore

function challenge(seq: number, fields: Partial<PredicateOf<'challenge'>> = {}): CheckedRecord {
  return buildRecord('challenge', seq, {
    signer: tester, target: { kind: 'node', id: 'G2', sha256: digestOf('G2') }, challengeType: 'rebutting',
    severity: 'blocking', whatIsWrong: 'It is false.', whatWouldSettleIt: '', severityReason: '', ...fields,
  });
} // prettier-ignore

function assess(seq: number, of: CheckedRecord, outcome: PredicateOf<'assessment'>['outcome'], signer = tester): CheckedRecord {
  return buildRecord('assessment', seq, { signer, target: { kind: 'record', id: of.digest, sha256: of.digest }, outcome, reason: 'Why.' });
} // prettier-ignore

type OpinionFields = Extract<SignOffInput, { kind: 'opinion' }>['input'];

function opine(fields: Partial<OpinionFields> = {}, passed: Record<string, string> = {}): SignOffInput {
  return {
    kind: 'opinion', passed,
    input: { support: 'supports', view: 'agrees', otherGrounds: '', reservations: '', reasons: 'I read it.', whatWouldChangeMyMind: 'Data.', keyUncertainties: '', stance: 'agree', ...fields },
  };
} // prettier-ignore

function decide(fields: Partial<DecisionInput> = {}, passed: Record<string, string> = {}): SignOffInput {
  return {
    kind: 'decision', passed,
    input: { decision: 'approve', scope: 'All users', start: '2026-12-01', expiry: '2027-11-30', conditions: [], reasons: 'Read.', whatWouldChangeMyMind: 'An incident.', keyUncertainties: '', stance: 'agree', ...fields },
  };
} // prettier-ignore

const closed = ({ closedOptions }: Gate): string[] => closedOptions.map((one) => one.option).sort();
const missing = (setting: Setting, input: SignOffInput): readonly string[] => prepareSignOff(contextOf(setting), input).missing; // prettier-ignore
const textOf = (setting: Setting, input: SignOffInput): string => prepareSignOff(contextOf(setting), input).text.join('\n'); // prettier-ignore
const asBoard = (setting: Setting = {}): GateContext => contextOf({ signer: board, ...setting });

describe('coverage', () => {
  const safetyCase = buildCase([buildNode('G1', { supportedBy: ['S1'] }), buildNode('S1', { kind: 'strategy', supportedBy: ['G2'] }), buildNode('G2', { evidence: ['G1'] })], {
    evidence: [evidence('G1'), evidence('E2')],
  }); // prettier-ignore
  const of = (...marks: ReadingMark[]): ReturnType<typeof toCoverage> => toCoverage(safetyCase, analyseStructure(safetyCase), marks); // prettier-ignore

  it('counts claims, not strategies', () => {
    expect(of(read('node', 'S1'), read('node', 'G2')).claims).toEqual({ opened: 1, of: 2 });
  });

  it('does not take an opened claim for the evidence of the same name', () => {
    expect(of(read('node', 'G1')).evidence).toEqual({ opened: 0, of: 2, notOpened: ['G1', 'E2'] });
    expect(of(read('evidence', 'G1')).claims.opened).toBe(0);
  });
});

describe('the gate', () => {
  it('counts a challenge of its severity only while it is open', () => {
    const doubt = challenge(2, { severity: 'major' });
    const { state } = contextOf({ records: [doubt, assess(3, doubt, 'resolved-rebutted')] });
    expect(openChallenges(state, 'major')).toEqual([]);
    expect(state.challenges).toHaveLength(1);
  });

  it('signs no unsealed draft (R17)', () => {
    const draft = { ...plainCase, bundleDigest: null };
    expect(missing({ safetyCase: draft }, opine()).join()).toContain('R17');
    expect(evaluateGate(contextOf({ safetyCase: draft }), opine()).stops.join()).toContain('R17');
  });

  it('stops whoever prepared a piece of evidence (R1)', () => {
    const own: SafetyCase = { ...plainCase, evidence: [evidence('E1', 'a.tester')], people: [{ id: 'a.tester', name: 'A. Tester', organisation: '', line: '2', role: '', interests: [] }] }; // prettier-ignore
    const { stops } = evaluateGate(contextOf({ safetyCase: own }), opine());
    expect(stops.join()).toContain('E1');
  });

  it('asks a second signer for no declaration and no engagement terms', () => {
    const doubt = challenge(2);
    const closing = assess(3, doubt, 'resolved-rebutted');
    const input: SignOffInput = { kind: 'second-signature', record: closing.digest, input: { reason: 'Agreed.' } }; // prettier-ignore
    const gate = evaluateGate(asBoard({ records: [doubt, closing] }), input);
    expect(gate.items.map((item) => item.rule)).not.toContain('R4');
    expect(gate.items.map((item) => item.rule)).not.toContain('R6');
  });

  it('closes support where by structure nothing carries the top claim (R11)', () => {
    const hollow = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2', { undeveloped: true })]); // prettier-ignore
    const structure = { ...analyseStructure(hollow), topHolds: false };
    const gate = evaluateGate(contextOf({ safetyCase: hollow, structure }), opine());
    expect(gate.items.find((item) => item.rule === 'R11')).toMatchObject({ state: 'not met' });
    expect(closed(gate)).toContain('supports');
  });

  it('counts a closing that waits for its second signature as open (R24)', () => {
    const doubt = challenge(2);
    const gate = evaluateGate(contextOf({ records: [doubt, assess(3, doubt, 'resolved-rebutted')] }), opine()); // prettier-ignore
    expect(gate.items.find((item) => item.rule === 'R24')).toMatchObject({ state: 'not met', refs: ['CH-01'] }); // prettier-ignore
  });

  it("shows the author's defeaters that nobody rebutted (R10)", () => {
    const doubted = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2'), buildNode('D1', { kind: 'defeater', challenges: ['G2'], defeaterType: 'rebutting' })]); // prettier-ignore
    const structure = { ...analyseStructure(doubted), unsupported: [] };
    const item = evaluateGate(contextOf({ safetyCase: doubted, structure }), opine()).items.find(({ rule }) => rule === 'R10'); // prettier-ignore
    expect(item).toMatchObject({ state: 'not met', refs: ['D1'] });
  });

  it('takes blanks for no scope, and an approval that lapses as it starts for none (R21)', () => {
    expect(closed(evaluateGate(asBoard(), decide({ scope: '   ' })))).toEqual(['approve']);
    expect(closed(evaluateGate(asBoard(), decide({ start: '2026-12-01', expiry: '2026-12-01' })))).toEqual(['approve']); // prettier-ignore
  });

  it('lets an approval run to the day for the months of the policy, and not a day longer', () => {
    const months = DEFAULT_POLICY.expiry.maximumMonths;
    const end = new Date(Date.UTC(2026, 11 + months, 1)).toISOString().slice(0, 10);
    const later = new Date(Date.UTC(2026, 11 + months, 2)).toISOString().slice(0, 10);
    expect(closed(evaluateGate(asBoard(), decide({ start: '2026-12-01', expiry: end })))).toEqual([]); // prettier-ignore
    expect(closed(evaluateGate(asBoard(), decide({ start: '2026-12-01', expiry: later })))).toEqual(['approve']); // prettier-ignore
  });

  it('gives no right to a kind that no policy pack names', () => {
    const context = { policy: { ...DEFAULT_POLICY, rights: {} }, signer: tester };
    expect(rightToSign(context, 'a kind of another time')).toEqual({ clause: 'none', isHeld: false }); // prettier-ignore
  });

  it('names every reason that closes an option, and only a few of many', () => {
    const nodes = ['G2', 'G3', 'G4', 'G5', 'G6', 'G7'];
    const wide = buildCase([buildNode('G1', { supportedBy: nodes }), ...nodes.map((id) => buildNode(id))]); // prettier-ignore
    const gate = evaluateGate(contextOf({ safetyCase: wide, reading: [], records: [challenge(2)] }), opine()); // prettier-ignore
    const why = gate.closedOptions.find((one) => one.option === 'supports')?.why ?? '';
    expect(why).toContain('CH-01');
    expect(why).toMatch(/G1, G2, G3 and 4 more/);
  });

  it('takes blanks for no reason', () => {
    const gate = evaluateGate(asBoard({ reading: [] }), decide({}, { R8: '  ' }));
    expect(gate.items.find((item) => item.rule === 'R8')).toMatchObject({ state: 'needs a reason' }); // prettier-ignore
  });
});

describe('what is missing before a sign-off', () => {
  it('are reasons, and what would change the mind', () => {
    expect(missing({}, opine({ reasons: ' ' }))).toEqual(['Reasons.']);
    expect(missing({}, opine({ whatWouldChangeMyMind: '' }))).toEqual(['What would change your mind.']); // prettier-ignore
  });

  it('are the words that a choice calls for', () => {
    expect(missing({}, opine({ view: 'agrees-on-other-grounds' }))).toEqual(['The other grounds.']);
    expect(missing({}, opine({ support: 'supports-with-reservations' }))).toEqual(['The reservations.']); // prettier-ignore
    expect(missing({ signer: board }, decide({ decision: 'defer', scope: '' }))).toEqual(['The organisation to which you defer.']); // prettier-ignore
  });

  it('is, for a second signature, a closing that waits for one', () => {
    const doubt = challenge(2, { severity: 'major' });
    const closing = assess(3, doubt, 'resolved-rebutted');
    const input: SignOffInput = { kind: 'second-signature', record: closing.digest, input: { reason: 'Agreed.' } }; // prettier-ignore
    expect(missing({ signer: board, records: [doubt, closing] }, input)).toContain('No closing waits for this signature.'); // prettier-ignore
  });
});

describe('the text to be signed', () => {
  it('finds the assessment that is countersigned among several', () => {
    const doubt = challenge(2);
    const [first, second] = [assess(3, doubt, 'sustained'), assess(4, doubt, 'resolved-rebutted')];
    const { state } = contextOf({ records: [doubt, first, second] });
    expect(secondSignatureSubject(state, second.digest)?.assessment.outcome).toBe('resolved-rebutted'); // prettier-ignore
    expect(secondSignatureSubject(state, doubt.digest)).toBeNull();
  });

  it('counts notes among the minor challenges that are open', () => {
    const records = [challenge(2, { severity: 'minor' }), challenge(3, { severity: 'note' })];
    expect(textOf({ records }, opine())).toContain('2 minor');
  });

  it('says what was kept as residual doubt, also where nothing is open', () => {
    const doubt = challenge(2, { severity: 'major' });
    const kept = assess(3, doubt, 'accepted-residual');
    expect(textOf({ records: [doubt, kept] }, opine())).toContain('none open. Kept as residual doubt: CH-01.'); // prettier-ignore
    const open = [doubt, kept, challenge(4)];
    expect(textOf({ records: open }, opine())).toContain('1 blocking (CH-02). Kept as residual doubt: CH-01.'); // prettier-ignore
  });

  it('names evidence that was not opened', () => {
    const safetyCase = { ...plainCase, evidence: [evidence('E1')] };
    expect(textOf({ safetyCase }, opine())).toContain('Not opened: E1.');
  });

  it('leaves out a rule that was passed without words', () => {
    expect(textOf({}, opine({}, { R5: ' ' }))).not.toContain('I passed R5');
  });

  it('takes the last declaration of interests, not the first', () => {
    const later = buildRecord('declaration', 5, { signer: tester, interests: [{ kind: 'equity', detail: 'bought shares' }] }); // prettier-ignore
    const context = contextOf({ records: [later] });
    const input = opine();
    expect(textOf({ records: [later] }, input)).toContain('bought shares');
    const fields = toSignOffFields(context, input, prepareSignOff(context, input), PROGRAM);
    expect(fields['independence']).toMatchObject({ declaration: later.digest, interests: [{ kind: 'equity', detail: 'bought shares' }] }); // prettier-ignore
  });

  it('covers every node and every piece of evidence by digest, and what was opened', () => {
    const safetyCase = { ...plainCase, evidence: [evidence('E1')] };
    const context = contextOf({ safetyCase });
    const draft = prepareSignOff(context, opine());
    const fields = toSignOffFields(context, opine(), draft, PROGRAM);
    expect(fields['closure']).toEqual([
      { kind: 'node', id: 'G1', sha256: digestOf('G1') },
      { kind: 'node', id: 'G2', sha256: digestOf('G2') },
      { kind: 'evidence', id: 'E1', sha256: digestOf('E1') },
    ]);
    expect(fields['reading']).toEqual(draft.coverage);
  });
});
