import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { toRosterChains, type RosterChains } from '../../../shared/policy/roster-chain.ts';
import type { Roster } from '../../../shared/policy/roster.ts';
import type { RecordOf } from '../../../shared/review/checked-record.ts';
import { toBase64 } from '../../../shared/trust/bytes.ts';
import { toSpki } from '../../../shared/trust/key-id.ts';
import { buildFirst, buildPerson, digestOfContent, follow, keyidOf, SEAT_LOG, signRoster } from '../../support/roster-builders.ts'; // prettier-ignore

const [ada, ben, cyd] = [buildPerson([1]), buildPerson([2, 3]), buildPerson([4])] as const;
const first = buildFirst([ada, ben]);

function chainsOf(...records: readonly RecordOf<'roster'>[]): RosterChains {
  return toRosterChains(records, nodeCrypto);
}

function versionsOf(...records: readonly RecordOf<'roster'>[]): number[] {
  return chainsOf(...records).chains[0]?.accepted.map((item) => item.content.version) ?? [];
}

describe('a chain of rosters', () => {
  it('begins with a roster that its own signers signed, and takes the versions that follow it', () => {
    const second = follow(first, { persons: [ada, ben, cyd] });
    const { chains } = chainsOf(signRoster(first, 1), signRoster(second, 1));
    expect(chains).toMatchObject([{ first: digestOfContent(first), fork: [], proposed: [] }]);
    expect(versionsOf(signRoster(first, 1), signRoster(second, 1))).toEqual([1, 2]);
  });

  it('does not begin with a roster that nobody of it signed', () => {
    const { chains, rejected } = chainsOf(signRoster(first, 4));
    expect(chains).toEqual([]);
    expect(rejected).toMatchObject([{ why: 'It needs the signatures of 1 person of roster 1, and has 0.' }]); // prettier-ignore
  });

  it('keeps a version without the signatures of the version before as proposed, and says whose are missing', () => {
    const second = follow(first, { persons: [...first.persons, cyd], signers: [keyidOf(4)] });
    const [chain] = chainsOf(signRoster(first, 1), signRoster(second, 4)).chains;
    expect(chain?.accepted).toHaveLength(1);
    expect(chain?.proposed).toMatchObject([{ missing: [{ roster: 1, needed: 1, have: 0, from: [ada.printedName, ben.printedName] }] }]); // prettier-ignore
  });

  it('does not take a third version that only the persons of the third signed', () => {
    const second = follow(first);
    const third = follow(second, { persons: [cyd], signers: [keyidOf(4)] });
    expect(versionsOf(signRoster(first, 1), signRoster(second, 1), signRoster(third, 4))).toEqual([1, 2]); // prettier-ignore
  });

  it('needs the threshold of the next version as well', () => {
    const second = follow(first, { threshold: 2 });
    const start = [signRoster(first, 1), signRoster(second, 1)];
    expect(versionsOf(...start)).toEqual([1]);
    expect(versionsOf(...start, signRoster(second, 2))).toEqual([1, 2]);
  });

  it('counts persons: not a key twice, and not two keys of one person', () => {
    const strict = buildFirst([ada, ben], { threshold: 2 });
    const begun = [signRoster(strict, 1), signRoster(strict, 2)];
    expect(versionsOf(...begun)).toEqual([1]);
    const second = follow(strict);
    expect(versionsOf(...begun, signRoster(second, 2), signRoster(second, 2))).toEqual([1]);
    expect(versionsOf(...begun, signRoster(second, 2), signRoster(second, 3))).toEqual([1]);
    expect(versionsOf(...begun, signRoster(second, 2), signRoster(second, 1))).toEqual([1, 2]);
  });

  it('does not count a person whose time in it is over, or has not begun', () => {
    const ended = buildFirst([ada, { ...ben, validUntil: '2026-11-10T00:00:00Z' }]);
    const second = follow(ended);
    expect(versionsOf(signRoster(ended, 1), signRoster(second, 2))).toEqual([1]);
    expect(versionsOf(signRoster(ended, 1), signRoster(second, 2, { signedOn: '2026-11-09T00:00:00Z' }))).toEqual([1]); // prettier-ignore
    expect(versionsOf(signRoster(ended, 1), signRoster(second, 2, { time: '2026-11-09T00:00:00Z' }))).toEqual([1, 2]); // prettier-ignore
    const later = buildFirst([ada, { ...ben, validFrom: '2026-12-01' }]);
    expect(versionsOf(signRoster(later, 1), signRoster(follow(later), 2))).toEqual([1]);
  });

  it('does not count a revoked key, unless it signed in the named log before the named head', () => {
    const revoked = { origin: SEAT_LOG, size: 500 };
    const without = { ...ben, keys: ben.keys.map((key) => ({ ...key, revoked })) };
    const start = buildFirst([ada, without]);
    const second = follow(start);
    const signed = (at: { origin: string; seq: number }): number[] => versionsOf(signRoster(start, 1), signRoster(second, 2, at)); // prettier-ignore
    expect(signed({ origin: SEAT_LOG, seq: 499 })).toEqual([1, 2]);
    expect(signed({ origin: SEAT_LOG, seq: 500 })).toEqual([1]);
    expect(signed({ origin: 'countersign/log/other', seq: 1 })).toEqual([1]);
  });

  it('stops where two versions with all signatures follow the same one', () => {
    const [left, right] = [follow(first, { persons: [ada, ben, cyd] }), follow(first, { threshold: 1, signers: [keyidOf(1)] })]; // prettier-ignore
    const after = follow(left);
    const { chains, rejected } = chainsOf(signRoster(first, 1), signRoster(left, 1), signRoster(right, 1), signRoster(after, 1)); // prettier-ignore
    expect(chains[0]?.accepted).toHaveLength(1);
    expect(chains[0]?.fork.map((item) => item.sha256).sort()).toEqual([digestOfContent(left), digestOfContent(right)].sort()); // prettier-ignore
    expect(rejected).toMatchObject([{ sha256: digestOfContent(after), why: 'The roster that it names before it is not in force.' }]); // prettier-ignore
  });

  it('keeps what never counts, with the reason', () => {
    const second = follow(first);
    const start = signRoster(first, 1);
    const why = (record: RecordOf<'roster'>): string | undefined => chainsOf(start, record).rejected[0]?.why; // prettier-ignore
    expect(why(signRoster({ ...second, version: 3 }, 1))).toBe('It calls itself version 3 and follows version 1.'); // prettier-ignore
    expect(why(signRoster({ ...second, previous: 'a'.repeat(64) }, 1))).toBe('The roster that it names before it is not known here.'); // prettier-ignore
    expect(why(signRoster({ ...second, previous: null }, 1))).toBe('It names no roster before it and calls itself version 2.'); // prettier-ignore
    expect(why(signRoster(second, 1, { subject: 'b'.repeat(64) }))).toBe('The record shows one roster and signs the digest of another.'); // prettier-ignore
    expect(why(signRoster(follow(first, { persons: [ada, ben, ada] }), 1))).toContain('stands in it twice'); // prettier-ignore
    expect(why(signRoster(follow(first, { persons: [ada, { ...cyd, keys: ada.keys }, ben] }), 1))).toContain(`The key ${keyidOf(1)} stands in it twice`); // prettier-ignore
    expect(why(signRoster(follow(first, { threshold: 3 }), 1))).toBe('It needs 3 persons to sign the next version and has 2.'); // prettier-ignore
    expect(why(signRoster(follow(first, { signers: [keyidOf(9)] }), 1))).toContain(
      'is nobody in it',
    );
  });

  it('refuses the low-order keys, and keys under the name of another', () => {
    const identity = new Uint8Array(32);
    identity[0] = 1;
    const weak = { ...cyd, keys: [{ keyid: keyidOf(4), publicKey: toBase64(toSpki(identity)), revoked: null }] }; // prettier-ignore
    const other = { ...cyd, keys: [{ keyid: keyidOf(5), publicKey: cyd.keys[0]?.publicKey ?? '', revoked: null }] }; // prettier-ignore
    for (const person of [weak, other]) {
      const next = signRoster(follow(first, { persons: [ada, ben, person] }), 1);
      const { chains, rejected } = chainsOf(signRoster(first, 1), next);
      expect(chains[0]?.accepted).toHaveLength(1);
      expect(rejected[0]?.why).toContain('is not a usable Ed25519 key of that name');
    }
  });

  it('is rotated by the old key for the entry of the new one, and by the new one', () => {
    const alone = buildFirst([ada]);
    const rotated = { ...ada, keys: [...ada.keys, ...cyd.keys] };
    const second = follow(alone, { persons: [rotated], signers: [keyidOf(4)] });
    expect(versionsOf(signRoster(alone, 1), signRoster(second, 1))).toEqual([1]);
    expect(versionsOf(signRoster(alone, 1), signRoster(second, 4))).toEqual([1]);
    expect(versionsOf(signRoster(alone, 1), signRoster(second, 1), signRoster(second, 4))).toEqual([1, 2]); // prettier-ignore
  });
});

