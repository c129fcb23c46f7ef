import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { BallotInput, Signer } from '../../../shared/review/records.ts';
import { toCommitment, toSealedContent } from '../../../shared/review/sealing.ts';
import type { CheckedRecord, RecordOf } from '../../../shared/review/checked-record.ts';
import { toReviewState, type ReviewState } from '../../../shared/review/state.ts';
import { toHex } from '../../../shared/trust/bytes.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf, EMPTY_ROOT } from '../../support/builders.ts'; // prettier-ignore

const ada = buildSigner('Ada', { line: 'third', role: 'adjudicator' });
const ben = buildSigner('Ben', { line: 'third', role: 'adjudicator' });
const adasOtherKey = buildSigner('Ada', { line: 'third', role: 'adjudicator', keyid: digestOf('other key') }); // prettier-ignore
const roster = buildRoster([ada, ben, adasOtherKey]);
const safetyCase = buildCase([buildNode('G1')]);
const structure = analyseStructure(safetyCase);
const SALT = digestOf('salt');

const words = (fields: Partial<BallotInput> = {}): BallotInput => ({ vote: 'approve', reasons: 'It holds.', whatWouldChangeMyMind: 'An incident.', keyUncertainties: '', ...fields }); // prettier-ignore

function seal(seq: number, signer: Signer, said = words(), fields: object = {}, bundle?: string): RecordOf<'ballot-commitment'> {
  const commitment = toCommitment(toSealedContent('ballot', said), SALT, nodeCrypto);
  return buildRecord('ballot-commitment', seq, { signer, of: 'ballot', commitment, ...fields }, bundle);
} // prettier-ignore

function open(seq: number, signer: Signer, sealing: CheckedRecord, said = words(), fields: object = {}, bundle?: string): RecordOf<'ballot'> {
  return buildRecord('ballot', seq, { signer, mode: 'sealed', commitment: { record: sealing.digest, salt: SALT }, text: [], ...said, ...fields }, bundle);
} // prettier-ignore

function stateOf(...records: readonly CheckedRecord[]): ReviewState {
  return toReviewState(safetyCase, structure, records, roster, '2026-11-20', nodeCrypto);
}

function onlyBallot(...records: readonly CheckedRecord[]): ReviewState['ballots'][number] {
  const ballot = stateOf(...records).ballots.at(-1);
  if (ballot === undefined) throw new Error('The ballot is in the state');
  return ballot;
}

const votes = fc.constantFrom('approve' as const, 'not-approve' as const, 'abstain' as const);
const typed = fc.record({ vote: votes, reasons: fc.string({ unit: 'grapheme' }), whatWouldChangeMyMind: fc.string(), keyUncertainties: fc.string() }); // prettier-ignore
const salts = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);

describe('a commitment', () => {
  it('is the same for the same words and salt, whatever else the record says', () => {
    fc.assert(
      fc.property(typed, salts, fc.string(), (said, salt, other) => {
        const alone = toCommitment(toSealedContent('ballot', said), salt, nodeCrypto);
        const inRecord = toSealedContent('ballot', { ...said, statement: other, text: [other] });
        expect(toCommitment(inRecord, salt, nodeCrypto)).toBe(alone);
      }),
    );
  });

  it('is another one for any other word or salt', () => {
    fc.assert(
      fc.property(typed, typed, salts, salts, (a, b, salt, otherSalt) => {
        fc.pre(salt !== otherSalt && JSON.stringify(a) !== JSON.stringify(b));
        const own = toCommitment(toSealedContent('ballot', a), salt, nodeCrypto);
        expect(toCommitment(toSealedContent('ballot', b), salt, nodeCrypto)).not.toBe(own);
        expect(toCommitment(toSealedContent('ballot', a), otherSalt, nodeCrypto)).not.toBe(own);
      }),
    );
  });

  it('is SHA-256 over the salt and the canonical JSON of four fields of a ballot', () => {
    const json = '{"keyUncertainties":"","reasons":"It holds.","vote":"approve","whatWouldChangeMyMind":"An incident."}'; // prettier-ignore
    const expected = toHex(nodeCrypto.sha256(Buffer.concat([Buffer.from(SALT, 'hex'), Buffer.from(json)]))); // prettier-ignore
    expect(toCommitment(toSealedContent('ballot', words()), SALT, nodeCrypto)).toBe(expected);
  });
});

