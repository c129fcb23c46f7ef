/** Keys, records and logs for tests: made from fixed seeds, so that failures repeat. */
import { nodeCrypto, signEd25519, toPublicKey } from '../../electron/host/crypto.ts';
import { toSeatKey, type SeatKey } from '../../electron/host/keys/seat-key.ts';
import { toHex, utf8Encode } from '../../shared/trust/bytes.ts';
import { toCheckpointBody, toOrigin, toSignedCheckpoint } from '../../shared/trust/checkpoint.ts';
import { PAYLOAD_TYPE, toPae, type Envelope } from '../../shared/trust/dsse.ts';
import { keyIdOf } from '../../shared/trust/key-id.ts';
import { FIRST_PREV, toEntryLine } from '../../shared/trust/log-entry.ts';
import { leafHash, rootOf } from '../../shared/trust/merkle.ts';

export interface TestKey {
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly keyid: string;
}

export function buildKey(number: number): TestKey {
  const seed = new Uint8Array(32).fill(number);
  const publicKey = toPublicKey(seed);
  return { seed, publicKey, keyid: keyIdOf(publicKey, nodeCrypto) };
}

export function buildSeatKey(number = 99): SeatKey {
  return toSeatKey(new Uint8Array(32).fill(number));
}

export const TEST_ORIGIN = toOrigin('00000000-0000-4000-8000-000000000001');

export function buildEnvelope(payload: Uint8Array, key: TestKey): Envelope {
  const signature = signEd25519(key.seed, toPae(payload));
  return { payload, payloadType: PAYLOAD_TYPE, keyid: key.keyid, signature };
}

/** Lines of a sound log whose entries carry the digests "record 0", "record 1", … */
export function buildLog(size: number): string[] {
  const lines: string[] = [];
  let prev = FIRST_PREV;
  for (let seq = 0; seq < size; seq++) {
    const time = new Date(Date.UTC(2026, 10, 21, 9, 0, seq)).toISOString().replace('.000Z', 'Z');
    const obj = { record: toHex(nodeCrypto.sha256(utf8Encode(`record ${seq}`))) };
    const line = toEntryLine({ actor: null, obj, prev, reason: null, seq, time, type: 'note' });
    lines.push(line);
    prev = toHex(leafHash(utf8Encode(line), nodeCrypto));
  }
  return lines;
}

export function leavesOf(lines: readonly string[]): Uint8Array[] {
  return lines.map((line) => leafHash(utf8Encode(line), nodeCrypto));
}

/** The signed head over lines. */
export function signLog(lines: readonly string[], key: TestKey, origin = TEST_ORIGIN): string {
  const head = { origin, size: lines.length, root: rootOf(leavesOf(lines), nodeCrypto) };
  const signature = signEd25519(key.seed, utf8Encode(toCheckpointBody(head)));
  return toSignedCheckpoint(head, key.publicKey, signature, nodeCrypto);
}
