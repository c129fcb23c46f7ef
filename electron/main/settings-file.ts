/**
 * One small JSON file in the folder for user data: preferences, the place of the window, recent files.
 * Nothing in it is trusted: it is parsed as a whole before it is used, and a file that does not parse
 * is kept beside the new one under another name. Case data, keys and drafts are never in it.
 */
import { readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import { z } from 'zod';
import { sha256Hex } from '../../shared/case/model.ts';
import { CountersignError } from '../../shared/errors.ts';
import { preferences } from '../../shared/ipc/contract.ts';
import { parseStrictJsonBytes } from '../../shared/trust/strict-json.ts';

const MAX_SETTINGS_BYTES = 1024 * 1024;
const FILE_NAME = 'settings';
const NUMBERS = { numbers: 'finite' } as const;

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});
/** Bounds of the window in device-independent pixels, as it is when not maximised. */
export type WindowState = z.infer<typeof windowState>;

const recentFile = z.object({
  /** Random name of the entry; the page gets this, never the path. */
  token: z.uuid(),
  path: z.string().min(1),
  title: z.string(),
  version: z.string(),
  bundleDigest: sha256Hex.nullable(),
  openedAt: z.iso.datetime(),
});
export type RecentFile = Readonly<z.infer<typeof recentFile>>;

/** Every part may be absent: an older program did not know it. */
const settings = z.object({
  preferences: preferences.partial().optional(),
  window: windowState.optional(),
  recent: z.array(recentFile).max(100).optional(),
});
export type Settings = z.infer<typeof settings>;

export interface SettingsFile {
  read<K extends keyof Settings>(part: K): Settings[K];
  /** On disk when it returns: written to a temporary file, then renamed. Throws 'storage-failed'. */
  write<K extends keyof Settings>(part: K, value: NonNullable<Settings[K]>): void;
  /** Name of the copy of a file that could not be used, or null. The settings are the defaults then. */
  readonly damagedCopy: string | null;
}

export function openSettingsFile(folder: string, now: () => Date = () => new Date()): SettingsFile {
  const file = path.join(folder, `${FILE_NAME}.json`);
  const damagedCopy = isUsable(file) ? null : setAside(file, now());
  const store = new Store({
    cwd: folder,
    name: FILE_NAME,
    // The library's default lets every account of the computer read it; recent files are private.
    configFileMode: 0o600,
  });
  // SECURITY: the library answers a channel of its own, past our wrapper, to whoever asks.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    damagedCopy,
    // Parsed again: the library reads the file each time, and another program may have changed it.
    read: (part) => {
      const parsed = settings.safeParse(readStore(store));
      return parsed.success ? parsed.data[part] : undefined;
    },
    write: (part, value) => {
      try {
        store.set(part, value);
      } catch (cause) {
        const message = `The settings were not kept: ${FILE_NAME}.json could not be written.`;
        throw new CountersignError('storage-failed', message, [], { cause });
      }
    },
  };
}

/** An absent file is usable. So is one of a newer program: what is not known is left alone. */
function isUsable(file: string): boolean {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return true;
    if (!stat.isFile() || stat.size > MAX_SETTINGS_BYTES) return false;
    return settings.safeParse(parseStrictJsonBytes(readFileSync(file), file, NUMBERS)).success;
  } catch {
    return false;
  }
}

function setAside(file: string, at: Date): string {
  const copy = `${file}.damaged-${at.toISOString().replaceAll(':', '')}`;
  renameSync(file, copy);
  return path.basename(copy);
}

function readStore(store: Store): unknown {
  try {
    return store.store;
  } catch {
    return {};
  }
}
