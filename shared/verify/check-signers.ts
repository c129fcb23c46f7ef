/** Who signed: the chain of rosters, each signer against the roster, and whether anybody compared it. */
import type { Roster } from '../policy/roster.ts';
import { personOfKey } from '../policy/roster.ts';
import { toSshTime } from '../export/derived-files.ts';
import { toHexGroups } from '../review/words.ts';
import { toBase64 } from '../trust/bytes.ts';
import { toSpki } from '../trust/key-id.ts';
import type { AuditContents, ComparedRosters, ReadRecord, ReadVersion } from './audit-input.ts';
import { rosterFor } from './audit-input.ts';
import { runCheck, type CheckRows } from './check.ts';
import type { VerificationReport, VerifyCheck } from './model.ts';

/** Unique persons among those who signed this roster or pack; keys of one person count once. */
function personsWhoSigned(contents: AuditContents, sha256: string, by: Roster): Set<string> {
  const signed = contents.records.filter((record) => (record.kind === 'roster' || record.kind === 'policy') && record.subject.sha256 === sha256); // prettier-ignore
  const allowed = signed.map((record) => record.common.signer.keyid).filter((keyid) => by.signers.includes(keyid)); // prettier-ignore
  return new Set(
    allowed.map((keyid) => personOfKey(by, keyid)?.id ?? null).filter((id) => id !== null),
  );
}

/** Version n+1 names version n and has the signature threshold of both (TUF specification, 5.3.4). */
export function checkRosterChain(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('roster-chain', 'Chain of rosters', (rows) => {
    const { rosters, policies } = contents;
    rosters.forEach((item, index) => {
      const previous = rosters[index - 1] ?? null;
      if (item.version !== index + 1) rows.fail(item.file, `Version ${index + 1} of the roster is missing.`); // prettier-ignore
      if (item.content.previous !== (previous?.sha256 ?? null)) rows.fail(item.file, 'It does not name the roster before it by its digest.'); // prettier-ignore
      for (const by of previous === null ? [item] : [previous, item]) {
        const count = personsWhoSigned(contents, item.sha256, by.content).size;
        if (count < by.content.threshold) rows.fail(item.file, `Roster ${item.version} needs the signatures of ${by.content.threshold} persons of roster ${by.version}, and has ${count}.`); // prettier-ignore
      }
      const keyids = item.content.persons.flatMap((person) => person.keys.map((key) => key.keyid));
      const ids = item.content.persons.map((person) => person.id);
      if (new Set(keyids).size !== keyids.length || new Set(ids).size !== ids.length) rows.fail(item.file, 'A key or a person stands in it twice.'); // prettier-ignore
    });
    const newest = rosters.at(-1);
    policies.forEach((pack, index) => {
      const previous = policies[index - 1] ?? null;
      if (pack.content.previous !== (previous?.sha256 ?? null)) rows.fail(pack.file, 'It does not name the policy pack before it by its digest.'); // prettier-ignore
      const isSigned = newest !== undefined && rosters.some((item) => personsWhoSigned(contents, pack.sha256, item.content).size >= item.content.threshold); // prettier-ignore
      if (!isSigned) rows.fail(pack.file, 'No roster signs this policy pack with enough persons.');
    });
    return `${rosters.length} rosters, each named and signed by the one before, and ${policies.length} signed policy packs.`; // prettier-ignore
  });
}

const FIELDS = ['printedName', 'role', 'line', 'organisation'] as const;

/** Role, line and name come from the roster only; what the record says of itself must be the same. */
export function checkSigners(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('signers', 'Names, roles and lines', (rows) => {
    for (const record of contents.records) checkSigner(contents, record, rows);
    const persons = new Set(contents.records.map((record) => record.common.signer.printedName));
    return `${contents.records.length} records by ${persons.size} persons, with the names, roles and lines of the roster, within its dates, by keys that were not revoked.`; // prettier-ignore
  });
}

