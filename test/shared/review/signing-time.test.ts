import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSigningTime, toSigningTimeWords, type TimedRecord, type Voucher } from '../../../shared/review/signing-time.ts'; // prettier-ignore

const OWN = 'countersign/log/a';
const OTHER = 'countersign/log/b';
const at = (minute: number): string => `2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`;
const head = (origin: string, size: number): TimedRecord['head'] => ({ origin, size, root: '' });
/** Entry n of either log was written n minutes after ten. */
const timeOf = (_: string, seq: number): string => at(seq);

function timed(signedOn: string, size = 6, seen: TimedRecord['seen'] = []): TimedRecord {
  return { signedOn, head: head(OWN, size), seen, place: { origin: OWN, seq: size } };
}

function vouch(size: number, minute: number, origin = OWN): Voucher {
  return { origin, size, time: at(minute), by: 'B. Seat', kind: 'cosignature' };
}

describe('the time of a signature', () => {
  it('lies after the newest entry of the heads it names, and before the first who vouched for it', () => {
    const seen = [head(OTHER, 9)];
    const time = toSigningTime(timed(at(9), 6, seen), timeOf, [vouch(7, 30), vouch(8, 20), vouch(6, 10)]); // prettier-ignore
    expect(time).toEqual({
      claimed: at(9),
      notBefore: { time: at(8), origin: OTHER, seq: 8 },
      notAfter: { time: at(20), by: 'B. Seat', kind: 'cosignature' },
      claim: 'fits',
    });
  });

  it('is not bounded by a head that does not hold the record, or by one of another log', () => {
    expect(toSigningTime(timed(at(7)), timeOf, [vouch(6, 8), vouch(20, 8, OTHER)]).notAfter).toBeNull(); // prettier-ignore
  });

  it('that is claimed before an entry of its own log is too early', () => {
    expect(toSigningTime(timed(at(4)), timeOf, []).claim).toBe('too early');
    expect(toSigningTime(timed(at(5)), timeOf, []).claim).toBe('fits');
  });

  it('that is claimed after somebody vouched for it is too late', () => {
    expect(toSigningTime(timed(at(21)), timeOf, [vouch(7, 20)]).claim).toBe('too late');
  });

  it('that is before an entry of another seat only says that the clocks differ', () => {
    expect(toSigningTime(timed(at(6), 6, [head(OTHER, 9)]), timeOf, []).claim).toBe(
      'clocks differ',
    );
  });

  it('is claimed only, where nothing bounds it', () => {
    const time = toSigningTime(timed(at(5), 0), timeOf, []);
    expect(time.claim).toBe('unbounded');
    expect(toSigningTimeWords(time).join(' ')).toBe('Claimed 20 November 2026, 10:05 UTC. Claimed time only: nothing bounds it.'); // prettier-ignore
  });

  it('is told as a claim, an interval, and who vouched', () => {
    const words = toSigningTimeWords(toSigningTime(timed(at(7)), timeOf, [vouch(7, 20)]));
    expect(words).toEqual([
      'Claimed 20 November 2026, 10:07 UTC.',
      `Not before 20 November 2026, 10:05 UTC, entry 5 of ${OWN}.`,
      'Not after 20 November 2026, 10:20 UTC, cosigned by B. Seat.',
    ]);
  });

  it('never fits a claim outside its interval', () => {
    const minute = fc.nat({ max: 59 });
    fc.assert(
      fc.property(minute, fc.nat({ max: 30 }), fc.array(fc.tuple(fc.nat({ max: 60 }), minute)), (claimed, size, given) => {
        const time = toSigningTime(timed(at(claimed), size), timeOf, given.map(([reach, when]) => vouch(reach, when)));
        const isInside = (time.notBefore === null || time.notBefore.time <= time.claimed) && (time.notAfter === null || time.claimed <= time.notAfter.time);
        expect(time.claim === 'fits' || time.claim === 'unbounded').toBe(isInside);
      }),
    ); // prettier-ignore
  });
});
