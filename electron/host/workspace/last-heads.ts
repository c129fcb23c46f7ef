/**
 * Heads of the logs of this seat as they were when it was last closed, in a file beside them: one more place of
 * a head (formats.md 6). It tells when a log, or the folder of a case, was deleted or put back on its own. Who
 * puts back the whole workspace puts back this file with it; then only other seats can tell.
 */
import { z } from 'zod';
import type { LogHead } from '../../../shared/review/records.ts';
import type { LogDamage } from '../../../shared/review/view.ts';
import { toCanonicalJson } from '../../../shared/trust/canonical-json.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import { readFileIfThere, type FileSystem } from '../storage/file-system.ts';

const headSchema = z.object({
  origin: z.string().regex(/^countersign\/log\/[0-9a-f-]{36}$/),
  size: z.number().int().nonnegative(),
  root: z.string(),
});
const fileSchema = z.record(z.string(), z.array(headSchema));

export interface LastHeads {
  /** Heads of the logs in one folder of records: "seat", or the name of a case. */
  of(folder: string): readonly LogHead[];
  /** Keeps the heads where they changed. A larger one of a log that is shorter now, or gone, stays. */
  keep(folder: string, heads: readonly LogHead[]): Promise<void>;
}

/** Absent or unreadable, it knows nothing: the other places of the heads remain. */
export async function openLastHeads(file: string, fs: FileSystem): Promise<LastHeads> {
  let known = await readHeads(file, fs);
  return {
    of: (folder) => known[folder] ?? [],
    async keep(folder, heads) {
      const larger = (known[folder] ?? []).filter(({ origin, size }) => {
        const now = heads.find((head) => head.origin === origin);
        return now === undefined || now.size < size;
      });
      const origins = new Set(larger.map((head) => head.origin));
      const kept = heads
        .filter((head) => !origins.has(head.origin))
        .map(({ origin, size, root }) => ({ origin, size, root }));
      const next = { ...known, [folder]: [...larger, ...kept] };
      if (toCanonicalJson(next) === toCanonicalJson(known)) return;
      await writeFileAtomically(file, `${toCanonicalJson(next)}\n`, { fs });
      known = next;
    },
  };
}

async function readHeads(file: string, fs: FileSystem): Promise<z.infer<typeof fileSchema>> {
  const bytes = await readFileIfThere(file, fs);
  if (bytes === null) return {};
  try {
    return fileSchema.parse(parseStrictJsonBytes(bytes, 'last-heads.json'));
  } catch {
    return {};
  }
}

/**
 * Logs of this seat whose folder is gone. `signedIn` are the heads that records in the folder name, of this
 * seat or of others: they tell where no log of this seat is left, since one is begun before any record comes.
 */
export function findGoneLogs(
  ownOrigins: readonly string[],
  last: readonly LogHead[],
  signedIn: readonly LogHead[],
): readonly LogDamage[] {
  const lost = last.filter((head) => !ownOrigins.includes(head.origin));
  const isEmptied = ownOrigins.length === 0 && lost.length === 0;
  const named = isEmptied ? [...signedIn].sort((a, b) => b.size - a.size).slice(0, 1) : [];
  return [...lost, ...named].map(({ origin, size }) => ({
    kind: 'rolled-back',
    origin,
    seq: 0,
    message: `The log ${origin} is gone: its folder is not there, and its head was once at ${String(size)}.`,
    acknowledged: false,
  }));
}
