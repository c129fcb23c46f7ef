/** What an operation of the enumeration is, and what those of every kind use. */
import type { FileSystem } from '../../electron/host/storage/file-system.ts';
import { createMemoryDisk, type DiskContent } from '../support/memory-disk.ts';
import { activeOf, openSession, PASSPHRASE, type Session, type World } from './world.ts';

export interface Operation {
  readonly name: string;
  readonly start: DiskContent;
  /** Opening is the operation: there is no session before it. */
  readonly isOpening: boolean;
  /** What is done in an open session; an opening does nothing more. */
  readonly run: (session: Session) => Promise<unknown>;
  /** Texts that the draft may have where the operation did not finish; null: it may be gone. */
  readonly drafts: readonly (string | null)[];
  /** The log was damaged before, and may still be. */
  readonly isDamaged: boolean;
  /** Persons at the seat that it may leave behind where it did not finish. */
  readonly mayChangeActive: boolean;
  /** Entries that it writes, where there can be more than one. */
  readonly entries?: number;
  /** What lies on the disk before it, written by whoever came before. */
  readonly before?: (fs: FileSystem) => Promise<unknown>;
  /** What must be as before or as after the operation, and nothing between. */
  readonly toWhole?: (session: Session, content: DiskContent) => string;
  /** The disk says that it flushed and does not: the enumeration must notice. */
  readonly withoutFlush?: boolean;
}

/** Content of a disk on which something was done and the program was closed. */
export async function after(world: World, start: DiskContent | undefined, work: (session: Session) => Promise<unknown>): Promise<DiskContent> {
  const disk = createMemoryDisk(start);
  const session = await openSession(disk.fs, world);
  await work(session);
  await session.workspace.close();
  return disk.content();
} // prettier-ignore

export function unlock(session: Session): Promise<void> {
  return session.workspace.keys.unlock(activeOf(session), PASSPHRASE);
}
