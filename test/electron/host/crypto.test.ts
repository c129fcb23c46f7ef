import { describe, expect, it } from 'vitest';
import {
  fromPkcs8, generateEd25519, nodeCrypto, selfTest, signEd25519, toPkcs8, toPublicKey,
} from '../../../electron/host/crypto.ts'; // prettier-ignore
import { fromHex, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { verifySignature } from '../../../shared/trust/ed25519.ts';
import { refusalOf } from '../../support/refusals.ts';
import { itWithTool, runTool } from '../../support/tools.ts';

describe('the cryptography of the runtime', () => {
  it('gives the published answers', () => {
    expect(() => selfTest()).not.toThrow();
  });

  it.each([
    ['SHA-256', { sha256: () => new Uint8Array(32) }],
    ['SHA-512', { sha512: () => new Uint8Array(64) }],
    ['Ed25519 verifying', { verifyEd25519: () => false }],
    ['Ed25519 refusing', { verifyEd25519: () => true }],
  ])('is refused at the start if %s is wrong', (name, wrong) => {
    expect(refusalOf(() => selfTest({ ...nodeCrypto, ...wrong })).message).toContain(name);
  });

  it('signs as RFC 8032 does, the same each time', () => {
    // RFC 8032, 7.1, test 3.
    const seed = fromHex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
    expect(toHex(toPublicKey(seed))).toBe(
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    );
    expect(toHex(signEd25519(seed, fromHex('af82')))).toBe(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
  });

  it('makes keys that differ, sign and verify', () => {
    const [a, b] = [generateEd25519(), generateEd25519()];
    const message = utf8Encode('message');
    expect(a.secretSeed).not.toEqual(b.secretSeed);
    expect(
      verifySignature(a.publicKey, message, signEd25519(a.secretSeed, message), nodeCrypto),
    ).toBe(true);
    expect(
      verifySignature(b.publicKey, message, signEd25519(a.secretSeed, message), nodeCrypto),
    ).toBe(false);
  });

  it('is false, not an error, for bytes that are no key and no signature', () => {
    for (const [key, signature] of [
      [31, 64],
      [33, 64],
      [32, 0],
      [32, 63],
      [0, 0],
    ] as const) {
      const publicKey = new Uint8Array(key).fill(5);
      expect(
        nodeCrypto.verifyEd25519(publicKey, new Uint8Array(1), new Uint8Array(signature)),
      ).toBe(false);
    }
  });

  it('refuses secret keys of another length or form', () => {
    expect(refusalOf(() => signEd25519(new Uint8Array(31), new Uint8Array(1))).code).toBe(
      'key-refused',
    );
    const der = toPkcs8(new Uint8Array(32).fill(1));
    expect(fromPkcs8(der)).toEqual(new Uint8Array(32).fill(1));
    for (const wrong of [
      der.slice(1),
      der.slice(0, 47),
      der.map((byte, index) => (index === 11 ? 0x6e : byte)),
    ]) {
      expect(refusalOf(() => fromPkcs8(wrong)).code).toBe('key-refused');
    }
  });

  itWithTool('openssl', 'reads the secret keys that openssl makes', () => {
    const der = runTool('openssl', ['genpkey', '-algorithm', 'ed25519', '-outform', 'DER']).stdout;
    const spki = runTool(
      'openssl',
      ['pkey', '-inform', 'DER', '-pubout', '-outform', 'DER'],
      der,
    ).stdout;
    expect(toPublicKey(fromPkcs8(der))).toEqual(spki.slice(-32));
    expect(toPkcs8(fromPkcs8(der))).toEqual(der);
  });
});
