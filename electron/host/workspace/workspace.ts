/**
 * The workspace: everything this seat keeps on disk, held by one process at a time. Opening it checks
 * what is there; closing it says that it was closed, so that a stop without closing can be seen.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sha256Hex, type SafetyCase } from '../../../shared/case/model.ts';
import { personOfKey } from '../../../shared/policy/roster.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Line } from '../../../shared/review/records.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { toOpenSshFingerprint } from '../../../shared/trust/key-id.ts';
import { sweepStore } from '../bundle/open-bundle.ts';
import { nodeCrypto } from '../crypto.ts';
import { loadOrCreateSeatKey } from '../keys/seat-key.ts';
import { removeLeftovers, writeFileAtomically } from '../storage/atomic-file.ts';
import { acquireLock } from '../storage/lock-file.ts';
import { openCaseReview, type CaseReview } from './case-review.ts';
import { systemClock, type Clock } from './clock.ts';
import { listDrafts, openDrafts } from './drafts.ts';
import { openKeyRing, type KeyRing } from './identities.ts';
import { caseFolderName, toLayout, type WorkspaceLayout } from './layout.ts';
import { openReadingMarks } from './reading-marks.ts';
import { openRecordLog } from './record-log.ts';
import { openSeat, type NewPerson, type Seat } from './seat.ts';

export interface SeatIdentity {
  readonly keyid: string;
  readonly personId: string;
  readonly printedName: string;
  readonly organisation: string;
  readonly line: Line;
  readonly role: string;
  readonly openSshFingerprint: string;
  readonly createdAt: string;
  readonly isUnlocked: boolean;
}

const confirmedRosters = z.array(
  z.object({ sha256: sha256Hex, isSame: z.boolean(), comparedAt: z.string() }),
);
export type ComparedRoster = z.infer<typeof confirmedRosters>[number];

export interface Workspace {
  readonly layout: WorkspaceLayout;
  readonly keys: KeyRing;
  readonly seat: Seat;
  /** When the program last stopped without closing; null after a clean close. */
  readonly stoppedUncleanAt: string | null;
  identities(): readonly SeatIdentity[];
  /** keyid of the person who is at the seat now; null before there is one. */
  activeKeyid(): string | null;
  select(keyid: string): Promise<void>;
  /** Creates a person key and signs the next roster; `vouching` is an unlocked key of the roster. */
  createIdentity(person: NewPerson, passphrase: string, vouching: string | null): Promise<SeatIdentity>;
  openCase(safetyCase: SafetyCase, bundleFolder: string | null): Promise<CaseReview>;
  /** Drafts of all cases, for the start screen. */
  allDrafts(): Promise<readonly Draft[]>;
  comparedRosters(): readonly ComparedRoster[];
  /** UTC by the clock of this seat. */
  now(): string;
  compareRoster(sha256: string, isSame: boolean): Promise<void>;
  close(): Promise<void>;
} // prettier-ignore

export interface WorkspaceOptions {
  readonly program: { readonly name: string; readonly version: string };
  readonly clock?: Clock;
  readonly workFactor?: number;
  /** Called when keys were locked after a time without use. */
  readonly onLock?: () => void;
}

async function readCompared(file: string): Promise<ComparedRoster[]> {
  try {
    return confirmedRosters.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Absent or unreadable: no roster counts as compared, which trusts less, never more.
    return [];
  }
}

async function readActive(file: string): Promise<string | null> {
  try {
    return sha256Hex.parse((await readFile(file, 'utf8')).trim());
  } catch {
    return null;
  }
}

async function whenMarked(file: string): Promise<string | null> {
  try {
    return (await stat(file)).mtime.toISOString();
  } catch {
    return null;
  }
}

/** Removes what writes left that a kill cut short. Only while nobody writes: before anything is opened. */
async function sweepLeftovers(layout: WorkspaceLayout): Promise<void> {
  const names = await readdir(layout.cases).catch(() => []);
  const parts = names.flatMap((name) =>
    ['records', 'drafts', 'reading'].map((part) => path.join(layout.cases, name, part)),
  );
  for (const folder of [layout.root, layout.keys, path.join(layout.seat, 'records'), ...parts]) {
    // Not every case has every folder; what cannot be removed is named by nothing and harms nobody.
    await removeLeftovers(folder).catch(() => undefined);
  }
}

/**
 * Opens the workspace below `root`, creating what is missing.
 * @throws CountersignError `workspace-in-use` while another process holds it.
 */