describe('an opening', () => {
  const sealing = seal(1, ada);

  it('counts when it says what its signer sealed', () => {
    const state = stateOf(sealing, open(2, ada, sealing));
    expect(state.ballots[0]).toMatchObject({ state: 'current', vote: 'approve', sealedOn: sealing.predicate.signedOn, record: { void: null } }); // prettier-ignore
    expect(state.sealings[0]).toMatchObject({ state: 'opened', openedBy: state.ballots[0]?.record.digest }); // prettier-ignore
  });

  it('counts with another key of the same person, since persons are counted and not keys', () => {
    expect(onlyBallot(sealing, open(2, adasOtherKey, sealing)).record.void).toBeNull();
  });

  it.each([
    ['other words', open(2, ada, sealing, words({ vote: 'not-approve' })), 'it does not say what was sealed'],
    ['another salt', open(2, ada, sealing, words(), { commitment: { record: sealing.digest, salt: digestOf('x') } }), 'it does not say what was sealed'],
    ['another person', open(2, ben, sealing), 'another person sealed it'],
    ['another version of the bundle', open(2, ada, sealing, words(), {}, digestOf('next')), 'it was sealed for another version of the bundle'],
    ['a sealing that is nowhere', open(2, ada, { ...sealing, digest: digestOf('nowhere') }), 'the sealing that it names is in no log here'],
    ['no sealing at all', open(2, ada, sealing, words(), { commitment: undefined }), 'it says that it was sealed and names no sealing'],
  ])('with %s is shown, does not count and says why', (_, ballot, why) => {
    expect(onlyBallot(sealing, ballot)).toMatchObject({ state: 'void', record: { void: why } });
    expect(stateOf(sealing, ballot)).toMatchObject({ sealings: [{ state: 'sealed', openedBy: null }] });
    expect(stateOf(sealing, ballot).panel.members.map((member) => member.ballot)).toEqual([null, null]);
  }); // prettier-ignore

  it('of an opinion is no ballot', () => {
    const ofOpinion = seal(1, ada, words(), { of: 'opinion' });
    expect(onlyBallot(ofOpinion, open(2, ada, ofOpinion)).record.void).toBe('what was sealed is an opinion'); // prettier-ignore
  });

  it('a second time does not count, and the first still does', () => {
    const state = stateOf(sealing, open(2, ada, sealing), open(3, ada, sealing));
    expect(state.ballots.map(({ record }) => record.void)).toEqual([null, 'what was sealed had been opened before']); // prettier-ignore
    expect(state.sealings[0]?.openedBy).toBe(state.ballots[0]?.record.digest);
  });

  it('cannot be pre-empted by a wrong opening that came first', () => {
    const wrong = open(2, ada, sealing, words({ vote: 'abstain' }));
    expect(onlyBallot(sealing, wrong, open(3, ada, sealing)).record.void).toBeNull();
  });

  it('of a sealing that repeats the digest of another person does not count', () => {
    const copy = seal(2, ben);
    const state = stateOf(sealing, copy, open(3, ada, sealing), open(4, ben, copy));
    expect(state.sealings.map((item) => item.state)).toEqual(['opened', 'void']);
    expect(state.ballots[1]?.record.void).toBe('of its sealing, it repeats what another person had sealed'); // prettier-ignore
    expect(state.panel.members.map((member) => member.vote)).toEqual(['approve', null]);
  });

  it('of words that were replaced before does not count; sealing again afterwards changes nothing', () => {
    const again = seal(2, ada, words({ vote: 'abstain' }), { supersedes: sealing.digest });
    const replaced = stateOf(sealing, again, open(3, ada, sealing));
    expect(replaced.sealings.map((item) => item.state)).toEqual(['replaced', 'sealed']);
    expect(replaced.ballots[0]?.record.void).toBe('its signer had sealed other words in its place');
    const later = seal(3, ada, words({ vote: 'abstain' }), { supersedes: sealing.digest });
    expect(stateOf(sealing, open(2, ada, sealing), later).ballots[0]?.record.void).toBeNull();
  });
});

describe('a sealing', () => {
  it('that is never opened stays visible', () => {
    const state = stateOf(seal(1, ada));
    expect(state.sealings).toMatchObject([{ of: 'ballot', state: 'sealed', openedBy: null, record: { signer: { printedName: 'Ada' } } }]); // prettier-ignore
    expect(state.panel.members[0]).toMatchObject({ sealed: digestOf('record 1'), ballot: null });
  });

  it('for another version is shown as such and is no sealing of this one', () => {
    const state = stateOf(seal(1, ada, words(), {}, digestOf('earlier bundle')));
    expect(state.sealings[0]?.state).toBe('for another version');
    expect(state.panel.members[0]?.sealed).toBeNull();
  });

  it('made with the ballot of another before one is late, by the heads and by no clock', () => {
    const [first, second] = [seal(1, ada), seal(4, ben, words({ reasons: 'Mine.' }))];
    const late = open(5, ben, second, words({ reasons: 'Mine.' }));
    expect(onlyBallot(first, open(3, ada, first), second, late).isLate).toBe(true);
    // Another log, and a head of Ada’s log that does not reach her ballot yet.
    const log = { origin: 'countersign/log/b', seq: 0, time: '2027-01-01T00:00:00Z' };
    const apart = { ...second, log, predicate: { ...second.predicate, log: { origin: log.origin, size: 0, root: EMPTY_ROOT }, seen: [{ origin: 'countersign/log/a', size: 2, root: EMPTY_ROOT }] } }; // prettier-ignore
    expect(onlyBallot(first, open(3, ada, first), apart, late).isLate).toBe(false);
    const seen = [{ origin: 'countersign/log/a', size: 4, root: EMPTY_ROOT }];
    expect(onlyBallot(first, open(3, ada, first), { ...apart, predicate: { ...apart.predicate, seen } }, late).isLate).toBe(true); // prettier-ignore
  });
});
