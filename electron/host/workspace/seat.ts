/**
 * The seat: its own log, the roster and the policy pack. Rosters and policies are records like any
 * other, kept in the log of the seat rather than of a case, since they hold for all cases.
 */
import { DEFAULT_POLICY, policyPack, type PolicyPack } from '../../../shared/policy/policy-pack.ts';
import { checkPolicy } from '../../../shared/policy/policy-change.ts';
import { applyRosterChange, toRosterChanges } from '../../../shared/policy/roster-change.ts';
import { checkRoster } from '../../../shared/policy/check-roster.ts';
import {
  personOfKey,
  toPersonId,
  type Roster,
  type RosterPerson,
} from '../../../shared/policy/roster.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Line, LogHead, Meaning, Signer } from '../../../shared/review/records.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseVkey } from '../../../shared/trust/checkpoint.ts';
import { toSpki } from '../../../shared/trust/key-id.ts';
import type { JsonObject, JsonValue } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { Clock } from './clock.ts';
import type { RecordLog } from './record-log.ts';
import { ADOPTED, watchSeat, type SeatView } from './seat-view.ts';

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
  /** Every chain of rosters that is known here, and what follows from the adopted one. */
  view(): SeatView;
  /** The newest roster in force of the adopted chain; null before there is one. */
  roster(): Roster | null;
  rosterDigest(): VersionedDigest;
  /** Digest of the first roster of the adopted chain: the one fingerprint that is compared over another channel. */
  firstRosterDigest(): string | null;
  policy(): PolicyPack;
  policyDigest(): VersionedDigest;
  /** Why a record counts for nothing by the adopted chain, in words; null when it counts. */
  voidOf(record: CheckedRecord): string | null;
  /** Signs the next roster, with the person in it. `vouching` signs; the first person vouches for themself. */
  addPerson(person: NewPerson, key: UnlockedKey, vouching: UnlockedKey): Promise<RosterPerson>;
  /**
   * Signs a version that follows the roster in force, with each of the keys. It is in force once
   * enough persons have signed it.
   * @throws CountersignError `bad-request` with what is wrong with the roster
   */
  proposeRoster(content: Roster, keys: readonly UnlockedKey[]): Promise<string>;
  /** Adds a signature to a version that waits for some. @throws CountersignError `not-found` */
  signRoster(sha256: string, key: UnlockedKey): Promise<void>;
  /** From now on, who signers are follows from this chain. @throws CountersignError `not-found` */
  adopt(first: string): Promise<void>;
  /** Signs a policy pack that follows the one in force. @throws CountersignError `bad-request` */
  proposePolicy(content: PolicyPack, key: UnlockedKey): Promise<string>;
  signPolicy(sha256: string, key: UnlockedKey): Promise<void>;
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
  const view = watchSeat(log);
  const latestRoster = () => view().adopted?.accepted.at(-1) ?? null;
  const latestPolicy = () => view().policies.accepted.at(-1) ?? null;
  const roster = (): Roster | null => latestRoster()?.content ?? null;
  const toDigest = (version: { readonly content: { readonly version: number }; readonly sha256: string } | null): VersionedDigest =>
    version === null
      ? { version: 0, sha256: null }
      : { version: version.content.version, sha256: version.sha256 }; // prettier-ignore

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
      seen: log.peers().map((peer) => peer.head),
    });
    await log.addRecord({
      kind,
      subject: { name: `${kind}.json`, sha256: digestOfJson(content as unknown as JsonValue) },
      predicate: { ...common, content: content as unknown as JsonValue },
      key,
      draft: null,
    });
  }

  /** The key that signs the heads of every log of this seat: without it in the roster, a log could be made anew by anybody. */
  function ownSeat(person: string): Roster['seats'][number] {
    const { origin } = log.head();
    const own = log.own().find((item) => item.origin === origin);
    if (own === undefined) throw new Error('The log of the seat is one of its own');
    return { origin, publicKey: toBase64(toSpki(parseVkey(own.vkey, nodeCrypto).publicKey)), person }; // prettier-ignore
  }

  function signerOf(content: Roster | null, key: UnlockedKey): Signer {
    const person = personOfKey(content, key.keyid) ?? personOfKey(roster(), key.keyid);
    if (person === null) throw new CountersignError('no-identity', 'The roster does not name this key.'); // prettier-ignore
    return toSigner(person, key.keyid);
  }

  async function signRosterWith(content: Roster, key: UnlockedKey): Promise<void> {
    const signer = signerOf(content, key);
    const changes = toRosterChanges(roster(), content).join('; ');
    await sign('roster', content, signer, key, `I, ${signer.printedName}, sign roster ${content.version}, which ${changes}.`); // prettier-ignore
  }

  function assertNext(kind: 'roster' | 'policy pack', content: Roster | PolicyPack, last: VersionedDigest, faults: readonly string[]): void {
    const isNext = content.version === last.version + 1 && content.previous === last.sha256;
    const problems = isNext ? faults : [`Version ${content.version} does not follow version ${last.version}, which is in force.`, ...faults];
    if (problems.length === 0) return;
    throw new CountersignError('bad-request', `This ${kind} cannot come into force. ${problems.join(' ')}`);
  } // prettier-ignore

  async function signPolicyWith(content: PolicyPack, key: UnlockedKey): Promise<void> {
    const signer = signerOf(null, key);
    await sign('policy', content, signer, key, `I, ${signer.printedName}, sign policy pack ${content.version}, “${content.title}”.`); // prettier-ignore
  }

  return {
    log,
    view,
    roster,
    rosterDigest: () => toDigest(latestRoster()),
    firstRosterDigest: () => view().adopted?.first ?? null,
    policy: () => latestPolicy()?.content ?? DEFAULT_POLICY,
    policyDigest: () => toDigest(latestPolicy()),
    voidOf: (record) => view().voidOf(record),
    async addPerson(person, key, vouching) {
      const known = roster();
      const newKey = { keyid: key.keyid, publicKey: toBase64(toSpki(key.publicKey)) };
      const entry = { ...person, validFrom: clock.now(), key: newKey, isSigner: true, seats: [] };
      const content =
        known === null
          ? beginRoster(entry, ownSeat)
          : applyRosterChange(known, latestRoster()?.sha256 ?? '', {
              kind: 'add-person',
              ...entry,
            });
      const added = personOfKey(content, key.keyid);
      if (added === null) throw new Error('A person who was just added is in the roster');
      const signer = signerOf(content, vouching);
      const statement = signer.keyid === key.keyid ? `I, ${added.printedName}, begin the roster of this seat with my own key.` : `I, ${signer.printedName}, vouch that the key of ${added.printedName} belongs to that person.`; // prettier-ignore
      await sign('roster', content, signer, vouching, statement);
      // With one signature needed the voucher's is enough; else the newcomer's counts by the new version.
      if (content.threshold > 1) await signRosterWith(content, key);
      if (latestPolicy() === null && known === null) {
        await sign('policy', policyPack.parse(DEFAULT_POLICY), signer, vouching, `I, ${signer.printedName}, put the default policy pack in force on this seat.`); // prettier-ignore
      }
      return added;
    },
    async proposeRoster(content, keys) {
      assertNext('roster', content, toDigest(latestRoster()), checkRoster(content, nodeCrypto));
      for (const key of keys) await signRosterWith(content, key);
      return digestOfJson(content);
    },
    async signRoster(sha256, key) {
      const version = view().adopted?.proposed.find((item) => item.sha256 === sha256);
      if (version === undefined) throw new CountersignError('not-found', 'This roster does not wait for a signature.'); // prettier-ignore
      await signRosterWith(version.content, key);
    },
    async adopt(first) {
      const chain = view().chains.find((item) => item.first === first);
      if (chain === undefined) throw new CountersignError('not-found', 'No roster with this fingerprint is known here.'); // prettier-ignore
      await log.addEvent({ type: ADOPTED, obj: { roster: first }, reason: 'The fingerprint was compared over another channel and is the same.' }); // prettier-ignore
    },
    async proposePolicy(content, key) {
      assertNext('policy pack', content, toDigest(latestPolicy()), checkPolicy(content));
      await signPolicyWith(content, key);
      return digestOfJson(content as unknown as JsonValue);
    },
    async signPolicy(sha256, key) {
      const version = view().policies.proposed.find((item) => item.sha256 === sha256);
      if (version === undefined) throw new CountersignError('not-found', 'This policy pack does not wait for a signature.'); // prettier-ignore
      await signPolicyWith(version.content, key);
    },
  };
}

/** The first roster of a seat: one person, who signs it with the key that is in it. */
function beginRoster(
  person: NewPerson & { readonly validFrom: string; readonly key: { readonly keyid: string; readonly publicKey: string } },
  ownSeat: (person: string) => Roster['seats'][number],
): Roster {
  const { key, validFrom, printedName, organisation, line, role } = person;
  const id = toPersonId(printedName) || 'person';
  return {
    version: 1,
    previous: null,
    threshold: 1,
    signers: [key.keyid],
    persons: [{ id, printedName, organisation, line, role, reportsTo: null, validFrom, validUntil: null, keys: [{ ...key, revoked: null }] }],
    seats: [ownSeat(id)],
  };
} // prettier-ignore
