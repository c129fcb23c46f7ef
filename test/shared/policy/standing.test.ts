import { describe, expect, it } from 'vitest';
import { voidByRosters, type RosterInForce } from '../../../shared/policy/standing.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState } from '../../../shared/review/state.ts';
import { buildCase, buildNode, buildRecord, buildSigner, digestOf } from '../../support/builders.ts'; // prettier-ignore
import { buildFirst, buildPerson, digestOfContent, follow, keyidOf } from '../../support/roster-builders.ts'; // prettier-ignore

const ada = buildPerson([1]);
const ben = buildPerson([2]);
const first = buildFirst([ada, ben]);

function inForce(content: Roster, acceptedAt: string): RosterInForce {
  return { sha256: digestOfContent(content), content, acceptedAt };
}

const rosters = [inForce(first, '2026-11-02T00:00:00Z')];
const signer = buildSigner(ada.printedName, { keyid: keyidOf(1) });

function challenge(seq: number, fields: { signer?: typeof signer; roster?: Roster; signedOn?: string } = {}): CheckedRecord {
  const named = fields.roster ?? first;
  return buildRecord('challenge', seq, {
    signer: fields.signer ?? signer,
    ...(fields.signedOn === undefined ? {} : { signedOn: fields.signedOn }),
    roster: { version: named.version, sha256: digestOfContent(named) },
    target: { kind: 'node', id: 'G1', sha256: digestOf('G1') },
    challengeType: 'rebutting', severity: 'blocking', whatIsWrong: 'It is false.', whatWouldSettleIt: '', severityReason: '',
  });
} // prettier-ignore

describe('a record', () => {
  it('counts when the roster names its signer as it does', () => {
    expect(voidByRosters(rosters, challenge(1))).toBeNull();
  });

  it.each([['role', 'chair'], ['line', 'third'], ['printedName', 'A. Other'], ['organisation', 'Elsewhere']])(
    'does not count with a %s that its signer only claims',
    (claim, value) => {
      const why = voidByRosters(rosters, challenge(1, { signer: { ...signer, [claim]: value } }));
      expect(why).toContain(`“${value}” of its signer`);
    },
  ); // prettier-ignore

  it('does not count by a key that no roster in force names', () => {
    const stranger = buildSigner('E. Else', { keyid: keyidOf(9) });
    expect(voidByRosters(rosters, challenge(1, { signer: stranger }))).toBe('its signer is unknown, the roster does not name the key'); // prettier-ignore
    expect(voidByRosters([], challenge(1))).toBe('its signer is unknown, no roster is in force');
  });

  it('does not count outside the dates of its signer', () => {
    const until = [inForce({ ...first, persons: [{ ...ada, validUntil: '2026-11-10T10:00:05Z' }, ben] }, '2026-11-02T00:00:00Z')]; // prettier-ignore
    expect(voidByRosters(until, challenge(4))).toBeNull();
    expect(voidByRosters(until, challenge(5))).toContain('until 2026-11-10T10:00:05Z');
    // A claimed time before the end does not help where the log says otherwise.
    expect(voidByRosters(until, challenge(6, { signedOn: '2026-11-10T09:00:00Z' }))).toContain('logged on'); // prettier-ignore
    const from = [inForce({ ...first, persons: [{ ...ada, validFrom: '2026-12-01' }, ben] }, '2026-11-02T00:00:00Z')]; // prettier-ignore
    expect(voidByRosters(from, challenge(4))).toContain('from 2026-12-01');
  });

  it('does not count by a revoked key, unless it stands in the named log before the named head', () => {
    const with_ = (origin: string): RosterInForce[] => [inForce({ ...first, persons: [{ ...ada, keys: ada.keys.map((key) => ({ ...key, revoked: { origin, size: 5 } })) }, ben] }, '2026-11-02T00:00:00Z')]; // prettier-ignore
    expect(voidByRosters(with_('countersign/log/a'), challenge(4))).toBeNull();
    expect(voidByRosters(with_('countersign/log/a'), challenge(5))).toContain('revoked from entry 5 of countersign/log/a on'); // prettier-ignore
    expect(voidByRosters(with_('countersign/log/b'), challenge(4))).toContain(
      'revoked from entry 5',
    );
  });

  it('does not count under an older roster once a newer one changed the entry of its signer', () => {
    const promoted = follow(first, {
      persons: [{ ...ada, line: 'third', role: 'adjudicator' }, ben],
    });
    const both = [...rosters, inForce(promoted, '2026-11-10T10:00:05Z')];
    expect(voidByRosters(both, challenge(4))).toBeNull();
    expect(voidByRosters(both, challenge(6))).toBe('it was signed under roster 1 after roster 2 had changed the entry of its signer'); // prettier-ignore
    const now = { ...signer, line: 'third' as const, role: 'adjudicator' };
    expect(voidByRosters(both, challenge(6, { roster: promoted, signer: now }))).toBeNull();
    expect(voidByRosters(both, challenge(6, { roster: promoted }))).toContain('it says role');
  });

  it('goes on counting under an older roster that the newer one leaves as it was', () => {
    const added = follow(first, { persons: [ada, ben, buildPerson([3])] });
    expect(voidByRosters([...rosters, inForce(added, '2026-11-10T10:00:05Z')], challenge(6))).toBeNull(); // prettier-ignore
  });

  it('of a person who was taken in from another roster is judged by the entry here', () => {
    const elsewhere = buildFirst([ada], { threshold: 1 });
    expect(voidByRosters(rosters, challenge(3, { roster: elsewhere }))).toBeNull();
    expect(voidByRosters(rosters, challenge(3, { roster: elsewhere, signer: { ...signer, role: 'chair' } }))).toContain('it says role'); // prettier-ignore
  });
});

describe('what does not count', () => {
  const safetyCase = buildCase([buildNode('G1', {})]);
  const structure = analyseStructure(safetyCase);

  it('is kept and shown with the reason, and is not open', () => {
    const revoked = { ...first, persons: [{ ...ada, keys: ada.keys.map((key) => ({ ...key, revoked: { origin: 'countersign/log/a', size: 2 } })) }, ben] }; // prettier-ignore
    const state = toReviewState(safetyCase, structure, [challenge(1), challenge(2)], revoked, '2026-11-20', nodeCrypto); // prettier-ignore
    expect(state.challenges.map(({ isOpen, turn, record }) => ({ isOpen, turn, isVoid: record.void !== null }))).toEqual([
      { isOpen: true, turn: 'author', isVoid: false },
      { isOpen: false, turn: 'nobody', isVoid: true },
    ]); // prettier-ignore
    expect(state.challenges[1]?.record.void).toContain('revoked from entry 2');
  });
});
