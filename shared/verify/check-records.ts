/** Signatures, and the files beside each envelope that must say the same as it does. */
import { toRecordIndex, toRecordStem, toAllowedSigners } from '../export/derived-files.ts';
import { personOfKey } from '../policy/roster.ts';
import { isSignOffKind } from '../review/records.ts';
import { inOrder } from '../review/checked-record.ts';
import { fromBase64, utf8Decode, utf8Encode } from '../trust/bytes.ts';
import { toPae, verifyEnvelope } from '../trust/dsse.ts';
import { fromSpki, keyIdOf, toPublicKeyPem } from '../trust/key-id.ts';
import { verifySshsig } from '../trust/sshsig.ts';
import type { AuditContents, ReadRecord } from './audit-input.ts';
import { pathsBelow, withheldRecords } from './audit-input.ts';
import { attempt, runCheck, type CheckRows } from './check.ts';
import type { VerifyCheck } from './model.ts';
import { compareBytes, RECORDS } from './read-audit.ts';

/** Public keys by key id, out of rosters only. A key id is the digest of its key; whose it is, the rosters in force say. */
export function keysOfRosters(contents: AuditContents, rows: CheckRows | null = null): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const { file, content } of [...contents.rosters, ...contents.otherRosters]) {
    for (const key of content.persons.flatMap((person) => person.keys)) {
      try {
        const publicKey = fromSpki(fromBase64(key.publicKey));
        if (keyIdOf(publicKey, contents.input.crypto) === key.keyid) keys.set(key.keyid, publicKey);
        else rows?.fail(file, `The key id ${key.keyid.slice(0, 16)} is not that of its key.`);
      } catch {
        rows?.fail(file, `The key ${key.keyid.slice(0, 16)} is not a usable Ed25519 key.`);
      }
    }
  }
  return keys;
} // prettier-ignore

/** Ed25519 over the PAE of each envelope, and the SSHSIG of each sign-off, with keys of the roster. */
export function checkSignatures(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('signatures', 'Signatures', (rows) => {
    const { crypto } = contents.input;
    const keys = keysOfRosters(contents, rows);
    let signOffs = 0;
    for (const record of contents.records) {
      const { keyid } = record.envelope;
      const publicKey = keys.get(keyid);
      if (keyid !== record.common.signer.keyid) {
        rows.fail(record.file, 'The envelope names another key than the signed words do.');
      } else if (publicKey === undefined) {
        rows.fail(record.file, `The roster does not name the key ${keyid.slice(0, 16)} that this record is signed with.`); // prettier-ignore
      } else {
        if (!verifyEnvelope(record.envelope, publicKey, crypto)) {
          rows.fail(record.file, `The signature does not hold for the key ${keyid.slice(0, 16)}.`);
        }
        if (!isSignOffKind(record.kind)) continue;
        signOffs += 1;
        checkSshsig(contents, record, publicKey, rows);
      }
    }
    const { length } = contents.records;
    return `${length} records, ${length} signatures by keys of the roster, and ${signOffs} sign-offs that ssh-keygen can check.`; // prettier-ignore
  });
}

function checkSshsig(contents: AuditContents, record: ReadRecord, publicKey: Uint8Array, rows: CheckRows): void {
  const path = `${RECORDS}${record.stem}.json.sshsig`;
  const bytes = contents.input.read(path);
  if (bytes === null) return rows.fail(path, 'The OpenSSH signature of this sign-off is missing.');
  const armor = attempt(rows, path, () => utf8Decode(bytes, path));
  if (armor !== null && !verifySshsig(armor, record.envelope.payload, publicKey, contents.input.crypto)) {
    rows.fail(path, 'The OpenSSH signature is not one of this key over these words as a sign-off.');
  }
} // prettier-ignore

