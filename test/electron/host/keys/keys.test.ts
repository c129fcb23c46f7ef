import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { generateEd25519, nodeCrypto } from '../../../../electron/host/crypto.ts';
import { fromSecretPem, toSecretPem } from '../../../../electron/host/keys/pem.ts';
import {
  createPersonKey,
  readPublicKey,
  toUnlockedKey,
  unlockPersonKey,
} from '../../../../electron/host/keys/person-key.ts';
import {
  createSeatKey,
  loadOrCreateSeatKey,
  loadSeatKey,
} from '../../../../electron/host/keys/seat-key.ts';
import { toBase64, toHex, utf8Encode } from '../../../../shared/trust/bytes.ts';
import { verifySignature } from '../../../../shared/trust/ed25519.ts';
import { keyIdOf, toPublicKeyPem, toSpki } from '../../../../shared/trust/key-id.ts';
import { refusalOf, refusalOfAsync } from '../../../support/refusals.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';
import { hasTool, runTool } from '../../../support/tools.ts';

/** log2 of the scrypt cost: as little as tests can do with. */
const FAST = 8;
const PASSPHRASE = 'correct horse battery staple ü';
const message = utf8Encode('message');

describe('a person key', () => {
  it('is stored encrypted under its name, with what may be known beside it', async () => {
    const folder = path.join(await makeTempFolder(), 'keys');
    const key = await createPersonKey(folder, PASSPHRASE, FAST);
    expect(readdirSync(folder).sort()).toEqual([`${key.keyid}.age`, `${key.keyid}.json`]);
    expect(key.keyid).toBe(keyIdOf(key.publicKey, nodeCrypto));
    const known = JSON.parse(
      readFileSync(path.join(folder, `${key.keyid}.json`), 'utf8'),
    ) as Record<string, unknown>;
    expect(known).toEqual({
      keyid: key.keyid,
      publicKey: toBase64(toSpki(key.publicKey)),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
    });
    expect(await readPublicKey(folder, key.keyid)).toEqual(key.publicKey);
    expect(statSync(path.join(folder, `${key.keyid}.age`)).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(folder, `${key.keyid}.age`), 'latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt \S{22} 8\n/,
    );
  });

  it('signs after it was unlocked, until it is forgotten', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, PASSPHRASE, FAST);
    const key = await unlockPersonKey(folder, keyid, PASSPHRASE);
    expect(verifySignature(key.publicKey, message, key.sign(message), nodeCrypto)).toBe(true);
    key.forget();
    expect(refusalOf(() => key.sign(message)).code).toBe('key-locked');
    const again = await unlockPersonKey(folder, keyid, PASSPHRASE);
    expect(again.sign(message)).toHaveLength(64);
  });

  it('is overwritten when it is forgotten', () => {
    const { secretSeed } = generateEd25519();
    const key = toUnlockedKey(secretSeed);
    expect(key.sign(message)).toHaveLength(64);
    key.forget();
    expect(secretSeed).toEqual(new Uint8Array(32));
  });

  it('opens with the same passphrase however its letters are composed', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, 'u\u0308ber', FAST);
    expect((await unlockPersonKey(folder, keyid, '\u00fcber')).keyid).toBe(keyid);
  });

  it('does not open with another passphrase', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, PASSPHRASE, FAST);
    for (const wrong of ['', PASSPHRASE.toUpperCase(), `${PASSPHRASE} `]) {
      expect((await refusalOfAsync(unlockPersonKey(folder, keyid, wrong))).code).toBe(
        'wrong-passphrase',
      );
    }
  });

  it('is not made without a passphrase', async () => {
    expect((await refusalOfAsync(createPersonKey(await makeTempFolder(), '', FAST))).code).toBe(
      'bad-request',
    );
  });

  it('is not found under another name, nor through a path', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(path.join(folder, 'keys'), PASSPHRASE, FAST);
    expect((await refusalOfAsync(unlockPersonKey(folder, keyid, PASSPHRASE))).code).toBe(
      'not-found',
    );
    expect((await refusalOfAsync(unlockPersonKey(folder, `keys/${keyid}`, PASSPHRASE))).code).toBe(
      'not-found',
    );
    expect((await refusalOfAsync(readPublicKey(folder, 'ab'.repeat(32)))).code).toBe('not-found');
  });

  it('is refused if its file holds another key than its name says', async () => {
    const folder = await makeTempFolder();
    const [a, b] = [
      await createPersonKey(folder, PASSPHRASE, FAST),
      await createPersonKey(folder, PASSPHRASE, FAST),
    ];
    renameSync(path.join(folder, `${b.keyid}.age`), path.join(folder, `${a.keyid}.age`));
    renameSync(path.join(folder, `${b.keyid}.json`), path.join(folder, `${a.keyid}.json`));
    expect((await refusalOfAsync(unlockPersonKey(folder, a.keyid, PASSPHRASE))).code).toBe(
      'key-refused',
    );
    expect((await refusalOfAsync(readPublicKey(folder, a.keyid))).code).toBe('key-refused');
  });

  it('is refused, never opened, once any byte of its file is changed', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, PASSPHRASE, 1);
    const file = path.join(folder, `${keyid}.age`);
    const bytes = readFileSync(file);
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      const { code } = await refusalOfAsync(unlockPersonKey(folder, keyid, PASSPHRASE));
      expect(['key-refused', 'wrong-passphrase']).toContain(code);
      // Behind the header the passphrase was right, and the message must not say otherwise.
      if (at > bytes.indexOf('---')) expect(code).toBe('key-refused');
    }
  });

  it.each([21, 30, 999_999_999])(
    'is refused at once if its file asks for the work factor %d',
    async (factor) => {
      const folder = await makeTempFolder();
      const { keyid } = await createPersonKey(folder, PASSPHRASE, FAST);
      const file = path.join(folder, `${keyid}.age`);
      writeFileSync(
        file,
        readFileSync(file, 'latin1').replace(/^(-> scrypt \S+) 8$/m, `$1 ${factor}`),
        'latin1',
      );
      const start = performance.now();
      const error = await refusalOfAsync(unlockPersonKey(folder, keyid, PASSPHRASE));
      expect(error).toMatchObject({ code: 'key-refused' });
      expect(error.message).toContain(String(factor));
      // 2^21 would take 2 GiB and seconds.
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );

  it.each([
    ['with a leading zero', (text: string) => text.replace(/ 8$/m, ' 08')],
    ['with a further argument', (text: string) => text.replace(/ 8$/m, ' 8 8')],
    ['with a short salt', (text: string) => text.replace(/^(-> scrypt \S{21})\S/m, '$1')],
    [
      'for a recipient instead of a passphrase',
      (text: string) => text.replace('-> scrypt', '-> X25519'),
    ],
    ['of another format', () => 'not an age file'],
    ['that is empty', () => ''],
  ])('is refused from a file %s', async (_, change) => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, PASSPHRASE, FAST);
    const file = path.join(folder, `${keyid}.age`);
    writeFileSync(file, change(readFileSync(file, 'latin1')), 'latin1');
    expect((await refusalOfAsync(unlockPersonKey(folder, keyid, PASSPHRASE))).code).toBe(
      'key-refused',
    );
  });

  it('is refused from an age file that holds something else', async () => {
    const folder = await makeTempFolder();
    const { keyid } = await createPersonKey(folder, PASSPHRASE, FAST);
    const encrypter = new Encrypter();
    encrypter.setPassphrase(PASSPHRASE);
    encrypter.setScryptWorkFactor(FAST);
    writeFileSync(path.join(folder, `${keyid}.age`), await encrypter.encrypt('hello'));
    expect((await refusalOfAsync(unlockPersonKey(folder, keyid, PASSPHRASE))).code).toBe(
      'key-refused',
    );
  });

  it('is an ordinary age file to the library that others use', async () => {
    const folder = await makeTempFolder();
    const key = await createPersonKey(folder, PASSPHRASE, FAST);
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const pem = await decrypter.decrypt(
      new Uint8Array(readFileSync(path.join(folder, `${key.keyid}.age`))),
    );
    expect(Buffer.from(pem).toString()).toMatch(
      /^-----BEGIN PRIVATE KEY-----\n\S+\n-----END PRIVATE KEY-----\n$/,
    );
  });

  // age asks for the passphrase on the terminal only, so it needs one: `script` lends it.
  const hasAll = ['age', 'script', 'openssl'].every(hasTool);
  it.skipIf(!hasAll)(
    'is recovered by age and openssl alone (skips without age, script, openssl)',
    async () => {
      const folder = await makeTempFolder();
      const key = await createPersonKey(folder, 'plain words', FAST);
      const [pem, pub] = [path.join(folder, 'out.pem'), path.join(folder, 'pub.pem')];
      runTool(
        'script',
        ['-qec', `age -d -o '${pem}' '${path.join(folder, `${key.keyid}.age`)}'`, '/dev/null'],
        'plain words\n',
      );
      runTool('openssl', ['pkey', '-in', pem, '-pubout', '-out', pub]);
      expect(readFileSync(pub, 'utf8')).toBe(toPublicKeyPem(key.publicKey));
      const recovered = fromSecretPem(new Uint8Array(readFileSync(pem)));
      expect(toSecretPem(recovered)).toEqual(new Uint8Array(readFileSync(pem)));
    },
  );
});

