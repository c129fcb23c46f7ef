/**
 * The roster: persons, their keys, lines and roles. A name in a record means nothing by itself; who
 * someone is comes only from here, and the first roster is trusted only by comparing its fingerprint
 * over another channel.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from '../review/records.ts';

export const rosterPerson = z.object({
  id: z.string().min(1).max(200),
  printedName: z.string().min(1).max(200),
  organisation: z.string().min(1).max(200),
  line,
  role: z.string().min(1).max(200),
  reportsTo: z.string().nullable(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  keys: z
    .array(
      z.object({
        keyid: sha256Hex,
        /** base64 of the 44-byte SPKI DER. */
        publicKey: z.string(),
        revoked: z.object({ origin: z.string(), size: z.number().int() }).nullable(),
      }),
    )
    .readonly(),
});
export type RosterPerson = z.infer<typeof rosterPerson>;

export const roster = z.object({
  version: z.number().int().positive(),
  previous: sha256Hex.nullable(),
  threshold: z.number().int().positive(),
  signers: z.array(sha256Hex).readonly(),
  persons: z.array(rosterPerson).readonly(),
  seats: z
    .array(z.object({ origin: z.string(), publicKey: z.string(), person: z.string() }))
    .readonly(),
});
export type Roster = z.infer<typeof roster>;

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
