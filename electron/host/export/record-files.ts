/** The files of an audit record that hold signed things: records, logs, keys, rosters, policy packs. */
import {
  toAllowedSigners, toCosignedName, toOtherPath, toPolicyPath, toRecordIndex, toRosterPath,
} from '../../../shared/export/derived-files.ts'; // prettier-ignore
import { personOfKey, type Roster } from '../../../shared/policy/roster.ts';
import { toPolicyChain } from '../../../shared/policy/policy-chain.ts';
import { toRosterChains } from '../../../shared/policy/roster-chain.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { isSignOffKind } from '../../../shared/review/records.ts';
import { fromBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseSignedCheckpoint } from '../../../shared/trust/checkpoint.ts';
import { toPae } from '../../../shared/trust/dsse.ts';
import { fromSpki, toPublicKeyPem } from '../../../shared/trust/key-id.ts';
import { inclusionProof } from '../../../shared/trust/merkle.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { toTlogProof } from '../../../shared/trust/tlog-proof.ts';
import { nodeCrypto } from '../crypto.ts';
import type { ExportedRecord, SourceLog } from './read-source.ts';

/** Bytes by path below the base folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Envelope, words, signed bytes and signature; for sign-offs the SSHSIG and the proof as well. */
export function toRecordFiles(
  records: readonly ExportedRecord[],
  logs: readonly SourceLog[],
  roster: Roster,
): Files {
  const files = new Map<string, Uint8Array>();
  for (const record of records) {
    const at = (ending: string): string => `data/records/${record.stem}.${ending}`;
    files.set(at('dsse.json'), record.source.envelope);
    files.set(at('json'), record.envelope.payload);
    files.set(at('pae'), toPae(record.envelope.payload));
    files.set(at('sig'), record.envelope.signature);
    if (!isSignOffKind(record.kind)) continue;
    const { sshsig } = record.source;
    if (sshsig === null) throw new CountersignError('storage-failed', `The OpenSSH signature of record ${record.number} is missing.`); // prettier-ignore
    files.set(at('json.sshsig'), utf8Encode(sshsig));
    files.set(at('tlog-proof'), utf8Encode(toProof(record, logs)));
  }
  const index = records.map(({ stem, kind, common }) => ({
    stem,
    kind,
    keyid: common.signer.keyid,
    personId: personOfKey(roster, common.signer.keyid)?.id ?? '',
    signedOn: common.signedOn,
  }));
  return files.set('data/records/index.tsv', utf8Encode(toRecordIndex(index)));
}

function toProof(record: ExportedRecord, logs: readonly SourceLog[]): string {
  const log = logs.find((item) => item.origin === record.log.origin);
  if (log === undefined) throw new Error('A record that was placed stands in a log');
  // The head may be older than the last line of a damaged log; the proof is for the head.
  const { size } = parseSignedCheckpoint(log.files.checkpoint, 'checkpoint');
  if (size <= record.log.seq) throw new CountersignError('log-damaged', `The signed head of ${log.origin} does not reach record ${record.number}.`); // prettier-ignore
  const hashes = inclusionProof(record.log.seq, log.leafHashes.slice(0, size), nodeCrypto);
  return toTlogProof(record.log.seq, hashes, log.files.checkpoint);
}

export function toLogFiles(logs: readonly SourceLog[]): Files {
  const files = new Map<string, Uint8Array>();
  for (const { folder, files: log } of logs) {
    const at = (name: string): string => `data/logs/${folder}/${name}`;
    const { body, signatures, origin } = parseSignedCheckpoint(log.checkpoint, 'checkpoint');
    const own = signatures.find((signature) => signature.name === origin);
    files.set(at('entries.jsonl'), utf8Encode(log.entries));
    files.set(at('checkpoint'), utf8Encode(log.checkpoint));
    files.set(at('checkpoint.body'), utf8Encode(body));
    files.set(at('checkpoint.sig'), own?.signature ?? new Uint8Array(0));
    for (const note of log.cosigned ?? []) {
      const { size } = parseSignedCheckpoint(note, 'cosigned');
      files.set(
        at(toCosignedName(size, toHex(nodeCrypto.sha256(utf8Encode(note))))),
        utf8Encode(note),
      );
    }
    files.set(at('vkey'), utf8Encode(`${log.vkey.trimEnd()}\n`));
    for (const { name, bytes } of log.timeStamps ?? []) files.set(at(`time-stamps/${name}`), bytes);
  }
  return files;
}

/** PEM and allowed_signers of the newest roster. */
export function toKeyFiles(roster: Roster): Files {
  const files = new Map<string, Uint8Array>();
  for (const key of roster.persons.flatMap((person) => person.keys)) {
    const publicKey = fromSpki(fromBase64(key.publicKey));
    files.set(`data/keys/${key.keyid}.pem`, utf8Encode(toPublicKeyPem(publicKey)));
  }
  return files.set('data/keys/allowed_signers', utf8Encode(toAllowedSigners(roster)));
}

/**
 * Every roster and policy pack that a record signed, as canonical JSON, so that the file's SHA-256 is its
 * digest: under their versions those in force by the chain of the newest roster, the others by digest.
 */
export function toVersionFiles(
  records: readonly ExportedRecord[],
  newest: { readonly roster: JsonObject; readonly policy: JsonObject },
): Files {
  const files = new Map<string, Uint8Array>();
  const { rosters, policies } = versionsInForce(records, newest.roster);
  const put = (kind: 'roster' | 'policy', content: JsonObject): void => {
    const bytes = utf8Encode(toCanonicalJson(content));
    const sha256 = toHex(nodeCrypto.sha256(bytes));
    const toPath = kind === 'roster' ? toRosterPath : toPolicyPath;
    const isInForce = (kind === 'roster' ? rosters : policies).has(sha256);
    files.set(isInForce ? toPath(Number(content['version'])) : toOtherPath(kind, sha256), bytes);
  };
  for (const { known } of records) {
    if (known?.kind === 'roster' || known?.kind === 'policy') {
      put(known.kind, known.predicate.content as unknown as JsonObject);
    }
  }
  return files;
}

/** Digests of what is in force by the chain that the roster belongs to, and the first roster of it. */
export function versionsInForce(
  records: readonly ExportedRecord[],
  roster: JsonObject,
): { readonly rosters: ReadonlySet<string>; readonly policies: ReadonlySet<string>; readonly first: string | null } {
  const known = records.map((record) => record.known).filter((item) => item !== null);
  const sha256 = toHex(nodeCrypto.sha256(utf8Encode(toCanonicalJson(roster))));
  const { chains } = toRosterChains(known.filter((record) => record.kind === 'roster'), nodeCrypto);
  const chain = chains.find(({ accepted }) => accepted.some((item) => item.sha256 === sha256));
  const accepted = chain?.accepted ?? [];
  const policies = toPolicyChain(known.filter((record) => record.kind === 'policy'), accepted, nodeCrypto).accepted;
  return {
    rosters: new Set(accepted.map((item) => item.sha256)),
    policies: new Set(policies.map((item) => item.sha256)),
    first: chain?.first ?? null,
  };
} // prettier-ignore