describe('secret keys in PEM', () => {
  it('are read back, and nothing else is read', () => {
    const { secretSeed } = generateEd25519();
    const pem = toSecretPem(secretSeed);
    expect(toHex(fromSecretPem(pem))).toBe(toHex(secretSeed));
    const text = Buffer.from(pem).toString();
    const wrong = [
      '',
      text.replace('PRIVATE', 'EC PRIVATE'),
      text + text,
      text.replace(/\n\S/, '\n!'),
      text.replace('MC4', 'MC5'),
      '\u00ff',
    ];
    for (const other of wrong) {
      expect(refusalOf(() => fromSecretPem(Buffer.from(other, 'latin1'))).code).toBe('key-refused');
    }
  });
});

describe('the seat key', () => {
  it('is made once, readable by this user only, and stays the same', async () => {
    const file = path.join(await makeTempFolder(), 'seat.key');
    expect((await refusalOfAsync(loadSeatKey(file))).code).toBe('not-found');
    const made = await loadOrCreateSeatKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const loaded = await loadOrCreateSeatKey(file);
    expect(loaded.publicKey).toEqual(made.publicKey);
    expect(loaded.sign(message)).toEqual(made.sign(message));
    expect(verifySignature(made.publicKey, message, made.sign(message), nodeCrypto)).toBe(true);
    expect((await createSeatKey(file)).publicKey).not.toEqual(made.publicKey);
  });

  it('is never replaced because it cannot be read', async () => {
    const file = path.join(await makeTempFolder(), 'seat.key');
    writeFileSync(file, 'damaged');
    expect((await refusalOfAsync(loadOrCreateSeatKey(file))).code).toBe('key-refused');
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });
});
