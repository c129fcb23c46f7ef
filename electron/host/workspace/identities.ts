/**
 * The persons of this seat: their encrypted keys, which of them is unlocked, and for how long. An
 * unlocked key lives in this process only and is forgotten after a time without use.
 */
import { CountersignError } from '../../../shared/errors.ts';
import { keyIdOf } from '../../../shared/trust/key-id.ts';
import { nodeCrypto, toPublicKey } from '../crypto.ts';
import { makeFolder, nodeFileSystem, type FileSystem } from '../storage/file-system.ts';
import { createPersonKey, readPublicKey, storePersonKey, unlockPersonKey, type UnlockedKey } from '../keys/person-key.ts'; // prettier-ignore

/** Minutes without use after which an unlocked key is forgotten (formats.md 4). */
export const IDLE_MINUTES = 15;

export interface KeyRing {
  /** keyids of the person keys on this seat. */
  keyids(): readonly string[];
  publicKeyOf(keyid: string): Uint8Array | null;
  create(passphrase: string): Promise<UnlockedKey>;
  /** Stores a key that was made elsewhere. @throws CountersignError `bad-request` where it is here already. */
  take(secretSeed: Uint8Array, passphrase: string): Promise<UnlockedKey>;
  /** Unlocks for records other than sign-offs. @throws CountersignError `wrong-passphrase`. */
  unlock(keyid: string, passphrase: string): Promise<void>;
  /** Unlocks for one use; the caller forgets the key. Asked for every sign-off. */
  unlockOnce(keyid: string, passphrase: string): Promise<UnlockedKey>;
  isUnlocked(keyid: string): boolean;
  /** The unlocked key. @throws CountersignError `key-locked`. */
  unlocked(keyid: string): UnlockedKey;
  lock(): void;
}

export interface KeyRingOptions {
  /** scrypt work factor (log2) of new keys; tests use a small one. */
  readonly workFactor?: number;
  readonly onFailedUnlock: (keyid: string) => Promise<void>;
  readonly onLock: () => void;
  readonly fs?: FileSystem;
}

export async function openKeyRing(folder: string, options: KeyRingOptions): Promise<KeyRing> {
  const fs = options.fs ?? nodeFileSystem;
  await makeFolder(folder, fs);
  const publicKeys = new Map<string, Uint8Array>();
  for (const name of await fs.readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const keyid = name.slice(0, -'.json'.length);
    publicKeys.set(keyid, await readPublicKey(folder, keyid, fs));
  }
  const open = new Map<string, { key: UnlockedKey; timer: NodeJS.Timeout }>();

  function forget(keyid: string): void {
    const held = open.get(keyid);
    if (held === undefined) return;
    clearTimeout(held.timer);
    held.key.forget();
    open.delete(keyid);
  }

  function hold(key: UnlockedKey): void {
    forget(key.keyid);
    const timer = setTimeout(() => {
      forget(key.keyid);
      options.onLock();
    }, IDLE_MINUTES * 60_000);
    timer.unref();
    open.set(key.keyid, { key, timer });
  }

  async function tryUnlock(keyid: string, passphrase: string): Promise<UnlockedKey> {
    try {
      return await unlockPersonKey(folder, keyid, passphrase, fs);
    } catch (error) {
      if (error instanceof CountersignError && error.code === 'wrong-passphrase') {
        await options.onFailedUnlock(keyid);
      }
      throw error;
    }
  }

  function keep(key: UnlockedKey): UnlockedKey {
    publicKeys.set(key.keyid, key.publicKey);
    hold(key);
    return key;
  }

  return {
    keyids: () => [...publicKeys.keys()].sort(),
    publicKeyOf: (keyid) => publicKeys.get(keyid) ?? null,
    create: async (passphrase) =>
      keep(await createPersonKey(folder, passphrase, options.workFactor, fs)),
    async take(secretSeed, passphrase) {
      const keyid = keyIdOf(toPublicKey(secretSeed), nodeCrypto);
      if (publicKeys.has(keyid)) throw new CountersignError('bad-request', 'This key is on this computer already.'); // prettier-ignore
      return keep(await storePersonKey(folder, secretSeed, passphrase, options.workFactor, fs));
    },
    async unlock(keyid, passphrase) {
      hold(await tryUnlock(keyid, passphrase));
    },
    unlockOnce: tryUnlock,
    isUnlocked: (keyid) => open.has(keyid),
    unlocked(keyid) {
      const held = open.get(keyid);
      if (held === undefined) {
        throw new CountersignError(
          'key-locked',
          'Your key is locked. Give its passphrase to go on.',
        );
      }
      held.timer.refresh();
      return held.key;
    },
    lock() {
      for (const keyid of [...open.keys()]) forget(keyid);
      options.onLock();
    },
  };
}
