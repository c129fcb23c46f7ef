import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateEd25519, toPublicKey } from '../../../../electron/host/crypto.ts';
import { MAX_BCRYPT_ROUNDS, needsPassphrase, readOpenSshKey } from '../../../../electron/host/keys/openssh-key.ts'; // prettier-ignore
import { fromOpenSshPublicKey } from '../../../../electron/host/workspace/people.ts';
import { concatBytes, toBase64, utf8Encode } from '../../../../shared/trust/bytes.ts';
import { toOpenSshPublicKey } from '../../../../shared/trust/key-id.ts';
import { sshString, sshUint32 } from '../../../../shared/trust/ssh-wire.ts';
import { refusalOf } from '../../../support/refusals.ts';
import { hasTool, runTool } from '../../../support/tools.ts';

const PASSPHRASE = 'correct horse battery';

interface Parts {
  readonly type?: string;
  readonly cipher?: string;
  readonly kdf?: string;
  readonly kdfOptions?: Uint8Array;
  readonly keys?: number;
  readonly publicKey?: Uint8Array;
  readonly publicInside?: Uint8Array;
  readonly check?: readonly [number, number];
  readonly padding?: Uint8Array;
  readonly after?: Uint8Array;
}

/** A key file as ssh-keygen writes it (PROTOCOL.key), with parts changed. */
function buildFile(seed: Uint8Array, parts: Parts = {}): Uint8Array {
  const own = toPublicKey(seed);
  const publicKey = parts.publicKey ?? own;
  const type = sshString(utf8Encode(parts.type ?? 'ssh-ed25519'));
  const [a, b] = parts.check ?? [7, 7];
  const head = concatBytes(sshUint32(a), sshUint32(b), type, sshString(parts.publicInside ?? publicKey)); // prettier-ignore
  const body = concatBytes(head, sshString(concatBytes(seed, parts.publicInside ?? publicKey)), sshString(utf8Encode('a comment'))); // prettier-ignore
  const padding = parts.padding ?? new Uint8Array((8 - (body.length % 8)) % 8).map((_, index) => index + 1); // prettier-ignore
  const blob = concatBytes(
    utf8Encode('openssh-key-v1\0'),
    sshString(utf8Encode(parts.cipher ?? 'none')),
    sshString(utf8Encode(parts.kdf ?? 'none')),
    sshString(parts.kdfOptions ?? new Uint8Array(0)),
    sshUint32(parts.keys ?? 1),
    sshString(concatBytes(type, sshString(publicKey))),
    sshString(concatBytes(body, padding)),
    parts.after ?? new Uint8Array(0),
  );
  const lines = toBase64(blob).match(/.{1,70}/g) ?? [];
  return utf8Encode(`-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`); // prettier-ignore
}

const { secretSeed: seed, publicKey } = generateEd25519();
const read = (file: Uint8Array): Uint8Array => readOpenSshKey(file, '');