export async function openWorkspace(root: string, options: WorkspaceOptions): Promise<Workspace> {
  const clock = options.clock ?? systemClock;
  const layout = toLayout(root);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(root);
  const stoppedUncleanAt = await whenMarked(layout.running);
  await writeFileAtomically(layout.running, `${clock.now()}\n`);
  await mkdir(layout.bundles, { recursive: true, mode: 0o700 });
  await sweepStore(layout.bundles);
  await sweepLeftovers(layout);
  const seatKey = await loadOrCreateSeatKey(layout.seatKey);
  const keys: KeyRing = await openKeyRing(layout.keys, {
    ...(options.workFactor === undefined ? {} : { workFactor: options.workFactor }),
    onFailedUnlock: async (keyid) => {
      await seat.log.addEvent({ type: 'unlock-failed', actor: keyid });
    },
    onLock: () => options.onLock?.(),
  });
  const logOptions = { seatKey, clock, publicKeyOf: (keyid: string) => keys.publicKeyOf(keyid) };
  const seat = openSeat(await openRecordLog(layout.seat, logOptions), clock);
  let active = await readActive(layout.active);
  let compared = await readCompared(layout.confirmedRosters);
  function rosterState(): 'none' | 'unknown' | 'confirmed' | 'changed' {
    const first = seat.firstRosterDigest();
    if (first === null) return 'none';
    const outcome = compared.find((item) => item.sha256 === first);
    return outcome === undefined ? 'unknown' : outcome.isSame ? 'confirmed' : 'changed';
  }

  function toIdentity(keyid: string): SeatIdentity | null {
    const person = personOfKey(seat.roster(), keyid);
    const publicKey = keys.publicKeyOf(keyid);
    if (person === null || publicKey === null) return null;
    return {
      keyid,
      personId: person.id,
      printedName: person.printedName,
      organisation: person.organisation,
      line: person.line,
      role: person.role,
      openSshFingerprint: toOpenSshFingerprint(publicKey, nodeCrypto),
      createdAt: person.validFrom,
      isUnlocked: keys.isUnlocked(keyid),
    };
  }

  return {
    layout,
    keys,
    seat,
    stoppedUncleanAt,
    identities: () =>
      keys
        .keyids()
        .map(toIdentity)
        .filter((identity) => identity !== null)
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    async createIdentity(person, passphrase, vouching) {
      seat.log.assertSound();
      const voucher = seat.roster() === null ? null : keys.unlocked(vouching ?? '');
      const key = await keys.create(passphrase);
      await seat.addPerson(person, key, voucher ?? key);
      const identity = toIdentity(key.keyid);
      await writeFileAtomically(layout.active, `${key.keyid}\n`, { mode: 0o600 });
      active = key.keyid;
      if (identity === null) throw new Error('A person who was just added is in the roster');
      return identity;
    },
    async openCase(safetyCase, bundleFolder) {
      const name = caseFolderName(safetyCase.bundleDigest === null ? `draft ${safetyCase.id}` : safetyCase.id); // prettier-ignore
      const folder = path.join(layout.cases, name);
      const log = safetyCase.bundleDigest === null ? null : await openRecordLog(folder, logOptions);
      const admitted = log?.entries().some(({ entry }) => entry.type === 'bundle-admitted' && entry.obj['manifest'] === safetyCase.bundleDigest); // prettier-ignore
      const isSound = log !== null && log.damage().every((item) => item.acknowledged);
      if (log !== null && admitted !== true && isSound && safetyCase.bundleDigest !== null) {
        await log.addEvent({ type: 'bundle-admitted', obj: { manifest: safetyCase.bundleDigest }, reason: `${safetyCase.title}, version ${safetyCase.version}` }); // prettier-ignore
      }
      return openCaseReview({
        safetyCase,
        bundleFolder,
        log,
        drafts: await openDrafts(path.join(folder, 'drafts'), (id) => log?.hasDraft(id) ?? false),
        reading: await openReadingMarks(path.join(folder, 'reading')),
        seat,
        keys,
        clock,
        program: options.program,
        rosterState,
      });
    },
    async allDrafts() {
      const folders = await readdir(layout.cases).catch(() => []);
      const drafts = await Promise.all(
        folders.map((name) => listDrafts(path.join(layout.cases, name, 'drafts'))),
      );
      return drafts.flat();
    },
    activeKeyid: () => (active !== null && toIdentity(active) !== null ? active : null),
    async select(keyid) {
      if (toIdentity(keyid) === null) throw new CountersignError('not-found', 'No identity of this seat has this key.'); // prettier-ignore
      await writeFileAtomically(layout.active, `${keyid}\n`, { mode: 0o600 });
      active = keyid;
    },
    comparedRosters: () => compared,
    now: () => clock.now(),
    async compareRoster(sha256, isSame) {
      const next = [
        ...compared.filter((item) => item.sha256 !== sha256),
        { sha256, isSame, comparedAt: clock.now() },
      ];
      await writeFileAtomically(layout.confirmedRosters, `${JSON.stringify(next)}\n`, { mode: 0o600 }); // prettier-ignore
      compared = next;
      await seat.log.addEvent({ type: 'roster-compared', obj: { roster: sha256 }, reason: isSame ? 'The fingerprint was compared and is the same.' : 'The fingerprint was compared and differs.' }); // prettier-ignore
    },
    async close() {
      keys.lock();
      await rm(layout.running, { force: true });
      await lock.release();
    },
  };
}
