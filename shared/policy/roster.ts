/**
 * The roster: persons, their keys, lines and roles. A name in a record means nothing by itself; who
 * someone is comes only from here, and the first roster is trusted only by comparing its fingerprint
 * over another channel.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from '../review/records.ts';

const rosterKey = z.object({
  keyid: sha256Hex,
  /** base64 of the 44-byte SPKI DER. */
  publicKey: z.string(),
  /** Signatures that do not stand in the log `origin` before entry `size` do not count. */
  revoked: z.object({ origin: z.string(), size: z.number().int().nonnegative() }).nullable(),
});

const person = z.object({
  id: z.string().min(1).max(200),
  printedName: z.string().min(1).max(200),
  organisation: z.string().min(1).max(200),
  line,
  role: z.string().min(1).max(200),
  reportsTo: z.string().nullable(),
  validFrom: z.string(),
  /** The first moment at which the person is no longer in it; null while there is no end. */
  validUntil: z.string().nullable(),
  keys: z.array(rosterKey).readonly(),
});
export type RosterPerson = z.infer<typeof person>;

const seat = z.object({ origin: z.string(), publicKey: z.string(), person: z.string() });

const strict = z.object({
  version: z.number().int().positive(),
  previous: sha256Hex.nullable(),
  /** Persons, not keys, whose signatures a version needs. */
  threshold: z.number().int().positive(),
  signers: z.array(sha256Hex).readonly(),
  persons: z.array(person).readonly(),
  seats: z.array(seat).readonly(),
});
export type Roster = z.infer<typeof strict>;

/** Keys that a later version of the format adds are kept, or the digest of what was signed would change. */
export const roster: z.ZodType<Roster> = strict
  .extend({
    persons: z.array(person.extend({ keys: z.array(rosterKey.loose()).readonly() }).loose()).readonly(),
    seats: z.array(seat.loose()).readonly(),
  })
  .loose(); // prettier-ignore

/** The person of a key, or null when the roster does not know the key. */
export function personOfKey(known: Roster | null, keyid: string): RosterPerson | null {
  return known?.persons.find((person) => person.keys.some((key) => key.keyid === keyid)) ?? null;
}

/** "Y. Tanaka" -> "y.tanaka": the id under which a person stands in rosters and people files. */
export function toPersonId(printedName: string): string {
  return printedName
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, '.')
    .replace(/^\.+|\.+$/g, '');
}
