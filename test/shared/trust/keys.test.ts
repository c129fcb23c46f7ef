import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, signEd25519 } from '../../../electron/host/crypto.ts';
import { fromBase64, fromHex, toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { isUsablePublicKey, verifySignature } from '../../../shared/trust/ed25519.ts';
import {
  fromSpki, keyIdOf, toOpenSshFingerprint, toOpenSshPublicKey, toPublicKeyPem, toSpki,
} from '../../../shared/trust/key-id.ts'; // prettier-ignore
import {
  SIGN_OFF_NAMESPACE,
  toSshsigArmor,
  toSshsigMessage,
  verifySshsig,
} from '../../../shared/trust/sshsig.ts';
import { refusalOf } from '../../support/refusals.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { itWithTool, runTool } from '../../support/tools.ts';
import { buildKey } from '../../support/trust-builders.ts';

const alice = buildKey(1);
const bob = buildKey(2);
const payload = utf8Encode('{"decision":"approve"}');
const sshsig = signEd25519(alice.seed, toSshsigMessage(payload, nodeCrypto));
const armor = toSshsigArmor(alice.publicKey, sshsig);

describe('names of a key', () => {
  it('are 44 bytes of DER, and a digest of them', () => {
    expect(toHex(toSpki(alice.publicKey))).toBe(
      `302a300506032b6570032100${toHex(alice.publicKey)}`,
    );
    expect(alice.keyid).toBe(toHex(nodeCrypto.sha256(toSpki(alice.publicKey))));
    expect(fromSpki(toSpki(alice.publicKey))).toEqual(alice.publicKey);
  });

  it('are refused for other DER, other lengths and low-order keys', () => {
    const spki = toSpki(alice.publicKey);
    const x25519 = spki.map((byte, index) => (index === 8 ? 0x6e : byte));
    for (const wrong of [
      x25519,
      spki.slice(1),
      spki.slice(0, 43),
      new Uint8Array([...spki, 0]),
      toSpki(new Uint8Array(32)),
    ]) {
      expect(refusalOf(() => fromSpki(wrong)).code).toBe('key-refused');
    }
  });

  itWithTool('openssl', 'are those that openssl computes', () => {
    const pem = toPublicKeyPem(alice.publicKey);
    const der = runTool('openssl', ['pkey', '-pubin', '-outform', 'DER'], pem).stdout;
    expect(der).toEqual(toSpki(alice.publicKey));
    expect(runTool('openssl', ['dgst', '-sha256', '-r'], der).text).toContain(
      keyIdOf(alice.publicKey, nodeCrypto),
    );
  });

  itWithTool('ssh-keygen', 'are those that ssh-keygen shows', async () => {
    const file = path.join(await makeTempFolder(), 'key.pub');
    writeFileSync(file, `${toOpenSshPublicKey(alice.publicKey)} alice\n`);
    const { text } = runTool('ssh-keygen', ['-l', '-f', file]);
    expect(text).toBe(`256 ${toOpenSshFingerprint(alice.publicKey, nodeCrypto)} alice (ED25519)\n`);
  });
});

describe('signatures', () => {
  const message = utf8Encode('message');
  const signature = signEd25519(alice.seed, message);

  it('verify only for their key, message and length', () => {
    expect(verifySignature(alice.publicKey, message, signature, nodeCrypto)).toBe(true);
    expect(verifySignature(bob.publicKey, message, signature, nodeCrypto)).toBe(false);
    expect(verifySignature(alice.publicKey, payload, signature, nodeCrypto)).toBe(false);
    expect(verifySignature(alice.publicKey, message, signature.slice(0, 63), nodeCrypto)).toBe(
      false,
    );
    expect(
      verifySignature(alice.publicKey, message, new Uint8Array([...signature, 0]), nodeCrypto),
    ).toBe(false);
    expect(verifySignature(alice.publicKey.slice(1), message, signature, nodeCrypto)).toBe(false);
  });

  it('of the identity key fit no message, whatever the runtime says', () => {
    // 01 00 … is the neutral element: with it, R = A and S = 0 fit every message in lax verifiers.
    const identity = fromHex(`01${'00'.repeat(31)}`);
    const forged = new Uint8Array([...identity, ...new Uint8Array(32)]);
    const lax = { ...nodeCrypto, verifyEd25519: () => true };
    expect(verifySignature(identity, message, forged, lax)).toBe(false);
    expect(isUsablePublicKey(identity)).toBe(false);
  });

  it('with a low-order R are refused before the runtime is asked', () => {
    const asked: number[] = [];
    const crypto = { ...nodeCrypto, verifyEd25519: () => asked.push(1) > 0 };
    expect(verifySignature(alice.publicKey, message, new Uint8Array(64), crypto)).toBe(false);
    expect(asked).toEqual([]);
    expect(verifySignature(alice.publicKey, message, signature, crypto)).toBe(true);
  });
});

describe('SSHSIG', () => {
  it('holds for its key and payload only', () => {
    expect(verifySshsig(armor, payload, alice.publicKey, nodeCrypto)).toBe(true);
    expect(verifySshsig(armor, payload, bob.publicKey, nodeCrypto)).toBe(false);
    expect(verifySshsig(armor, utf8Encode('{}'), alice.publicKey, nodeCrypto)).toBe(false);
  });

  it('fails once any byte of its blob is changed', () => {
    const blob = fromBase64(armor.split('\n').slice(1, -2).join(''));
    const rearm = (bytes: Uint8Array): string =>
      `-----BEGIN SSH SIGNATURE-----\n${Buffer.from(bytes).toString('base64')}\n-----END SSH SIGNATURE-----\n`;
    expect(verifySshsig(rearm(blob), payload, alice.publicKey, nodeCrypto)).toBe(true);
    const surviving = [...blob.keys()].filter((at) => {
      const changed = blob.map((byte, index) => (index === at ? byte ^ 1 : byte));
      return verifySshsig(rearm(changed), payload, alice.publicKey, nodeCrypto);
    });
    expect(surviving).toEqual([]);
    expect(
      verifySshsig(rearm(new Uint8Array([...blob, 0])), payload, alice.publicKey, nodeCrypto),
    ).toBe(false);
    expect(verifySshsig(rearm(blob.slice(0, -1)), payload, alice.publicKey, nodeCrypto)).toBe(
      false,
    );
  });

  it.each([
    '',
    'text',
    armor.replace('BEGIN SSH', 'BEGIN PGP'),
    armor.replace('U', '!'),
    armor.slice(0, -5),
  ])('is false, not an error, for what is no armor', (text) => {
    expect(verifySshsig(text, payload, alice.publicKey, nodeCrypto)).toBe(false);
  });

  it('is no signature of the record itself', () => {
    expect(verifySignature(alice.publicKey, payload, sshsig, nodeCrypto)).toBe(false);
  });

  itWithTool(
    'ssh-keygen',
    'is accepted by ssh-keygen for this payload, person and namespace, and no other',
    async () => {
      const folder = await makeTempFolder();
      const at = (name: string): string => path.join(folder, name);
      const signers = `alice namespaces="${SIGN_OFF_NAMESPACE}",valid-after="20260101" ${toOpenSshPublicKey(alice.publicKey)}\n`;
      writeFileSync(at('allowed_signers'), signers);
      writeFileSync(at('x.json.sshsig'), armor);
      const verify = (person: string, namespace: string, content: Uint8Array): number | null => {
        const args = [
          '-Y',
          'verify',
          '-f',
          at('allowed_signers'),
          '-I',
          person,
          '-n',
          namespace,
          '-O',
          'verify-time=20261121093000Z',
          '-s',
          at('x.json.sshsig'),
        ];
        return runTool('ssh-keygen', args, content).status;
      };
      expect(verify('alice', SIGN_OFF_NAMESPACE, payload)).toBe(0);
      expect(verify('bob', SIGN_OFF_NAMESPACE, payload)).not.toBe(0);
      expect(verify('alice', 'file', payload)).not.toBe(0);
      expect(verify('alice', SIGN_OFF_NAMESPACE, utf8Encode('{"decision":"reject"}'))).not.toBe(0);
    },
  );

  itWithTool('ssh-keygen', 'is what ssh-keygen writes with the same key', async () => {
    const folder = await makeTempFolder();
    const file = path.join(folder, 'id');
    runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
    const armored = runTool(
      'ssh-keygen',
      ['-Y', 'sign', '-f', file, '-n', SIGN_OFF_NAMESPACE],
      payload,
    ).stdout;
    const blob = fromBase64(
      runTool('ssh-keygen', ['-y', '-f', file]).text.split(' ')[1]?.trim() ?? '',
    );
    const publicKey = blob.slice(-32);
    const text = Buffer.from(armored).toString();
    expect(verifySshsig(text, payload, publicKey, nodeCrypto)).toBe(true);
    const signature = fromBase64(text.split('\n').slice(1, -2).join('')).slice(-64);
    expect(toSshsigArmor(publicKey, signature)).toBe(text);
  });
});
