/** Rosters with real keys, and records that sign them, for tests of the chains. */
import { nodeCrypto } from '../../electron/host/crypto.ts';
import { DEFAULT_POLICY, type PolicyPack } from '../../shared/policy/policy-pack.ts';
import { contentDigest } from '../../shared/policy/roster-chain.ts';
import { personOfKey, type Roster, type RosterPerson } from '../../shared/policy/roster.ts';
import type { RecordOf } from '../../shared/review/checked-record.ts';
import { toBase64 } from '../../shared/trust/bytes.ts';
import { toSpki } from '../../shared/trust/key-id.ts';
import { buildRecord, buildSigner } from './builders.ts';
import { buildKey, type TestKey } from './trust-builders.ts';

export const SEAT_LOG = 'countersign/log/seat';

const keys = new Map<number, TestKey>();

/** Making a key costs more than anything else in these tests. */
function keyOf(number: number): TestKey {
  const key = keys.get(number) ?? buildKey(number);
  keys.set(number, key);
  return key;
}

export function keyidOf(number: number): string {
  return keyOf(number).keyid;
}

/** A person with the keys of these numbers, the first of which gives the name. */
export function buildPerson(numbers: readonly number[], fields: Partial<RosterPerson> = {}): RosterPerson {
  const name = `P. Person${String(numbers[0])}`;
  return {
    id: name.toLowerCase(),
    printedName: name,
    organisation: 'An organisation',
    line: 'second',
    role: 'stress-tester',
    reportsTo: null,
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: null,
    keys: numbers.map((number) => ({ keyid: keyidOf(number), publicKey: toBase64(toSpki(keyOf(number).publicKey)), revoked: null })),
    ...fields,
  };
} // prettier-ignore

/** A first roster in which every key may sign. */
export function buildFirst(persons: readonly RosterPerson[], fields: Partial<Roster> = {}): Roster {
  const signers = persons.flatMap((person) => person.keys.map((key) => key.keyid));
  return { version: 1, previous: null, threshold: 1, signers, persons, seats: [], ...fields };
}

export function follow(before: Roster, fields: Partial<Roster> = {}): Roster {
  return { ...before, version: before.version + 1, previous: digestOfContent(before), ...fields };
}

export function digestOfContent(content: Roster | PolicyPack): string {
  return contentDigest(content, nodeCrypto);
}

let seq = 0;

interface SignFields {
  readonly signedOn?: string;
  readonly origin?: string;
  readonly seq?: number;
  readonly time?: string;
  readonly subject?: string;
  /** Roster that the record names. */
  readonly under?: Roster;
}

/** The parts of a record that say who signed it, under which roster, and where it stands. */
function signed(content: Roster | PolicyPack, key: number, named: Roster, fields: SignFields) {
  seq += 1;
  const person = personOfKey(named, keyidOf(key));
  const time = fields.time ?? `2026-11-10T${String(Math.floor(seq / 60) % 24).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}:00Z`;
  return {
    seq,
    subject: fields.subject ?? digestOfContent(content),
    said: {
      signer: buildSigner(person?.printedName ?? 'A. Stranger', { keyid: keyidOf(key) }),
      signedOn: fields.signedOn ?? time,
      roster: { version: named.version, sha256: digestOfContent(named) },
    },
    log: { origin: fields.origin ?? SEAT_LOG, seq: fields.seq ?? seq, time },
  };
} // prettier-ignore

/** A record in which the key of this number signs the roster. */
export function signRoster(content: Roster, key: number, fields: SignFields = {}): RecordOf<'roster'> {
  const { seq: at, subject, said, log } = signed(content, key, fields.under ?? content, fields);
  return { ...buildRecord('roster', at, { ...said, content }, subject), log };
} // prettier-ignore

export function signPolicy(content: PolicyPack, key: number, under: Roster, fields: SignFields = {}): RecordOf<'policy'> {
  const { seq: at, subject, said, log } = signed(content, key, under, fields);
  return { ...buildRecord('policy', at, { ...said, content }, subject), log };
} // prettier-ignore

export function buildPack(fields: Partial<PolicyPack> = {}): PolicyPack {
  return { ...DEFAULT_POLICY, ...fields };
}
