/**
 * Files of an audit record that follow from others: names, `allowed_signers`, the table of records. The
 * export writes them and the verifier makes them anew and compares, so that none can say something else
 * than the signed bytes.
 */
import type { Roster } from '../policy/roster.ts';
import { isSignOffKind, type RecordKind } from '../review/records.ts';
import { fromBase64 } from '../trust/bytes.ts';
import { fromSpki, toOpenSshPublicKey } from '../trust/key-id.ts';
import { SIGN_OFF_NAMESPACE } from '../trust/sshsig.ts';

/** Ends with the version: data/roster/roster-1.json. The file is the canonical JSON, so its SHA-256 is the roster's digest. */
export function toRosterPath(version: number): string {
  return `data/roster/roster-${version}.json`;
}

export function toPolicyPath(version: number): string {
  return `data/policy/policy-${version}.json`;
}

/**
 * A roster or policy pack that is not in force by the adopted chain: of another seat, or without all
 * signatures. It is named by its digest, since its version is only a claim.
 */
export function toOtherPath(kind: 'roster' | 'policy', sha256: string): string {
  return `data/${kind}/other-${sha256}.json`;
}

/** A head that another seat vouched for, below the folder of its log. */
export function toCosignedName(size: number, noteSha256: string): string {
  return `cosigned/${String(size)}-${noteSha256.slice(0, 8)}.note`;
}

/** Name of a record's files without their endings: "0012-challenge-34336c07". */
export function toRecordStem(number: number, kind: string, keyid: string): string {
  return `${String(number).padStart(4, '0')}-${kind}-${keyid.slice(0, 8)}`;
}

/** Folder of a log below data/logs: the last part of its origin, "countersign/log/<uuid>". */
export function toLogFolder(origin: string): string | null {
  const match = /^countersign\/log\/([0-9A-Za-z][0-9A-Za-z._-]{0,99})$/.exec(origin);
  return match?.[1] ?? null;
}

/**
 * A time as ssh-keygen takes it (ssh-keygen(1), verify-time and valid-after): YYYYMMDDHHMMSSZ.
 * @param iso "2026-11-20T11:02:00Z", fractions are cut; or a date, which means its first second.
 */
export function toSshTime(iso: string): string {
  const digits = iso.replace(/\.\d+/, '').replace(/\D/g, '').slice(0, 14);
  return `${digits.padEnd(14, '0')}Z`;
}

/**
 * Name of a person for `ssh-keygen -I`. Principals are patterns in a list (ssh-keygen(1), ALLOWED
 * SIGNERS), so an id with a wildcard, comma, space or quote in it is replaced by the key id.
 */
export function toPrincipal(personId: string, keyid: string): string {
  return /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._@-]*$/u.test(personId) ? personId : keyid;
}

/** `allowed_signers` of a roster: one line a key, limited to sign-offs and to the person's validity. */
export function toAllowedSigners(roster: Roster): string {
  return roster.persons
    .flatMap((person) =>
      person.keys.map((key) => {
        const options = [
          `namespaces="${SIGN_OFF_NAMESPACE}"`,
          `valid-after="${toSshTime(person.validFrom)}"`,
          person.validUntil === null ? null : `valid-before="${toSshTime(person.validUntil)}"`,
        ].filter((option) => option !== null);
        const publicKey = toOpenSshPublicKey(fromSpki(fromBase64(key.publicKey)));
        return `${toPrincipal(person.id, key.keyid)} ${options.join(',')} ${publicKey}\n`;
      }),
    )
    .sort()
    .join('');
}

export interface IndexedRecord {
  readonly stem: string;
  readonly kind: RecordKind;
  readonly keyid: string;
  readonly personId: string;
  /** UTC, claimed. */
  readonly signedOn: string;
}

/**
 * data/records/index.tsv, for shells: name, key id, principal, and for sign-offs the time to verify at
 * ("-" for the others). It decides nothing: a wrong line makes the commands fail.
 */
export function toRecordIndex(records: readonly IndexedRecord[]): string {
  return records
    .map(({ stem, kind, keyid, personId, signedOn }) =>
      [stem, keyid, toPrincipal(personId, keyid), isSignOffKind(kind) ? toSshTime(signedOn) : '-'].join('\t'),
    )
    .map((line) => `${line}\n`)
    .join(''); // prettier-ignore
}