function checkSigner(contents: AuditContents, record: ReadRecord, rows: CheckRows): void {
  const { signer, roster: named, policy, signedOn } = record.common;
  const known = rosterFor(contents, record);
  if (known === null || (named.sha256 !== null && known.version !== named.version)) {
    return rows.fail(record.file, `It names roster ${named.version} with the digest ${(named.sha256 ?? 'none').slice(0, 16)}, which is not in this audit record.`); // prettier-ignore
  }
  const isPolicyKnown = policy.sha256 === null ? policy.version === 0 : contents.policies.some((item) => item.sha256 === policy.sha256 && item.version === policy.version); // prettier-ignore
  if (!isPolicyKnown) rows.fail(record.file, `It names policy pack ${policy.version}, which is not in this audit record.`); // prettier-ignore
  const person = personOfKey(known.content, signer.keyid);
  if (person === null)
    return rows.fail(record.file, `Roster ${known.version} does not name its signer.`);
  for (const field of FIELDS) {
    if (signer[field] !== person[field]) rows.fail(record.file, `It says ${field} "${signer[field]}"; roster ${known.version} says "${person[field]}".`); // prettier-ignore
  }
  const signed = toSshTime(signedOn);
  if (signed < toSshTime(person.validFrom)) rows.fail(record.file, `Signed on ${signedOn}, and the roster has this person from ${person.validFrom}.`); // prettier-ignore
  if (person.validUntil !== null && signed >= toSshTime(person.validUntil)) rows.fail(record.file, `Signed on ${signedOn}, and the roster has this person until ${person.validUntil}.`); // prettier-ignore
  checkRevoked(contents, record, rows);
}

/** A signature of a revoked key counts only if it stands in the named log before the named head. */
function checkRevoked(contents: AuditContents, record: ReadRecord, rows: CheckRows): void {
  const { keyid } = record.common.signer;
  const person = personOfKey(contents.rosters.at(-1)?.content ?? null, keyid);
  const revoked = person?.keys.find((key) => key.keyid === keyid)?.revoked ?? null;
  if (revoked === null) return;
  if (record.log?.origin === revoked.origin && record.log.seq < revoked.size) return;
  rows.fail(record.file, `Its key is revoked from entry ${revoked.size} of ${revoked.origin} on, and the record does not stand before it.`); // prettier-ignore
}

/** Whether the seat keys that sign the heads are named in the roster. A log by an unknown key could have been made anew. */
export function checkSeats(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('seats', 'Whose logs these are', (rows) => {
    const seats = contents.rosters.at(-1)?.content.seats ?? [];
    for (const log of contents.logs) {
      const key = toBase64(toSpki(log.vkey.publicKey));
      const own = seats.find((seat) => seat.origin === log.origin);
      if (own !== undefined && own.publicKey !== key)
        rows.fail(`${log.folder}vkey`, 'The roster names another seat key for this log.'); // prettier-ignore
      else if (!seats.some((seat) => seat.publicKey === key)) {
        rows.cannot(`${log.folder}vkey`, 'The roster names no seat for this log. Its head is signed by a key that only the record itself names, so records could have been left out.'); // prettier-ignore
      }
    }
    return `${contents.logs.length} logs, with heads signed by seats that the roster names.`;
  });
}

/** The roster to compare: the newest that was compared, else the first, on which the others rest. */
function rosterToCompare(contents: AuditContents, compared: ComparedRosters): ReadVersion<Roster> | null {
  const known = [...contents.rosters].reverse().find((item) => compared.pinned.includes(item.sha256));
  return known ?? contents.rosters[0] ?? null;
} // prettier-ignore

/** What the report says of the roster, and the check that depends on a person. */
export function checkTrust(
  contents: AuditContents,
  compared: ComparedRosters,
): { readonly roster: VerificationReport['roster']; readonly rows: readonly VerifyCheck[] } {
  const item = rosterToCompare(contents, compared);
  const hasChanged = contents.rosters.find((other) => compared.changed.includes(other.sha256)) ?? null; // prettier-ignore
  const isPinned = item !== null && compared.pinned.includes(item.sha256);
  const confirmed = hasChanged !== null ? 'changed' : isPinned ? 'confirmed' : 'unknown';
  const shown = hasChanged ?? item;
  const rows = runCheck('trust', 'Who the signers are', (add) => {
    if (item === null) add.cannot('data/roster/', 'There is no roster to compare.');
    else if (hasChanged !== null) add.fail(hasChanged.file, 'The fingerprint of this roster was compared over another channel, and it differs.'); // prettier-ignore
    else if (!isPinned) add.cannot(item.file, `No roster of this record has been confirmed on this computer. Compare its fingerprint over another channel, by telephone or in person: ${toHexGroups(item.sha256)}.`); // prettier-ignore
    return `The fingerprint of roster ${item?.version ?? 0} was compared over another channel, and the others follow from it.`; // prettier-ignore
  });
  return {
    rows,
    roster: shown === null ? null : { version: shown.version, sha256: shown.sha256, confirmed },
  };
}
