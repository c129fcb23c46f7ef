/** Single conditions of the state of a review, each with the case that would go wrong without it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import type { PredicateOf } from '../../../shared/review/predicates.ts';
import type { Signer } from '../../../shared/review/records.ts';
import {
  inOrder,
  type CheckedRecord,
  type RecordOf,
} from '../../../shared/review/checked-record.ts';
import { authoredBy, peopleIdsOf, samePerson } from '../../../shared/review/persons.ts';
import { toReviewState, toSummaries, type ReviewState } from '../../../shared/review/state.ts';
import { buildCase, buildNode, buildRecord, buildRoster, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore

const raiser = buildSigner('A. Raiser');
const lead = buildSigner('B. Lead', { role: 'second line lead' });
const author = buildSigner('C. Author', { line: 'first', role: 'author' });
const board = buildSigner('D. Board', { line: 'third', role: 'adjudicator' });
const people = [raiser, lead, author, board];
const safetyCase = buildCase([buildNode('G1', { supportedBy: ['G2'] }), buildNode('G2')]);
const target = { kind: 'node', id: 'G2', sha256: digestOf('G2') } as const;
const next = digestOf('next bundle');

type Outcome = PredicateOf<'assessment'>['outcome'];

function raise(fields: Partial<PredicateOf<'challenge'>> = {}): RecordOf<'challenge'> {
  return buildRecord('challenge', 1, {
    signer: raiser, target, challengeType: 'rebutting', severity: 'blocking',
    whatIsWrong: 'It is false.', whatWouldSettleIt: '', severityReason: '', ...fields,
  });
} // prettier-ignore

const challenge = raise();
const on = ({ digest }: CheckedRecord): { kind: 'record'; id: string; sha256: string } => ({ kind: 'record', id: digest, sha256: digest }); // prettier-ignore
const assess = (seq: number, signer: Signer, outcome: Outcome, bundle?: string): RecordOf<'assessment'> =>
  buildRecord('assessment', seq, { signer, target: on(challenge), outcome, reason: 'Why.' }, bundle); // prettier-ignore
const respond = (seq: number, signer: Signer): CheckedRecord => buildRecord('response', seq, { signer, target: on(challenge), answer: 'disputes', body: 'No.' }); // prettier-ignore
const countersign = (seq: number, signer: Signer, assessment: CheckedRecord): CheckedRecord => buildRecord('second-signature', seq, { signer, target: on(assessment), reason: 'Agreed.' }); // prettier-ignore

interface Setting {
  readonly safetyCase?: SafetyCase;
  readonly roster?: Roster | null;
}

function stateOf(records: readonly CheckedRecord[], setting: Setting = {}): ReviewState {
  const at = setting.safetyCase ?? safetyCase;
  const roster = setting.roster === undefined ? buildRoster(people) : setting.roster;
  return toReviewState(at, analyseStructure(at), records, roster, '2026-11-20', nodeCrypto);
}

function afterwards(records: readonly CheckedRecord[], setting: Setting = {}): string | undefined {
  return stateOf([challenge, ...records], setting).challenges[0]?.state;
}

describe('an assessment', () => {
  it('comes from a lead of the second line, not from somebody whose office sounds like it', () => {
    const boardLead = buildSigner('E. Chair', { line: 'third', role: 'lead adjudicator' });
    const leader = buildSigner('F. Other', { role: 'team leader, misleading title' });
    const roster = buildRoster([...people, boardLead, leader]);
    expect(afterwards([assess(2, boardLead, 'sustained')], { roster })).toBe('raised');
    expect(afterwards([assess(2, leader, 'sustained')], { roster })).toBe('raised');
  });

  it('on evidence does not come from whoever prepared it', () => {
    const item = { id: 'E1', path: 'e1.csv', title: 'Results', sha256: digestOf('E1'), bytes: 1, mediaType: 'text/csv', collected: null, appliesTo: null, preparedBy: 'a.raiser', terms: null, other: {} }; // prettier-ignore
    const own = buildCase(safetyCase.nodes, {
      evidence: [item],
      people: [{ id: 'a.raiser', name: 'A. Raiser', organisation: '', line: '2', role: '', interests: [] }], // prettier-ignore
    });
    const doubt = raise({ target: { kind: 'evidence', id: 'E1', sha256: digestOf('E1') } });
    const view = stateOf([doubt, assess(2, raiser, 'withdrawn')], { safetyCase: own }).challenges[0]; // prettier-ignore
    expect(view).toMatchObject({ state: 'raised', isOpen: true });
    expect(view?.thread[0]).toMatchObject({ void: expect.stringContaining('R1') as string });
  });

  it('of a challenge that is not blocking closes it without a second signature', () => {
    const major = raise({ severity: 'major' });
    const state = stateOf([major, assess(2, raiser, 'resolved-rebutted')]);
    expect(state.challenges[0]).toMatchObject({ state: 'resolved-rebutted', isOpen: false });
  });

  it('as rebutted or residual needs the second signature on a new revision too', () => {
    expect(afterwards([assess(2, raiser, 'resolved-rebutted', next)])).toBe('awaiting-second-signature'); // prettier-ignore
    expect(afterwards([assess(2, raiser, 'accepted-residual', next)])).toBe('awaiting-second-signature'); // prettier-ignore
  });

  it('stands, though the author answers again', () => {
    expect(afterwards([assess(2, raiser, 'sustained'), respond(3, author)])).toBe('sustained');
  });
});

describe('an answer', () => {
  it('counts only from the first line', () => {
    expect(afterwards([respond(2, lead)])).toBe('raised');
    expect(afterwards([respond(2, author)])).toBe('answered');
  });
});

describe('a second signature', () => {
  const closing = assess(2, lead, 'resolved-rebutted');

  it('does not come from the raiser, who would settle the own doubt', () => {
    expect(afterwards([closing, countersign(3, raiser, closing)])).toBe('awaiting-second-signature'); // prettier-ignore
    expect(afterwards([closing, countersign(3, board, closing)])).toBe('resolved-rebutted');
  });

  it('does not come from a report of the assessor', () => {
    const report = buildSigner('G. Report');
    const plain = buildRoster([...people, report]);
    const roster = { ...plain, persons: plain.persons.map((person) => (person.printedName === 'G. Report' ? { ...person, reportsTo: 'b.lead' } : person)) }; // prettier-ignore
    expect(afterwards([closing, countersign(3, report, closing)], { roster })).toBe('awaiting-second-signature'); // prettier-ignore
    expect(afterwards([closing, countersign(3, report, closing)], { roster: plain })).toBe('resolved-rebutted'); // prettier-ignore
  });

  it('on an earlier assessment does not close by a later one', () => {
    const later = assess(3, raiser, 'accepted-residual');
    expect(afterwards([closing, later, countersign(4, board, closing)])).toBe('awaiting-second-signature'); // prettier-ignore
    expect(afterwards([closing, later, countersign(4, board, later)])).toBe('accepted-residual');
  });

  it('counts though an assessment that is void came between', () => {
    const void_ = assess(3, author, 'sustained');
    expect(afterwards([closing, void_, countersign(4, board, closing)])).toBe('resolved-rebutted');
  });
});

describe('persons', () => {
  it('that no roster knows are different, unless the key is the same', () => {
    const stranger = buildSigner('H. Stranger');
    const other = buildSigner('I. Other');
    expect(samePerson(buildRoster(people), stranger, other)).toBe(false);
    expect(samePerson(null, stranger, other)).toBe(false);
    expect(samePerson(null, stranger, { ...stranger })).toBe(true);
  });

  it('are found in the people file by their id in the roster, whatever they are called there', () => {
    const listed = buildCase([buildNode('G1', { owner: 'a.raiser' })], {
      people: [{ id: 'a.raiser', name: 'Alex R.', organisation: '', line: '2', role: '', interests: [] }], // prettier-ignore
    });
    expect(peopleIdsOf(listed, raiser, buildRoster(people))).toEqual(['a.raiser']);
    expect(authoredBy(listed, raiser, buildRoster(people)).nodes).toEqual(['G1']);
    expect(peopleIdsOf(listed, raiser, null)).toEqual([]);
  });
});

describe('the order of records', () => {
  const at = (origin: string, seq: number, time: string): CheckedRecord => ({
    ...challenge, digest: digestOf(`${origin} ${String(seq)}`), log: { origin, seq, time },
  }); // prettier-ignore

  it('follows the place in one log, though the clock went back', () => {
    const [first, second] = [at('a', 1, '2026-11-10T12:00:00Z'), at('a', 2, '2026-11-10T11:00:00Z')]; // prettier-ignore
    expect(inOrder([second, first])).toEqual([first, second]);
  });

  it('of one moment in two logs is that of the origins', () => {
    const [a, b] = [at('a', 9, '2026-11-10T12:00:00Z'), at('b', 1, '2026-11-10T12:00:00Z')];
    expect(inOrder([b, a])).toEqual([a, b]);
    expect(inOrder([a, b])).toEqual([a, b]);
  });

  it('is one order whatever the order of reading, and that of each log, also where clocks went back', () => {
    const place = fc.record({ origin: fc.constantFrom('a', 'b', 'c'), minute: fc.integer({ min: 10, max: 20 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (places, noise) => {
        const records = places.map(({ origin, minute }, seq) => at(origin, seq, `2026-11-10T12:${String(minute)}:00Z`));
        const weights = new Map(records.map((record) => [record, noise.next().value ?? 0]));
        const shuffled = [...records].sort((x, y) => (weights.get(x) ?? 0) - (weights.get(y) ?? 0));
        const ordered = inOrder(shuffled);
        expect(ordered).toEqual(inOrder(records));
        for (const origin of ['a', 'b', 'c']) {
          const own = ordered.filter(({ log }) => log.origin === origin).map(({ log }) => log.seq);
          expect(own).toEqual([...own].sort((x, y) => x - y));
        }
      }),
    );
  }); // prettier-ignore
});

describe('a sign-off', () => {
  const opinion = buildRecord('opinion', 2, { signer: raiser, text: [] });

  it('is superseded only by one of its own kind', () => {
    const decision = buildRecord('decision', 3, { signer: raiser, supersedes: opinion.digest, start: '', expiry: '', text: [] }); // prettier-ignore
    expect(stateOf([opinion, decision]).opinions[0]?.state).toBe('current');
  });

  it('of a roster is about no bundle', () => {
    const roster = buildRecord('roster', 4, { signer: raiser });
    const [summary] = toSummaries([roster], digestOf('bundle'), () => null);
    expect(summary).toMatchObject({ bundleDigest: null, aboutOpenBundle: false });
  });

  it('is in force on the day of its expiry', () => {
    const until = (expiry: string): string | undefined =>
      stateOf([buildRecord('decision', 3, { signer: board, decision: 'approve', start: '2026-01-01', expiry, text: [] })]).decisions[0]?.state; // prettier-ignore
    expect(until('2026-11-20')).toBe('current');
    expect(until('2026-11-19')).toBe('expired');
  });
});