describe('an OpenSSH key file', () => {
  it('without a passphrase gives its seed', () => {
    expect(needsPassphrase(buildFile(seed))).toBe(false);
    expect(read(buildFile(seed))).toEqual(seed);
  });

  it.each<[string, Parts]>([
    ['another kind of key', { type: 'ssh-rsa' }],
    ['two keys', { keys: 2 }],
    ['a public half of another key', { publicKey: generateEd25519().publicKey }],
    ['another public half inside', { publicInside: generateEd25519().publicKey }],
    ['a public half of low order', { publicKey: new Uint8Array(32) }],
    ['check numbers that differ', { check: [7, 8] }],
    ['padding that is not counted', { padding: new Uint8Array([1, 2, 9]) }],
    ['bytes after the key', { after: new Uint8Array([0]) }],
    ['a cipher that is not read here', { cipher: 'chacha20-poly1305@openssh.com', kdf: 'bcrypt' }],
  ])('with %s is refused', (_, parts) => {
    expect(refusalOf(() => read(buildFile(seed, parts))).code).toBe('key-refused');
  });

  it('that asks for very many rounds of bcrypt is refused before any work', () => {
    const options = concatBytes(sshString(new Uint8Array(16)), sshUint32(2 ** 31));
    const file = buildFile(seed, { cipher: 'aes256-ctr', kdf: 'bcrypt', kdfOptions: options });
    const refusal = refusalOf(() => readOpenSshKey(file, PASSPHRASE));
    expect(refusal.code).toBe('key-refused');
    expect(refusal.message).toContain(`at most ${String(MAX_BCRYPT_ROUNDS)} are done here`);
  });

  it('is refused when it is cut short anywhere, or is no key at all', () => {
    const text = new TextDecoder().decode(buildFile(seed));
    const blob = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
    for (let length = 0; length < blob.length; length += 1) {
      const cut = `-----BEGIN OPENSSH PRIVATE KEY-----\n${blob.subarray(0, length).toString('base64') || 'AA=='}\n-----END OPENSSH PRIVATE KEY-----\n`; // prettier-ignore
      expect(refusalOf(() => read(utf8Encode(cut))).code).toBe('key-refused');
    }
    for (const other of [
      '',
      'no key',
      '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n',
    ])
      // prettier-ignore
      expect(refusalOf(() => read(utf8Encode(other))).code).toBe('key-refused');
    expect(refusalOf(() => read(new Uint8Array(20_000))).code).toBe('key-refused');
  });
});

describe.skipIf(!hasTool('ssh-keygen'))('a key file of ssh-keygen', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-ssh-'));
  function makeFile(name: string, ...args: string[]): { file: Uint8Array; publicKey: Uint8Array } {
    const at = path.join(folder, name);
    runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-C', 'test', '-f', at, ...args]);
    return { file: readFileSync(at), publicKey: fromOpenSshPublicKey(readFileSync(`${at}.pub`, 'utf8')) }; // prettier-ignore
  }

  it('is read without and with a passphrase, and belongs to its .pub file', () => {
    const plain = makeFile('plain', '-N', '');
    expect(toPublicKey(readOpenSshKey(plain.file, ''))).toEqual(plain.publicKey);
    for (const cipher of ['aes256-ctr', 'aes256-cbc']) {
      const locked = makeFile(cipher, '-N', PASSPHRASE, '-Z', cipher);
      expect(needsPassphrase(locked.file)).toBe(true);
      expect(toPublicKey(readOpenSshKey(locked.file, PASSPHRASE))).toEqual(locked.publicKey);
      for (const wrong of ['wrong', '']) expect(refusalOf(() => readOpenSshKey(locked.file, wrong)).code).toBe('wrong-passphrase'); // prettier-ignore
    }
  });

  it('under another cipher is refused with how to write a copy, which is then read', () => {
    const at = path.join(folder, 'gcm');
    const { file, publicKey: own } = makeFile('gcm', '-N', PASSPHRASE, '-Z', 'aes256-gcm@openssh.com'); // prettier-ignore
    expect(refusalOf(() => readOpenSshKey(file, PASSPHRASE)).message).toContain('ssh-keygen -p -N');
    writeFileSync(`${at}-copy`, file, { mode: 0o600 });
    runTool('ssh-keygen', ['-q', '-p', '-P', PASSPHRASE, '-N', '', '-f', `${at}-copy`]);
    expect(toPublicKey(readOpenSshKey(readFileSync(`${at}-copy`), ''))).toEqual(own);
  });
});

describe('a public key in one line', () => {
  it('is read with or without a comment, and nothing else is', () => {
    const line = toOpenSshPublicKey(publicKey);
    expect(fromOpenSshPublicKey(line)).toEqual(publicKey);
    expect(fromOpenSshPublicKey(`  ${line} name@place\n`)).toEqual(publicKey);
    const weak = toOpenSshPublicKey(new Uint8Array(32));
    for (const other of [
      '',
      'ssh-ed25519',
      line.replace('ssh-ed25519 ', 'ssh-rsa '),
      line.slice(0, -6),
      weak,
      `${line.slice(0, 14)}A${line.slice(14)}`,
    ]) {
      // prettier-ignore
      expect(['key-refused', 'input-refused']).toContain(refusalOf(() => fromOpenSshPublicKey(other)).code); // prettier-ignore
    }
  });
});