/** Names, .json, .pae, .sig, index, PEM and allowed_signers: made anew and compared. */
export function checkDerived(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('derived', 'Copies for other tools', (rows) => {
    const { input, records } = contents;
    for (const record of records) {
      const at = `${RECORDS}${record.stem}`;
      compareBytes(input, `${at}.json`, record.envelope.payload, 'the signed words of its envelope', rows); // prettier-ignore
      compareBytes(
        input,
        `${at}.pae`,
        toPae(record.envelope.payload),
        'the bytes that were signed',
        rows,
      );
      compareBytes(
        input,
        `${at}.sig`,
        record.envelope.signature,
        'the signature of its envelope',
        rows,
      );
      for (const name of [`${at}.json.sshsig`, `${at}.tlog-proof`]) {
        if (!isSignOffKind(record.kind) && input.files.has(name)) rows.fail(name, `A ${record.kind} is no sign-off and has no such file.`); // prettier-ignore
      }
    }
    checkNumbers(contents, rows);
    checkKeyFiles(contents, rows);
    return `${records.length} records under their own names, and ${pathsBelow(input, 'data/keys/').length} key files that follow from the roster.`; // prettier-ignore
  });
}

/** Numbers follow from the logs; they are compared only when every envelope could be read and placed. */
function checkNumbers(contents: AuditContents, rows: CheckRows): void {
  const { input, records, rosters } = contents;
  const envelopes = pathsBelow(input, RECORDS).filter((path) => path.endsWith('.dsse.json')).length;
  const placed = records.flatMap((record) => (record.log === null ? [] : [{ ...record, log: record.log }])); // prettier-ignore
  if (placed.length !== envelopes) return;
  const withheld = withheldPlaces(contents);
  const ordered = inOrder([
    ...placed.map(({ log, file, stem, kind, common }) => ({ log, file, stem, kind, keyid: common.signer.keyid })), // prettier-ignore
    ...withheld,
  ]);
  ordered.forEach(({ file, stem, kind, keyid }, index) => {
    const expected = toRecordStem(index + 1, kind, keyid);
    if (expected !== stem) rows.fail(file, `By the logs this record is named ${expected}.`);
  });
  const index = toRecordIndex(
    inOrder(placed).map(({ stem, kind, common }) => ({
      stem,
      kind,
      keyid: common.signer.keyid,
      personId: personOfKey(rosters.at(-1)?.content ?? null, common.signer.keyid)?.id ?? '',
      signedOn: common.signedOn,
    })),
  );
  compareBytes(input, `${RECORDS}index.tsv`, utf8Encode(index), 'the list of these records', rows);
}

/** Withheld records by the entry that names them: its type is the kind, its actor the signer. */
function withheldPlaces({ input, logs }: AuditContents): { log: { origin: string; seq: number; time: string }; file: string; stem: string; kind: string; keyid: string }[] {
  const withheld = withheldRecords(input);
  return logs.flatMap((log) =>
    log.entries.flatMap((entry) => {
      const item = withheld.get(entry.obj['record'] ?? '');
      if (item === undefined) return [];
      const stem = item.path.slice(RECORDS.length).replace(/\.pae$/, '');
      return [{ log: { origin: log.origin, seq: entry.seq, time: entry.time }, file: item.path, stem, kind: entry.type, keyid: entry.actor ?? '' }];
    }),
  );
} // prettier-ignore

function checkKeyFiles(contents: AuditContents, rows: CheckRows): void {
  const { input, rosters } = contents;
  const newest = rosters.at(-1);
  if (newest === undefined) return;
  const keys = keysOfRosters(contents);
  const named = new Set(
    newest.content.persons.flatMap((person) => person.keys.map((key) => key.keyid)),
  );
  const allowed = attempt(rows, newest.file, () => toAllowedSigners(newest.content));
  if (allowed !== null) compareBytes(input, 'data/keys/allowed_signers', utf8Encode(allowed), 'the list of keys of the newest roster', rows); // prettier-ignore
  for (const path of pathsBelow(input, 'data/keys/')) {
    const keyid = /([0-9a-f]{64})\.pem$/.exec(path)?.[1];
    if (keyid === undefined) continue;
    const publicKey = keys.get(keyid);
    if (!named.has(keyid) || publicKey === undefined) rows.fail(path, 'The newest roster does not name this key.'); // prettier-ignore
    else compareBytes(input, path, utf8Encode(toPublicKeyPem(publicKey)), 'the key that the roster names', rows); // prettier-ignore
  }
  for (const keyid of named) {
    if (!input.files.has(`data/keys/${keyid}.pem`)) rows.fail(`data/keys/${keyid}.pem`, 'The file is missing; the roster names this key.'); // prettier-ignore
  }
}
