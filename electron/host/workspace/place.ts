/**
 * Where the workspace lay when it was last open. A copy, a restored backup and a folder that came from another
 * disk hold the same seat key in another file, and two of them that are both written to fork their logs. That
 * is found for certain only when the seats exchange packets; here it is said as early as it can be known.
 *
 * What looks the same from inside cannot be told: a disk that was set back as a whole, and a folder whose
 * files were overwritten in place.
 */
import os from 'node:os';
import { z } from 'zod';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { readFileIfThere, type FileSystem } from '../storage/file-system.ts';
import type { WorkspaceLayout } from './layout.ts';

const placeFile = z.object({
  /** Name of the computer, for people. It can change by itself, so it decides nothing. */
  computer: z.string().max(300),
  /** Number and birth of the file of the seat key on its disk. */
  seatKey: z.string().max(100),
});

export interface Place {
  /** What a person is told where the workspace is not the one that was last open here; null where it is. */
  readonly moved: string | null;
  /** Remembers this place, once the move is in the log. */
  settle(): Promise<void>;
}

/** @throws what the file system throws */
export async function findPlace(layout: WorkspaceLayout, fs: FileSystem): Promise<Place> {
  const here = { computer: os.hostname(), seatKey: (await fs.stat(layout.seatKey)).id };
  const before = await readPlace(layout.place, fs);
  const settle = (): Promise<void> =>
    writeFileAtomically(layout.place, `${JSON.stringify(here)}\n`, { fs });
  if (before?.seatKey === here.seatKey) return { moved: null, settle: () => Promise.resolve() };
  if (before === null) return { moved: null, settle };
  const from = before.computer === here.computer ? '' : ` It was last open on ${before.computer}.`;
  const moved = `This workspace was copied or restored, or came from another disk.${from} Use one copy only: two copies that are both written to make two versions of one log, and neither counts.`;
  return { moved, settle };
}

async function readPlace(file: string, fs: FileSystem): Promise<z.infer<typeof placeFile> | null> {
  const bytes = await readFileIfThere(file, fs);
  if (bytes === null) return null;
  try {
    return placeFile.parse(parseStrictJsonBytes(bytes, 'place.json'));
  } catch {
    // No place can be read out of it. It says where the workspace was, not what is in it.
    return { computer: 'another computer', seatKey: '' };
  }
}
