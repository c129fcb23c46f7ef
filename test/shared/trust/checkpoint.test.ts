import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, signEd25519 } from '../../../electron/host/crypto.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { toBase64, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import {
  parseSignedCheckpoint, parseVkey, toCheckpointBody, toOrigin, toSignedCheckpoint, toVkey, verifySignedCheckpoint,
} from '../../../shared/trust/checkpoint.ts'; // prettier-ignore
import { toPae } from '../../../shared/trust/dsse.ts';
import { verifySignature } from '../../../shared/trust/ed25519.ts';
import { inclusionProof, rootOf } from '../../../shared/trust/merkle.ts';
import { toSshsigMessage } from '../../../shared/trust/sshsig.ts';
import {
  parseTlogProof,
  toTlogProof,
  verifyRecordInLog,
} from '../../../shared/trust/tlog-proof.ts';
import { problemOf } from '../../support/refusals.ts';
import {
  buildKey,
  buildLog,
  leavesOf,
  signLog,
  TEST_ORIGIN,
} from '../../support/trust-builders.ts';

const seat = buildKey(99);
const vkey = toVkey(TEST_ORIGIN, seat.publicKey, nodeCrypto);
const lines = buildLog(11);
const leaves = leavesOf(lines);
const text = signLog(lines, seat);

function isAccepted(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof CountersignError) return false;
    throw error;
  }
}

