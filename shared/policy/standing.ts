/**
 * Whether a signature counts by the rosters in force. Role, line and name come from the roster only, a
 * revocation and the end of a person's validity void what came after, and whoever no roster names is
 * unknown. What does not count is kept and shown with the reason.
 */
import { toSshTime } from '../export/derived-files.ts';
import type { CommonPredicate } from '../review/predicates.ts';
import { personOfKey, type Roster, type RosterPerson } from './roster.ts';

/** The parts of a record on which its standing depends. */
export interface Placed {
  readonly kind: string;
  readonly predicate: Pick<CommonPredicate, 'signer' | 'signedOn' | 'roster'>;
  readonly log: { readonly origin: string; readonly seq: number; readonly time: string };
}

/** One roster in force, of a chain in the order of its versions. */
export interface RosterInForce {
  readonly sha256: string;
  readonly content: Roster;
  /** Time of the log entry with which it came into force; null where no order is known. */
  readonly acceptedAt: string | null;
}

const CLAIMS = ['printedName', 'role', 'line', 'organisation'] as const;

/** Why a signature by a key of this person does not count, in words; null when it does. */
export function keyVoid(person: RosterPerson, record: Placed): string | null {
  const { signer, signedOn } = record.predicate;
  const key = person.keys.find((other) => other.keyid === signer.keyid);
  if (key === undefined) return 'its key is not in the roster';
  const { revoked } = key;
  const isBefore = revoked !== null && record.log.origin === revoked.origin && record.log.seq < revoked.size; // prettier-ignore
  if (revoked !== null && !isBefore) {
    return `its key is revoked from entry ${String(revoked.size)} of ${revoked.origin} on, and it does not stand before that`;
  }
  const [signed, logged] = [toSshTime(signedOn), toSshTime(record.log.time)];
  if (signed < toSshTime(person.validFrom)) {
    return `signed on ${signedOn}, and the roster has this person from ${person.validFrom}`;
  }
  const { validUntil } = person;
  if (validUntil === null || (signed < toSshTime(validUntil) && logged < toSshTime(validUntil))) return null; // prettier-ignore
  return signed >= toSshTime(validUntil)
    ? `signed on ${signedOn}, and the roster has this person until ${validUntil}`
    : `logged on ${record.log.time}, and the roster has this person until ${validUntil}`;
}

/** Why a key can sign nothing that counts from now on, in words; null when it can. */
export function whyLapsed(person: RosterPerson, keyid: string, now: string): string | null {
  const key = person.keys.find((other) => other.keyid === keyid);
  if (key !== undefined && key.revoked !== null) return 'The roster says that this key is revoked. What it signs does not count.'; // prettier-ignore
  const { validFrom, validUntil, printedName } = person;
  if (validUntil !== null && toSshTime(now) >= toSshTime(validUntil)) return `The roster has ${printedName} until ${validUntil}. What is signed after that does not count.`; // prettier-ignore
  return toSshTime(now) < toSshTime(validFrom) ? `The roster has ${printedName} from ${validFrom} on. What is signed before that does not count.` : null; // prettier-ignore
}

/** What a record says of its signer that the roster does not; null when all of it is the same. */
export function claimVoid(person: RosterPerson, record: Placed): string | null {
  const { signer } = record.predicate;
  const wrong = CLAIMS.find((claim) => signer[claim] !== person[claim]);
  if (wrong === undefined) return null;
  const name = wrong === 'printedName' ? 'name' : wrong;
  return `it says ${name} “${signer[wrong]}” of its signer, and the roster says “${person[wrong]}”`;
}

function isSameEntry(a: RosterPerson, b: RosterPerson | null): boolean {
  return b !== null && a.id === b.id && CLAIMS.every((claim) => a[claim] === b[claim]);
}

/**
 * Why a record does not count by the rosters in force, in words; null when it does.
 * @param rosters oldest first; rosters and policy packs are judged by their own chains instead
 */
export function voidByRosters(rosters: readonly RosterInForce[], record: Placed): string | null {
  if (record.kind === 'roster' || record.kind === 'policy') return null;
  const newest = rosters.at(-1);
  const { signer, roster: named } = record.predicate;
  if (newest === undefined) return 'its signer is unknown, no roster is in force';
  const at = rosters.findIndex((item) => item.sha256 === named.sha256);
  const then = personOfKey((rosters[at] ?? newest).content, signer.keyid);
  const now = personOfKey(newest.content, signer.keyid);
  const person = then ?? now;
  if (person === null) return 'its signer is unknown, the roster does not name the key';
  const claimed = claimVoid(person, record);
  if (claimed !== null) return claimed;
  const changed = then === null ? undefined : rosters.slice(at + 1).find(({ content, acceptedAt }) => acceptedAt !== null && record.log.time >= acceptedAt && !isSameEntry(then, personOfKey(content, signer.keyid))); // prettier-ignore
  if (at >= 0 && changed !== undefined) {
    return `it was signed under roster ${String(rosters[at]?.content.version)} after roster ${String(changed.content.version)} had changed the entry of its signer`;
  }
  return keyVoid(now ?? person, record);
}
