/**
 * Cases that were opened before. The page knows an entry by a random token; the path stays here, so a
 * page can only open again what a person once chose.
 */
import { randomUUID } from 'node:crypto';
import type { RecentFile, SettingsFile } from './settings-file.ts';

/** As many as fit in a menu without a scroll. */
const MAX_RECENT = 12;

export interface RecentFiles {
  /** Newest first. */
  list(): readonly RecentFile[];
  /**
   * Puts a case at the top. A file that is there already keeps its token.
   * Null, and nothing is kept, where the person chose not to be reminded.
   */
  remember(opened: Omit<RecentFile, 'token' | 'openedAt'>): RecentFile | null;
  /** Null for a token that names nothing. */
  find(token: string): RecentFile | null;
  /** Forgets one, or all for null. */
  forget(token: string | null): void;
  onChange(listener: () => void): void;
}

export interface RecentFilesOptions {
  readonly isRemembering: () => boolean;
  readonly now?: () => Date;
}

export function createRecentFiles(
  file: SettingsFile,
  { isRemembering, now = () => new Date() }: RecentFilesOptions,
): RecentFiles {
  const listeners: (() => void)[] = [];
  const list = (): readonly RecentFile[] => file.read('recent') ?? [];
  function write(entries: readonly RecentFile[]): void {
    file.write('recent', [...entries]);
    for (const listener of listeners) listener();
  }
  return {
    list,
    remember(opened) {
      if (!isRemembering()) return null;
      const others = list().filter((entry) => entry.path !== opened.path);
      const token = list().find((entry) => entry.path === opened.path)?.token ?? randomUUID();
      const entry = { ...opened, token, openedAt: now().toISOString() };
      write([entry, ...others].slice(0, MAX_RECENT));
      return entry;
    },
    find: (token) => list().find((entry) => entry.token === token) ?? null,
    forget(token) {
      write(token === null ? [] : list().filter((entry) => entry.token !== token));
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