/** Persons 0 to 3 with keys n*10 and n*10+1, of which some may sign. */
const rosterShape = fc.record({
  signers: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1 }),
  threshold: fc.integer({ min: 1, max: 4 }),
});
const everybody = [0, 1, 2, 3].map((n) => buildPerson([n * 10 + 10, n * 10 + 11]));
const numberOf = (index: number): number => Math.floor(index / 2) * 10 + 10 + (index % 2);

function shaped(shape: { signers: readonly number[]; threshold: number }, before: Roster | null): Roster | null {
  const persons = new Set(shape.signers.map((index) => Math.floor(index / 2)));
  if (persons.size < shape.threshold) return null;
  const fields = { signers: shape.signers.map((index) => keyidOf(numberOf(index))), threshold: shape.threshold };
  return before === null ? buildFirst(everybody, fields) : follow(before, fields);
} // prettier-ignore

describe('any chain of rosters', () => {
  it('takes a version exactly when enough different persons of both versions signed it', () => {
    const signatures = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 10 });
    fc.assert(
      fc.property(rosterShape, rosterShape, signatures, (one, two, keys) => {
        const start = shaped(one, null);
        const next = start === null ? null : shaped(two, start);
        if (start === null || next === null) return;
        const begin = one.signers.map((index) => signRoster(start, numberOf(index)));
        const records = keys.map((index) => signRoster(next, numberOf(index), { under: start }));
        const persons = (shape: { signers: readonly number[] }): number =>
          new Set(keys.filter((index) => shape.signers.includes(index)).map((index) => Math.floor(index / 2))).size; // prettier-ignore
        const isEnough = persons(one) >= one.threshold && persons(two) >= two.threshold;
        expect(versionsOf(...begin, ...records)).toEqual(isEnough ? [1, 2] : [1]);
      }),
      { numRuns: 120 },
    );
  });

  it('is the same whatever the order in which its records are read', () => {
    const [second, other] = [follow(first, { threshold: 2 }), follow(first, { signers: [keyidOf(1)] })]; // prettier-ignore
    const records = [signRoster(first, 1), signRoster(second, 1), signRoster(second, 2), signRoster(other, 3), signRoster(follow(second), 1), signRoster(first, 4)]; // prettier-ignore
    const expected = chainsOf(...records);
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(chainsOf(...shuffled)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
