/**
 * The signatures of an audit record, verified on all cores before the checks run one after the other. The
 * checks ask for each signature as ever and get the answer that is there; for any other they get it anew.
 */
import { roster } from '../../../shared/policy/roster.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { concatBytes, fromBase64, toHex } from '../../../shared/trust/bytes.ts';
import { parseEnvelope, toPae } from '../../../shared/trust/dsse.ts';
import { fromSpki } from '../../../shared/trust/key-id.ts';
import type { TrustCrypto } from '../../../shared/trust/ports.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import type { AuditInput } from '../../../shared/verify/audit-input.ts';
import { nodeCrypto } from '../crypto.ts';
import type { SignatureTask } from '../signature-task.ts';
import { spread } from '../workers/spread.ts';

/** Signatures for which starting threads would take longer than the work. */
const FEW_SIGNATURES = 200;

/** @param worker See `SpreadOptions`. */
export async function verifyAhead(
  paths: readonly string[],
  read: AuditInput['read'],
  worker = 'auto',
): Promise<TrustCrypto> {
  const keys = readKeys(paths, read);
  const tasks = paths
    .filter((path) => path.startsWith('data/records/') && path.endsWith('.dsse.json'))
    .flatMap((path) => readTask(path, read, keys));
  const answers = new Map<string, boolean>();
  const results = await spread('signatures', tasks, null, { weigh: () => 1, small: FEW_SIGNATURES, worker }); // prettier-ignore
  tasks.forEach((task, index) => answers.set(toName(task), results[index] === true));
  return {
    ...nodeCrypto,
    verifyEd25519: (publicKey, message, signature) =>
      answers.get(toName({ publicKey, message, signature })) ??
      nodeCrypto.verifyEd25519(publicKey, message, signature),
  };
}

/** Key, signature and message together: no answer is given for anything else. Both come at a fixed length. */
function toName({ publicKey, message, signature }: SignatureTask): string {
  return toHex(nodeCrypto.sha256(concatBytes(publicKey, signature, message)));
}

/** Keys by key id, as the rosters name them. What is wrong with a roster, the checks say. */
function readKeys(paths: readonly string[], read: AuditInput['read']): Map<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const path of paths.filter((item) => item.startsWith('data/roster/'))) {
    attempt(() => {
      const parsed = roster.safeParse(parseStrictJsonBytes(read(path) ?? new Uint8Array(0), path));
      for (const person of parsed.data?.persons ?? []) {
        for (const { keyid, publicKey } of person.keys) keys.set(keyid, fromSpki(fromBase64(publicKey))); // prettier-ignore
      }
    });
  }
  return keys;
}

function readTask(
  path: string,
  read: AuditInput['read'],
  keys: ReadonlyMap<string, Uint8Array>,
): readonly SignatureTask[] {
  const bytes = read(path);
  const envelope = bytes === null ? null : attempt(() => parseEnvelope(bytes, path));
  const publicKey = keys.get(envelope?.keyid ?? '');
  if (envelope === null || publicKey === undefined) return [];
  return [{ publicKey, message: toPae(envelope.payload), signature: envelope.signature }];
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}
