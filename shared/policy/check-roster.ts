/** What a roster must be by itself before it can come into force, whoever signed it. */
import { fromBase64 } from '../trust/bytes.ts';
import { fromSpki, keyIdOf } from '../trust/key-id.ts';
import type { TrustCrypto } from '../trust/ports.ts';
import type { Roster } from './roster.ts';

/**
 * Public keys by key id, 32 bytes each. A key id is the digest of its key, so it does not matter who
 * says it; keys that are not usable (the wrong form, a low order, another id) are left out.
 */
export function keysOfRoster(content: Roster, crypto: TrustCrypto): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const key of content.persons.flatMap((person) => person.keys)) {
    const publicKey = readKey(key.publicKey);
    if (publicKey !== null && keyIdOf(publicKey, crypto) === key.keyid) keys.set(key.keyid, publicKey); // prettier-ignore
  }
  return keys;
} // prettier-ignore

function readKey(base64: string): Uint8Array | null {
  try {
    return fromSpki(fromBase64(base64));
  } catch {
    // Not a usable Ed25519 key: the caller says which.
    return null;
  }
}

/** Faults of a roster in words; empty when it has none. */
export function checkRoster(content: Roster, crypto: TrustCrypto): string[] {
  const keys = content.persons.flatMap((person) => person.keys);
  const usable = keysOfRoster(content, crypto);
  const people = new Map(content.persons.flatMap((person) => person.keys.map((key) => [key.keyid, person] as const))); // prettier-ignore
  const signing = keys.filter((key) => key.revoked === null && content.signers.includes(key.keyid)); // prettier-ignore
  const persons = new Set(signing.map((key) => people.get(key.keyid)?.id));
  const faults = [
    ...twice(content.persons.map((person) => person.id), 'The person'),
    ...twice(keys.map((key) => key.keyid), 'The key'),
    ...twice(content.signers, 'The signer'),
    ...keys.filter((key) => !usable.has(key.keyid)).map((key) => `The key ${key.keyid.slice(0, 16)} is not a usable Ed25519 key of that name.`),
    ...content.signers.filter((keyid) => !people.has(keyid)).map((keyid) => `The signer ${keyid.slice(0, 16)} is nobody in it.`),
    ...content.persons.filter((person) => !isMoment(person.validFrom) || (person.validUntil !== null && !isMoment(person.validUntil))).map((person) => `The dates of ${person.printedName} are no dates.`),
    ...content.persons.filter((person) => person.keys.length === 0).map((person) => `${person.printedName} has no key.`),
  ]; // prettier-ignore
  if (persons.size < content.threshold) {
    faults.push(`It needs ${String(content.threshold)} persons to sign the next version and has ${String(persons.size)}.`); // prettier-ignore
  }
  return faults;
}

function twice(names: readonly string[], what: string): string[] {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `${what} ${name.slice(0, 64)} stands in it twice.`);
}

/** "2026-11-20" or "2026-11-20T09:00:00Z". */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(text);
}
