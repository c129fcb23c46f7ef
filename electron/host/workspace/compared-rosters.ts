/** Which rosters a person compared over another channel, by reading their fingerprint aloud, and how that came out. */
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../../../shared/case/model.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { writeFileAtomically } from '../storage/atomic-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { Clock } from './clock.ts';
import type { Seat } from './seat.ts';

const confirmedRosters = z.array(
  z.object({ sha256: sha256Hex, isSame: z.boolean(), comparedAt: z.string() }),
);
export type ComparedRoster = z.infer<typeof confirmedRosters>[number];

export type RosterState = 'none' | 'unknown' | 'confirmed' | 'changed';

export interface ComparedRosters {
  all(): readonly ComparedRoster[];
  /** How the first roster of the adopted chain compared, and whether the chain has forked since. */
  state(): RosterState;
  compare(sha256: string, isSame: boolean): Promise<void>;
}

async function readCompared(file: string, fs: FileSystem): Promise<ComparedRoster[]> {
  try {
    return confirmedRosters.parse(
      parseStrictJsonBytes(await fs.readFile(file), path.basename(file)),
    );
  } catch {
    // Absent or unreadable: no roster counts as compared, which trusts less, never more.
    return [];
  }
}

/** Reads them from `file`. */
export async function openComparedRosters(
  file: string,
  { seat, clock, fs }: { readonly seat: Seat; readonly clock: Clock; readonly fs: FileSystem },
): Promise<ComparedRosters> {
  let compared = await readCompared(file, fs);
  return {
    all: () => compared,
    state() {
      const first = seat.firstRosterDigest();
      if (first === null) return 'none';
      if ((seat.view().adopted?.fork.length ?? 0) > 0) return 'changed';
      const outcome = compared.find((item) => item.sha256 === first);
      return outcome === undefined ? 'unknown' : outcome.isSame ? 'confirmed' : 'changed';
    },
    async compare(sha256, isSame) {
      const next = [
        ...compared.filter((item) => item.sha256 !== sha256),
        { sha256, isSame, comparedAt: clock.now() },
      ];
      // The entry first: where only one of the two is kept, no roster counts as compared that was not.
      await seat.log.addEvent({ type: 'roster-compared', obj: { roster: sha256 }, reason: isSame ? 'The fingerprint was compared and is the same.' : 'The fingerprint was compared and differs.' }); // prettier-ignore
      await writeFileAtomically(file, `${JSON.stringify(next)}\n`, { mode: 0o600, fs }); // prettier-ignore
      compared = next;
    },
  };
}
