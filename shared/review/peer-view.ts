/** What is known of the logs of other seats, as the renderer shows it. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from './records.ts';

/** Who a seat belongs to by the adopted roster. Null: the roster does not know the key of the seat. */
export const seatPerson = z
  .object({ printedName: z.string(), line, role: z.string(), organisation: z.string() })
  .nullable();
export type SeatPerson = z.infer<typeof seatPerson>;

/** One signed head of a log, with what tells two of them apart. */
export const headView = z.object({
  size: z.number().int(),
  root: z.string(),
  /** Time and type of the last entry below it; null for an empty log. */
  lastTime: z.string().nullable(),
  lastType: z.string().nullable(),
});
export type HeadView = z.infer<typeof headView>;

/** Two versions of one log, both signed with its key, that differ from an entry on. */
export const forkView = z.object({
  origin: z.string(),
  scope: z.enum(['case', 'seat']),
  /** True for a log of this seat: its workspace was copied, or an older copy was put back. */
  isOwn: z.boolean(),
  /** "other-key": another key signs under the same name. That says nothing about the log it names. */
  kind: z.enum(['fork', 'other-key']),
  person: seatPerson,
  /** First entry that differs; entries before it are the same in both. */
  at: z.number().int(),
  /** The version that was known first, then the other one. */
  heads: z.tuple([headView, headView]),
});
export type ForkView = z.infer<typeof forkView>;

export const peerView = z.object({
  origin: z.string(),
  scope: z.enum(['case', 'seat']),
  person: seatPerson,
  /** Fingerprint of the seat key, in the form that is read out. */
  fingerprint: z.string(),
  head: headView,
  /** The largest head this seat vouched for, and when; null for none. */
  cosigned: z.object({ size: z.number().int(), time: z.string() }).nullable(),
  /** Other seats that vouched for a head of this log. */
  cosigners: z.number().int(),
  isForked: z.boolean(),
  /** First entries that could not be checked, in words; null when all can. */
  problem: z.string().nullable(),
});
export type PeerView = z.infer<typeof peerView>;

/** A record that is kept and listed and counts for nothing. */
export const uncountedRecord = z.object({
  digest: sha256Hex,
  origin: z.string(),
  seq: z.number().int(),
  time: z.string(),
  /** Type of the entry that names it. */
  kind: z.string(),
  why: z.string(),
});
export type UncountedRecordView = z.infer<typeof uncountedRecord>;
