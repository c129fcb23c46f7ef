/**
 * When a record was signed, as an interval that others vouch for: not before the heads that it names, not
 * after the first cosignature or time stamp over a head that holds it. The time it names itself is only a
 * claim (formats.md 6, R32).
 */
import type { LogHead } from './records.ts';
import type { SigningTime } from './view.ts';
import { toTimeWords } from './words.ts';

/** Somebody other than the signer's seat who says when a head of a log was there already. */
export interface Voucher {
  readonly origin: string;
  /** Entries of the head: it holds those before this number. */
  readonly size: number;
  /** UTC. */
  readonly time: string;
  /** Seat that cosigned, or subject of the certificate of the time stamp. */
  readonly by: string;
  readonly kind: 'cosignature' | 'time stamp';
}

/** The parts of a record that bound its time. */
export interface TimedRecord {
  readonly signedOn: string;
  /** The signer's own log just before signing, and every other log it was signed with in view. */
  readonly head: LogHead;
  readonly seen: readonly LogHead[];
  /** Where it stands. */
  readonly place: { readonly origin: string; readonly seq: number };
}

/** The later of two UTC times in the one form of logs and records. */
export function laterOf(a: string, b: string): string {
  return a < b ? b : a;
}

/**
 * @param timeOf time of one entry, null where the log is not here
 */
export function toSigningTime(
  record: TimedRecord,
  timeOf: (origin: string, seq: number) => string | null,
  vouchers: readonly Voucher[],
): SigningTime {
  const { signedOn, head, seen, place } = record;
  const bounds = [head, ...seen].flatMap(({ origin, size }) => {
    const time = size === 0 ? null : timeOf(origin, size - 1);
    return time === null ? [] : [{ time, origin, seq: size - 1 }];
  });
  const notBefore = bounds.reduce<SigningTime['notBefore']>((latest, bound) => (latest === null || bound.time > latest.time ? bound : latest), null); // prettier-ignore
  const notAfter = vouchers
    .filter(({ origin, size }) => origin === place.origin && size > place.seq)
    .reduce<SigningTime['notAfter']>((first, { time, by, kind }) => (first === null || time < first.time ? { time, by, kind } : first), null); // prettier-ignore
  const own = bounds.find(({ origin }) => origin === head.origin);
  const claim =
    own !== undefined && signedOn < own.time ? 'too early'
    : notAfter !== null && signedOn > notAfter.time ? 'too late'
    : notBefore !== null && signedOn < notBefore.time ? 'clocks differ'
    : notBefore === null && notAfter === null ? 'unbounded' : 'fits'; // prettier-ignore
  return { claimed: signedOn, notBefore, notAfter, claim };
}

/** The interval in words, one sentence each; the claim comes first and is called one. */
export function toSigningTimeWords({ claimed, notBefore, notAfter, claim }: SigningTime): readonly string[] {
  const lower = notBefore === null ? null : `Not before ${toTimeWords(notBefore.time)}, entry ${notBefore.seq} of ${notBefore.origin}.`;
  const upper = notAfter === null ? null : `Not after ${toTimeWords(notAfter.time)}, ${notAfter.kind === 'cosignature' ? 'cosigned by' : 'time stamp of'} ${notAfter.by}.`;
  const CLAIMS: Readonly<Record<SigningTime['claim'], string | null>> = {
    fits: notAfter === null ? 'Claimed time only, from above: nobody else has vouched for a head that holds this.' : null,
    'too early': 'The claimed time is before an entry of the same log that it follows. It cannot be right.',
    'clocks differ': 'The claimed time is before an entry of another seat that it follows: the clocks of the two seats differ.',
    'too late': 'The claimed time is after somebody else had vouched for it. It cannot be right.',
    unbounded: 'Claimed time only: nothing bounds it.',
  };
  return [`Claimed ${toTimeWords(claimed)}.`, lower, upper, CLAIMS[claim]].filter((words) => words !== null);
} // prettier-ignore