describe('checkpoints', () => {
  it('are notes of three lines, signed under their origin', () => {
    const root = rootOf(leaves, nodeCrypto);
    const keyHash = nodeCrypto
      .sha256(new Uint8Array([...utf8Encode(TEST_ORIGIN), 0x0a, 0x01, ...seat.publicKey]))
      .slice(0, 4);
    const signature = signEd25519(seat.seed, utf8Encode(`${TEST_ORIGIN}\n11\n${toBase64(root)}\n`));
    const line = toBase64(new Uint8Array([...keyHash, ...signature]));
    expect(text).toBe(`${TEST_ORIGIN}\n11\n${toBase64(root)}\n\n— ${TEST_ORIGIN} ${line}\n`);
    expect(vkey).toBe(
      `${TEST_ORIGIN}+${toHex(keyHash)}+${toBase64(new Uint8Array([1, ...seat.publicKey]))}`,
    );
    expect(verifySignedCheckpoint(text, vkey, nodeCrypto)).toMatchObject({
      origin: TEST_ORIGIN,
      size: 11,
      root,
      extensions: [],
    });
    expect(parseVkey(vkey, nodeCrypto)).toMatchObject({
      name: TEST_ORIGIN,
      publicKey: seat.publicKey,
    });
  });

  it('do not verify once any character is changed', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const changed =
          text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
        expect(isAccepted(() => verifySignedCheckpoint(changed, vkey, nodeCrypto))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('do not verify under another key, nor as the head of another log', () => {
    const other = toVkey(TEST_ORIGIN, buildKey(98).publicKey, nodeCrypto);
    expect(problemOf(() => verifySignedCheckpoint(text, other, nodeCrypto)).code).toBe(
      'signature-unknown',
    );
    const elsewhere = toVkey(toOrigin('other'), seat.publicKey, nodeCrypto);
    expect(problemOf(() => verifySignedCheckpoint(text, elsewhere, nodeCrypto)).code).toBe(
      'other-origin',
    );
  });

  it('verify with further signatures, up to a hundred in all', () => {
    const line = '— witness AAAAAAAA\n';
    expect(verifySignedCheckpoint(text + line.repeat(99), vkey, nodeCrypto).size).toBe(11);
    expect(
      isAccepted(() => verifySignedCheckpoint(text + line.repeat(100), vkey, nodeCrypto)),
    ).toBe(false);
    expect(isAccepted(() => parseSignedCheckpoint(text + line.repeat(1_000_000), 'f'))).toBe(false);
  });

  it.each([
    ['a space', 'a b'],
    ['a plus', 'a+b'],
    ['nothing', ''],
    ['what starts a record', 'DSSEv1'],
    ['what starts a sign-off', 'SSHSIGx'],
    ['a line feed', 'a\nb'],
  ])('are not made with %s as origin', (_, origin) => {
    const head = { origin, size: 1, root: new Uint8Array(32) };
    expect(isAccepted(() => toCheckpointBody(head))).toBe(false);
  });

  it.each([-1, 0.5, 2 ** 53, Number.NaN])('are not made with the size %d', (size) => {
    expect(
      isAccepted(() => toCheckpointBody({ origin: 'a', size, root: new Uint8Array(32) })),
    ).toBe(false);
  });

  it('are not made with a root of another length', () => {
    expect(
      isAccepted(() => toCheckpointBody({ origin: 'a', size: 1, root: new Uint8Array(31) })),
    ).toBe(false);
  });
});

describe('signatures of one kind', () => {
  it('never hold as those of another kind over the same bytes', () => {
    const key = buildKey(1);
    const payload = utf8Encode(
      toCheckpointBody({ origin: 'a', size: 1, root: new Uint8Array(32) }),
    );
    const messages = {
      record: toPae(payload),
      signOff: toSshsigMessage(payload, nodeCrypto),
      head: payload,
    };
    for (const [made, message] of Object.entries(messages)) {
      const signature = signEd25519(key.seed, message);
      const holding = Object.entries(messages).filter(([, other]) =>
        verifySignature(key.publicKey, other, signature, nodeCrypto),
      );
      expect(holding.map(([kind]) => kind)).toEqual([made]);
    }
  });
});

describe('inclusion proofs', () => {
  const proofOf = (index: number): string =>
    toTlogProof(index, inclusionProof(index, leaves, nodeCrypto), text);
  const digestOf = (index: number): string =>
    (JSON.parse(lines[index] ?? '') as { obj: { record: string } }).obj.record;
  const verify = (proof: string, line: string, digest: string): boolean =>
    isAccepted(() => verifyRecordInLog(proof, line, digest, vkey, nodeCrypto));

  it('lead from each record to the signed head', () => {
    for (const [index, line] of lines.entries()) {
      expect(verify(proofOf(index), line, digestOf(index))).toBe(true);
      const parsed = parseTlogProof(proofOf(index), 'f');
      expect(toTlogProof(parsed.index, parsed.hashes, parsed.checkpoint)).toBe(proofOf(index));
    }
  });

  it('of another entry are refused, though they are valid there (CVE-2026-22703)', () => {
    expect(verify(proofOf(3), lines[3] ?? '', digestOf(4))).toBe(false);
    expect(verify(proofOf(3), lines[4] ?? '', digestOf(4))).toBe(false);
    const problem = problemOf(() =>
      verifyRecordInLog(proofOf(3), lines[3] ?? '', digestOf(4), vkey, nodeCrypto),
    );
    expect(problem.code).toBe('other-entry');
  });

  it('are refused once any character is changed', () => {
    const proof = proofOf(6);
    fc.assert(
      fc.property(fc.nat(proof.length - 1), fc.integer({ min: 1, max: 127 }), (at, flip) => {
        const changed =
          proof.slice(0, at) +
          String.fromCharCode(proof.charCodeAt(at) ^ flip) +
          proof.slice(at + 1);
        expect(verify(changed, lines[6] ?? '', digestOf(6))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are refused for a line that was changed, with the head of another seat, or with too many hashes', () => {
    const line = lines[6] ?? '';
    expect(verify(proofOf(6), line.replace('"reason":null', '"reason":"x"'), digestOf(6))).toBe(
      false,
    );
    const other = toTlogProof(
      6,
      inclusionProof(6, leaves, nodeCrypto),
      signLog(lines, buildKey(98)),
    );
    expect(verify(other, line, digestOf(6))).toBe(false);
    const hashes = Array.from({ length: 64 }, () => new Uint8Array(32));
    expect(isAccepted(() => parseTlogProof(toTlogProof(6, hashes, text), 'f'))).toBe(false);
  });
});

it('signs what it reads back', () => {
  const head = { origin: 'a', size: 2 ** 53 - 1, root: new Uint8Array(32).fill(7) };
  const signature = signEd25519(seat.seed, utf8Encode(toCheckpointBody(head)));
  expect(
    parseSignedCheckpoint(toSignedCheckpoint(head, seat.publicKey, signature, nodeCrypto), 'f'),
  ).toMatchObject(head);
});
