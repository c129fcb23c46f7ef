/** The next version of a roster: what can be changed about it, and what a change says in words. */
import { CountersignError } from '../errors.ts';
import type { Line } from '../review/records.ts';
import { LINE_WORDS, toCount, toDayWords } from '../review/words.ts';
import { personOfKey, toPersonId, type Roster, type RosterPerson } from './roster.ts';

/** A public key as a roster holds it. */
export interface NewKey {
  readonly keyid: string;
  /** base64 of the 44-byte SPKI DER. */
  readonly publicKey: string;
}

export type RosterChange =
  | {
      readonly kind: 'add-person';
      readonly printedName: string;
      readonly organisation: string;
      readonly line: Line;
      readonly role: string;
      readonly validFrom: string;
      readonly key: NewKey;
      /** May sign rosters and policy packs. */
      readonly isSigner: boolean;
      /** Seats that come with the person out of another roster. */
      readonly seats: readonly Pick<Roster['seats'][number], 'origin' | 'publicKey'>[];
    }
  | { readonly kind: 'set-threshold'; readonly threshold: number }
  /** The new key takes the place of the old one among the signers; what the old one signed still counts. */
  | { readonly kind: 'rotate-key'; readonly keyid: string; readonly key: NewKey }
  | { readonly kind: 'revoke-key'; readonly keyid: string; readonly origin: string; readonly size: number }
  | { readonly kind: 'end-person'; readonly person: string; readonly validUntil: string }; // prettier-ignore

function refuse(message: string): never {
  throw new CountersignError('bad-request', message);
}

