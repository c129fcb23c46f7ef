/**
 * The seat: its own log, the roster and the policy pack. Rosters and policies are records like any
 * other, kept in the log of the seat rather than of a case, since they hold for all cases.
 */
import { DEFAULT_POLICY, policyPack, type PolicyPack } from '../../../shared/policy/policy-pack.ts';
import { toPersonId, type Roster, type RosterPerson } from '../../../shared/policy/roster.ts';
import type { Line, LogHead, Meaning, Signer } from '../../../shared/review/records.ts';
import type { RecordOf } from '../../../shared/review/state.ts';
import { toBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseVkey } from '../../../shared/trust/checkpoint.ts';
import { toSpki } from '../../../shared/trust/key-id.ts';
import type { JsonObject, JsonValue } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { Clock } from './clock.ts';
import type { RecordLog } from './record-log.ts';

/** Case id under which rosters and policies are recorded: they belong to no case. */
export const SEAT_CASE = 'countersign:seat';

export interface NewPerson {
  readonly printedName: string;
  readonly organisation: string;
  readonly line: Line;
  readonly role: string;
}

export interface VersionedDigest {
  readonly version: number;
  readonly sha256: string | null;
}

export interface Seat {
  readonly log: RecordLog;
  roster(): Roster | null;
  rosterDigest(): VersionedDigest;
  /** Digest of the first roster: the one fingerprint that is compared over another channel. */
  firstRosterDigest(): string | null;
  policy(): PolicyPack;
  policyDigest(): VersionedDigest;
  /** Signs the next roster, with the person in it. `vouching` signs; the first person vouches for themself. */
  addPerson(person: NewPerson, key: UnlockedKey, vouching: UnlockedKey): Promise<RosterPerson>;
}

export function digestOfJson(value: JsonValue): string {
  return toHex(nodeCrypto.sha256(utf8Encode(toCanonicalJson(value))));
}

export function toSigner(person: RosterPerson, keyid: string): Signer {
  const { printedName, role, line, organisation } = person;
  return { keyid, printedName, role, line, organisation };
}

/** The fields that every predicate holds, as one JSON object. */
export function toCommonFields(fields: {
  readonly case: { readonly id: string; readonly version: string };
  readonly signer: Signer;
  readonly meaning: Meaning;
  readonly statement: string;
  readonly signedOn: string;
  readonly roster: VersionedDigest;
  readonly policy: VersionedDigest;
  readonly log: LogHead;
  readonly seen: readonly LogHead[];
}): JsonObject {
  return fields as unknown as JsonObject;
}

export function openSeat(log: RecordLog, clock: Clock): Seat {
  const byVersion = <T extends { predicate: { content: { version: number } } }>(a: T, b: T): number =>
    a.predicate.content.version - b.predicate.content.version; // prettier-ignore
  const rosters = (): RecordOf<'roster'>[] =>
    log.records().filter((record) => record.kind === 'roster').sort(byVersion); // prettier-ignore
  const policies = (): RecordOf<'policy'>[] =>
    log.records().filter((record) => record.kind === 'policy').sort(byVersion); // prettier-ignore
  const latestRoster = (): RecordOf<'roster'> | null => rosters().at(-1) ?? null;
  const latestPolicy = (): RecordOf<'policy'> | null => policies().at(-1) ?? null;
  const toDigest = (record: RecordOf<'roster'> | RecordOf<'policy'> | null): VersionedDigest =>
    record === null
      ? { version: 0, sha256: null }
      : { version: record.predicate.content.version, sha256: record.subject.sha256 };

  async function sign(
    kind: 'roster' | 'policy',
    content: Roster | PolicyPack,
    signer: Signer,
    key: UnlockedKey,
    statement: string,
  ): Promise<void> {
    const common = toCommonFields({
      case: { id: SEAT_CASE, version: String(content.version) },
      signer,
      meaning: 'responsibility',
      statement,
      signedOn: clock.now(),
      roster: toDigest(latestRoster()),
      policy: toDigest(latestPolicy()),
      log: log.head(),
      seen: [],
    });
    await log.addRecord({
      kind,
      subject: { name: `${kind}.json`, sha256: digestOfJson(content) },
      predicate: { ...common, content: content },
      key,
      draft: null,
    });
  }

  /** The key that signs the heads of every log of this seat: without it in the roster, a log could be made anew by anybody. */
  async function ownSeat(person: string): Promise<Roster['seats'][number]> {
    const { origin } = log.head();
    const files = (await log.logFiles()).find((item) => item.origin === origin);
    if (files === undefined) throw new Error('The log of the seat has its files');
    return { origin, publicKey: toBase64(toSpki(parseVkey(files.vkey, nodeCrypto).publicKey)), person };
  } // prettier-ignore

  return {
    log,
    roster: () => latestRoster()?.predicate.content ?? null,
    rosterDigest: () => toDigest(latestRoster()),
    firstRosterDigest: () => rosters()[0]?.subject.sha256 ?? null,
    policy: () => latestPolicy()?.predicate.content ?? DEFAULT_POLICY,
    policyDigest: () => toDigest(latestPolicy()),
    async addPerson(person, key, vouching) {
      const previous = latestRoster();
      const known = previous?.predicate.content ?? null;
      const taken = new Set(known?.persons.map((other) => other.id));
      const base = toPersonId(person.printedName) || 'person';
      let id = base;
      for (let number = 2; taken.has(id); number += 1) id = `${base}.${String(number)}`;
      const entry: RosterPerson = {
        id,
        ...person,
        reportsTo: null,
        validFrom: clock.now(),
        validUntil: null,
        keys: [{ keyid: key.keyid, publicKey: toBase64(toSpki(key.publicKey)), revoked: null }],
      };
      const content: Roster = {
        version: (known?.version ?? 0) + 1,
        previous: previous?.subject.sha256 ?? null,
        threshold: 1,
        signers: [...(known?.signers ?? []), key.keyid],
        persons: [...(known?.persons ?? []), entry],
        seats: known?.seats ?? [await ownSeat(entry.id)],
      };
      const voucher = content.persons.find((other) => other.keys.some((held) => held.keyid === vouching.keyid)) ?? entry; // prettier-ignore
      const signer = toSigner(voucher, vouching.keyid);
      await sign(
        'roster',
        content,
        signer,
        vouching,
        voucher === entry
          ? `I, ${entry.printedName}, begin the roster of this seat with my own key.`
          : `I, ${voucher.printedName}, vouch that the key of ${entry.printedName} belongs to that person.`,
      );
      if (latestPolicy() === null) {
        const pack = policyPack.parse(DEFAULT_POLICY);
        await sign('policy', pack, signer, vouching, `I, ${voucher.printedName}, put the default policy pack in force on this seat.`); // prettier-ignore
      }
      return entry;
    },
  };
}
