/** The persons who sign at this seat: one key a person, the last that is not revoked, and who of them is at the seat now. */
import { sha256Hex } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { personOfKey, type RosterPerson } from '../../../shared/policy/roster.ts';
import type { Line } from '../../../shared/review/records.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { KeyRing } from './identities.ts';
import type { NewPerson, Seat } from './seat.ts';

export interface SeatIdentity {
  readonly keyid: string;
  readonly personId: string;
  readonly printedName: string;
  readonly organisation: string;
  readonly line: Line;
  readonly role: string;
  readonly openSshFingerprint: string;
  readonly createdAt: string;
  readonly isUnlocked: boolean;
}

export interface SeatIdentities {
  identities(): readonly SeatIdentity[];
  /** keyid of the person who is at the seat now; null before there is one. */
  activeKeyid(): string | null;
  select(keyid: string): Promise<void>;
  /** Creates a person key and signs the next roster; `vouching` is an unlocked key of the roster. */
  createIdentity(person: NewPerson, passphrase: string, vouching: string | null): Promise<SeatIdentity>;
  /** The same for a key that was made elsewhere; `secretSeed` is kept by the key. */
  importIdentity(person: NewPerson, secretSeed: Uint8Array, passphrase: string, vouching: string | null): Promise<SeatIdentity>;
} // prettier-ignore

async function readActive(file: string, fs: FileSystem): Promise<string | null> {
  try {
    return sha256Hex.parse(utf8Decode(await fs.readFile(file)).trim());
  } catch {
    return null;
  }
}

/** Reads from `file` who is at the seat now. */
export async function openSeatIdentities(
  file: string,
  { seat, keys, fs }: { readonly seat: Seat; readonly keys: KeyRing; readonly fs: FileSystem },
): Promise<SeatIdentities> {
  let active = await readActive(file, fs);

  /** Who a key of this seat is: one key a person, the last that is not revoked. Where the adopted roster does not say, a version that waits for signatures or another chain does. */
  function personHere(keyid: string): RosterPerson | null {
    const own = personOfKey(seat.roster(), keyid);
    const { adopted, chains } = seat.view();
    const others = [...(adopted?.proposed ?? []), ...chains.flatMap((chain) => chain.accepted.at(-1) ?? [])]; // prettier-ignore
    const person = own ?? others.map((item) => personOfKey(item.content, keyid)).find((found) => found !== null) ?? null; // prettier-ignore
    const isHere = (key: { readonly keyid: string }): boolean => keys.publicKeyOf(key.keyid) !== null; // prettier-ignore
    const inUse = person?.keys.filter((key) => isHere(key) && key.revoked === null).at(-1);
    const isKnownByOther = own === null && seat.roster()?.persons.some((other) => other.id === person?.id && other.keys.some(isHere)); // prettier-ignore
    return inUse?.keyid === keyid && isKnownByOther !== true ? person : null;
  }

  function toIdentity(keyid: string): SeatIdentity | null {
    const person = personHere(keyid);
    const publicKey = keys.publicKeyOf(keyid);
    if (person === null || publicKey === null) return null;
    return {
      keyid,
      personId: person.id,
      printedName: person.printedName,
      organisation: person.organisation,
      line: person.line,
      role: person.role,
      openSshFingerprint: toOpenSshFingerprint(publicKey, nodeCrypto),
      createdAt: person.validFrom,
      isUnlocked: keys.isUnlocked(keyid),
    };
  }

  function identities(): SeatIdentity[] {
    const all = keys
      .keyids()
      .map(toIdentity)
      .filter((identity) => identity !== null);
    return all.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** The person who was chosen, under the key that is theirs now: it may have been replaced since. */
  function activeKeyid(): string | null {
    if (active === null || toIdentity(active) !== null) return active;
    const person = personOfKey(seat.roster(), active);
    return identities().find((identity) => identity.personId === person?.id)?.keyid ?? null;
  }

  async function addIdentity(person: NewPerson, vouching: string | null, make: () => Promise<UnlockedKey>): Promise<SeatIdentity> {
    seat.log.assertSound();
    const voucher = seat.roster() === null ? null : keys.unlocked(vouching ?? '');
    const key = await make();
    await seat.addPerson(person, key, voucher ?? key);
    const identity = toIdentity(key.keyid);
    await writeFileAtomically(file, `${key.keyid}\n`, { mode: 0o600, fs });
    active = key.keyid;
    if (identity === null) throw new Error('A person who was just added is in the roster');
    return identity;
  } // prettier-ignore

  return {
    identities,
    activeKeyid,
    async select(keyid) {
      if (toIdentity(keyid) === null) throw new CountersignError('not-found', 'No identity of this seat has this key.'); // prettier-ignore
      await writeFileAtomically(file, `${keyid}\n`, { mode: 0o600, fs });
      active = keyid;
    },
    createIdentity: (person, passphrase, vouching) =>
      addIdentity(person, vouching, () => keys.create(passphrase)),
    importIdentity: (person, secretSeed, passphrase, vouching) =>
      addIdentity(person, vouching, () => keys.take(secretSeed, passphrase)),
  };
}