function freeId(printedName: string, roster: Roster | null): string {
  const taken = new Set(roster?.persons.map((person) => person.id));
  const base = toPersonId(printedName) || 'person';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}.${String(number)}`;
    if (!taken.has(id)) return id;
  }
}

function holderOf(roster: Roster, keyid: string): RosterPerson {
  return (
    personOfKey(roster, keyid) ?? refuse(`The roster does not name the key ${keyid.slice(0, 16)}.`)
  );
}

function withPerson(roster: Roster, id: string, change: (person: RosterPerson) => RosterPerson): Pick<Roster, 'persons'> {
  return { persons: roster.persons.map((person) => (person.id === id ? change(person) : person)) };
} // prettier-ignore

function addPerson(
  roster: Roster,
  change: Extract<RosterChange, { kind: 'add-person' }>,
): Partial<Roster> {
  const { printedName, organisation, line, role, validFrom, key } = change;
  const known = personOfKey(roster, key.keyid);
  if (known !== null) refuse(`${known.printedName} already stands in the roster with this key.`);
  const id = freeId(printedName, roster);
  const person: RosterPerson = {
    id, printedName, organisation, line, role, reportsTo: null, validFrom, validUntil: null,
    keys: [{ ...key, revoked: null }],
  }; // prettier-ignore
  const seats = change.seats.filter((seat) => !roster.seats.some((own) => own.origin === seat.origin)); // prettier-ignore
  return {
    persons: [...roster.persons, person],
    signers: change.isSigner ? [...roster.signers, key.keyid] : roster.signers,
    seats: [...roster.seats, ...seats.map((seat) => ({ ...seat, person: id }))],
  };
}

function rotateKey(roster: Roster, change: Extract<RosterChange, { kind: 'rotate-key' }>): Partial<Roster> {
  const person = holderOf(roster, change.keyid);
  if (personOfKey(roster, change.key.keyid) !== null) refuse('The new key already stands in the roster.');
  return {
    ...withPerson(roster, person.id, (old) => ({ ...old, keys: [...old.keys, { ...change.key, revoked: null }] })),
    signers: roster.signers.map((keyid) => (keyid === change.keyid ? change.key.keyid : keyid)),
  };
} // prettier-ignore

function revokeKey(roster: Roster, change: Extract<RosterChange, { kind: 'revoke-key' }>): Partial<Roster> {
  const { keyid, origin, size } = change;
  const person = holderOf(roster, keyid);
  if (person.keys.some((key) => key.keyid === keyid && key.revoked !== null)) refuse('This key is revoked already.');
  return {
    ...withPerson(roster, person.id, (old) => ({ ...old, keys: old.keys.map((key) => (key.keyid === keyid ? { ...key, revoked: { origin, size } } : key)) })),
    signers: roster.signers.filter((other) => other !== keyid),
  };
} // prettier-ignore

function endPerson(roster: Roster, change: Extract<RosterChange, { kind: 'end-person' }>): Partial<Roster> {
  const person = roster.persons.find((other) => other.id === change.person);
  if (person === undefined) refuse('The roster does not name this person.');
  const keyids = new Set(person.keys.map((key) => key.keyid));
  return {
    ...withPerson(roster, person.id, (old) => ({ ...old, validUntil: change.validUntil })),
    signers: roster.signers.filter((keyid) => !keyids.has(keyid)),
  };
} // prettier-ignore

function toParts(roster: Roster, change: RosterChange): Partial<Roster> {
  switch (change.kind) {
    case 'add-person':
      return addPerson(roster, change);
    case 'set-threshold':
      return { threshold: change.threshold };
    case 'rotate-key':
      return rotateKey(roster, change);
    case 'revoke-key':
      return revokeKey(roster, change);
    case 'end-person':
      return endPerson(roster, change);
  }
}

/**
 * The version that follows `roster` with one change.
 * @param sha256 digest of `roster`
 * @throws CountersignError `bad-request` where the change makes no sense for this roster
 */
export function applyRosterChange(roster: Roster, sha256: string, change: RosterChange): Roster {
  return { ...roster, ...toParts(roster, change), version: roster.version + 1, previous: sha256 };
}

/** "2nd line, role": everything about a person that a record must not claim otherwise. */
function toEntryWords(person: RosterPerson): string {
  return `${person.printedName}, ${person.role}, ${LINE_WORDS[person.line]}, ${person.organisation}`;
}

/** What a version changes against the one before it, for the people who are asked to sign it. */
export function toRosterChanges(before: Roster | null, after: Roster): string[] {
  if (before === null) return [`begins with ${toCount(after.persons.length, 'person')}`];
  const known = new Map(before.persons.map((person) => [person.id, person]));
  const changes = [
    ...after.persons.flatMap((person) => personChanges(known.get(person.id) ?? null, person)),
    ...before.persons.filter((person) => !after.persons.some((other) => other.id === person.id)).map((person) => `leaves out ${toEntryWords(person)}`),
    ...signerChanges(before, after),
    ...(before.threshold === after.threshold ? [] : [`persons who must sign a version: ${String(before.threshold)} becomes ${String(after.threshold)}`]),
    ...seatChanges(before, after),
  ]; // prettier-ignore
  return changes.length === 0 ? ['changes nothing'] : changes;
}

function personChanges(before: RosterPerson | null, after: RosterPerson): string[] {
  if (before === null) return [`adds ${toEntryWords(after)}`];
  const [was, is] = [toEntryWords(before), toEntryWords(after)];
  const keys = after.keys.flatMap((key) => {
    const old = before.keys.find((other) => other.keyid === key.keyid);
    const name = `the key ${key.keyid.slice(0, 16)} of ${after.printedName}`;
    if (old === undefined) return [`adds ${name}`];
    if (old.publicKey !== key.publicKey) return [`exchanges ${name}`];
    const same = JSON.stringify(old.revoked) === JSON.stringify(key.revoked);
    if (same) return [];
    return [key.revoked === null ? `takes back that ${name} is revoked` : `revokes ${name} from entry ${String(key.revoked.size)} of ${key.revoked.origin} on`]; // prettier-ignore
  });
  const gone = before.keys.filter((key) => !after.keys.some((other) => other.keyid === key.keyid));
  const dates = before.validFrom !== after.validFrom || before.validUntil !== after.validUntil;
  return [
    ...(was === is ? [] : [`${was} becomes ${is}`]),
    ...keys,
    ...gone.map((key) => `leaves out the key ${key.keyid.slice(0, 16)} of ${after.printedName}`),
    ...(before.reportsTo === after.reportsTo ? [] : [`${after.printedName} reports to ${after.reportsTo ?? 'nobody named'}`]),
    ...(dates ? [`${after.printedName} is in it from ${toDayWords(after.validFrom)}${after.validUntil === null ? '' : ` until ${toDayWords(after.validUntil)}`}`] : []),
  ]; // prettier-ignore
}

function signerChanges(before: Roster, after: Roster): string[] {
  const nameOf = (roster: Roster, keyid: string): string => `${personOfKey(roster, keyid)?.printedName ?? 'nobody'} with ${keyid.slice(0, 16)}`; // prettier-ignore
  return [
    ...after.signers.filter((keyid) => !before.signers.includes(keyid)).map((keyid) => `may sign rosters from now on: ${nameOf(after, keyid)}`),
    ...before.signers.filter((keyid) => !after.signers.includes(keyid)).map((keyid) => `may no longer sign rosters: ${nameOf(before, keyid)}`),
  ]; // prettier-ignore
}

function seatChanges(before: Roster, after: Roster): string[] {
  const text = (seat: Roster['seats'][number]): string =>
    `${seat.origin} ${seat.publicKey} ${seat.person}`;
  const [was, is] = [new Set(before.seats.map(text)), new Set(after.seats.map(text))];
  return [
    ...after.seats.filter((seat) => !was.has(text(seat))).map((seat) => `adds the seat ${seat.origin} of ${seat.person}`),
    ...before.seats.filter((seat) => !is.has(text(seat))).map((seat) => `leaves out the seat ${seat.origin} of ${seat.person}`),
  ]; // prettier-ignore
}
