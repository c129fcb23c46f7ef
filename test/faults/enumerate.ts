/**
 * Plays an operation once for every call it makes to the file system and every way in which that call can go
 * wrong, opens what is left on a disk that works, and compares it with what was shown before.
 */
import { spawnSync } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nodeCrypto } from '../../electron/host/crypto.ts';
import type { Workspace } from '../../electron/host/workspace/workspace.ts';
import { CountersignError } from '../../shared/errors.ts';
import { toHex } from '../../shared/trust/bytes.ts';
import { checkLog, splitLines } from '../../shared/trust/log.ts';
import { createFaultFileSystem, faultsAt, Killed, toFaultName, type Fault, type FaultFileSystem } from '../support/fault-file-system.ts'; // prettier-ignore
import { createMemoryDisk, toFingerprint, type DiskContent, type MemoryDisk } from '../support/memory-disk.ts'; // prettier-ignore
import { unlock, type Operation } from './operation.ts';
import { NOTHING_SHOWN, openReview, openSession, ROOT, toShown, type Session, type Shown, type World } from './world.ts'; // prettier-ignore

export interface Finding {
  readonly operation: string;
  /** Number of the call, from 0, and its name. */
  readonly at: string;
  readonly fault: string;
  readonly what: string;
}

export interface Tally {
  /** Calls to the file system at which something went wrong. */
  points: number;
  /** Plays of an operation, one for each point and fault. */
  plays: number;
  /** States of the disk that were opened again; equal ones with equal expectations once. */
  recoveries: number;
  lostEntries: number;
  halfEntries: number;
  findings: Finding[];
}

export function newTally(): Tally {
  return { points: 0, plays: 0, recoveries: 0, lostEntries: 0, halfEntries: 0, findings: [] };
}

export interface Effort {
  /** Most calls of an operation at which something goes wrong, spread over all of them. */
  readonly points: number;
  /** Most states after a power cut that are opened at each point. */
  readonly powerCuts: number;
  /** What was opened again is also written to, closed and opened once more. */
  readonly isUsedAgain: boolean;
}

/** Some of it, in the time that a test may take: some of the calls, and the outermost states after a power cut. */
export const QUICK: Effort = { points: 12, powerCuts: 3, isUsedAgain: false };

export const FULL: Effort = { points: Infinity, powerCuts: Infinity, isUsedAgain: true };

/** The lock file names this process, which lives: what is opened next is another one, and this one is gone. */
const DEAD = spawnSync(process.execPath, ['-e', '']).pid;
function asLeftBehind(content: DiskContent): DiskContent {
  const files = new Map(content.files);
  for (const name of [`${ROOT}/lock`, `${ROOT}/lock.takeover`]) {
    const bytes = files.get(name);
    if (bytes === undefined) continue;
    const text = new TextDecoder().decode(bytes).replace(/"pid":\d+/, `"pid":${String(DEAD)}`);
    files.set(name, new TextEncoder().encode(text));
  }
  return { ...content, files };
}

export const digestOf = (bytes: Uint8Array): string => toHex(nodeCrypto.sha256(bytes)).slice(0, 16);

interface Play {
  readonly disk: MemoryDisk;
  readonly fs: FaultFileSystem;
  /** Open already where only the case could not be opened. */
  readonly workspace: Workspace | null;
  readonly session: Session | null;
  readonly error: unknown;
  readonly shown: Shown;
}

async function play(operation: Operation, world: World, at: number, fault: Fault, before: Shown): Promise<Play> {
  const disk = createMemoryDisk(operation.start, operation.withoutFlush);
  const fs = createFaultFileSystem(disk.fs);
  let session: Session | null = null;
  let workspace: Workspace | null = null;
  let error: unknown = null;
  if (!operation.isOpening) {
    session = await openSession(fs, world);
    if (session.workspace.activeKeyid() !== null) await unlock(session);
    await operation.before?.(disk.fs);
  }
  const known = session === null ? before : toShown(session);
  fs.arm(at, fault);
  try {
    if (operation.isOpening) session = await openSession(fs, world, (seat) => (workspace = seat));
    else if (session !== null) await operation.run(session);
  } catch (caught) {
    error = caught;
  }
  const told = session === null ? known : toShown(session);
  await drain(fs);
  return { disk, fs, session, workspace, error, shown: told };
} // prettier-ignore

/** Waits for what the program does after it answered: nothing in memory takes longer than a turn. */
export async function drain(fs: FaultFileSystem): Promise<void> {
  for (let before = -1; before !== fs.calls().length;) {
    before = fs.calls().length;
    await nextTurn();
  }
}

export function isKilled(error: unknown): boolean {
  return error instanceof Killed || (error instanceof Error && error.cause !== undefined && isKilled(error.cause)); // prettier-ignore
}

/** Codes of problems with which an operation says that it may have happened all the same. */
const IN_DOUBT = ['append-not-taken-back', 'not-confirmed', 'import-not-finished'];

export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : JSON.stringify(error);
}

/** Numbers of calls; the last is the end, after all of them. */
export function pointsOf(calls: readonly string[], effort: Effort): readonly number[] {
  return sample([...calls.keys(), calls.length], effort.points);
}

/** Runs every point of one operation. */
export async function enumerate(operation: Operation, world: World, tally: Tally, effort: Effort): Promise<void> {
  const seen = new Set<string>();
  const before = await shownBefore(operation, world);
  const clean = await play(operation, world, -1, { kind: 'error', number: 'EIO', forGood: false }, before); // prettier-ignore
  if (clean.error !== null) throw new Error(describeError(clean.error), { cause: clean.error });
  const calls = [...clean.fs.calls()];
  clean.fs.disarm();
  const wholes = await wholesOf(operation, world, clean);
  for (const at of pointsOf(calls, effort)) {
    const call = calls[at];
    tally.points += 1;
    const faults: readonly Fault[] = call === undefined ? [{ kind: 'kill' }] : faultsAt(call);
    for (const fault of faults) {
      tally.plays += 1;
      const report = (what: string): void => {
        tally.findings.push({ operation: operation.name, at: `${String(at)} ${call ?? 'end'}`, fault: toFaultName(fault), what }); // prettier-ignore
      };
      const played = await play(operation, world, at, fault, before);
      await judge(operation, world, played, fault, { tally, seen, effort, wholes, report });
    }
  }
} // prettier-ignore

interface Judging {
  readonly tally: Tally;
  readonly seen: Set<string>;
  readonly effort: Effort;
  /** What an operation that is whole or did not happen may leave, before and after it. */
  readonly wholes: readonly [string, string] | null;
  readonly report: (what: string) => void;
}

async function wholesOf(operation: Operation, world: World, clean: Play): Promise<Judging['wholes']> {
  const { toWhole } = operation;
  if (toWhole === undefined) return null;
  const read = async (content: DiskContent): Promise<string> =>
    toWhole(await openSession(createMemoryDisk(asLeftBehind(content)).fs, world), content);
  const wholes = [await read(operation.start), await read(clean.disk.content())] as const;
  if (wholes[0] === wholes[1]) throw new Error(`${operation.name} changes nothing that is looked at`);
  return wholes;
} // prettier-ignore

async function judge(operation: Operation, world: World, played: Play, fault: Fault, judging: Judging): Promise<void> {
  const { disk, fs, error, shown } = played;
  const isKill = fault.kind === 'kill' || fault.kind === 'torn-write';
  if (error !== null && !isKilled(error) && !(error instanceof CountersignError && error.code === 'storage-failed')) {
    judging.report(`it failed with ${describeError(error)}`);
  }
  const codes = error instanceof CountersignError ? error.problems.map(({ code }) => code) : [];
  const isInDoubt = isKill || codes.some((code) => IN_DOUBT.includes(code));
  const mayHaveMore = isInDoubt || error === null;
  const cuts = disk.afterPowerCut();
  const states = [disk.content(), ...(isKill ? sample(cuts, judging.effort.powerCuts) : cuts.slice(0, 1))];
  for (const state of states) {
    await recover(asLeftBehind(state), operation, world, shown, mayHaveMore, judging);
  }
  if (isKill || (fault.kind === 'error' && fault.forGood)) return;
  // The process lives, and the disk works again: the same is done once more, in the same process.
  fs.disarm();
  await goOn(operation, world, played, judging);
} // prettier-ignore

async function goOn(operation: Operation, world: World, played: Play, judging: Judging): Promise<void> {
  const { disk, fs, error, workspace } = played;
  let { session } = played;
  try {
    if (session === null && workspace !== null) session = await openReview(workspace, world);
    else if (session === null) session = await openSession(fs, world);
    else if (error !== null) await operation.run(session);
    const shown = toShown(session);
    await drain(fs);
    await recover(asLeftBehind(disk.content()), operation, world, shown, false, judging);
    await session.workspace.close();
  } catch (again) {
    judging.report(`the second try failed with ${String(again)}`);
  }
} // prettier-ignore

export function sample<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => list[Math.round(index * step)] as T);
}

async function shownBefore(operation: Operation, world: World): Promise<Shown> {
  if (![...operation.start.files.keys()].some((name) => name.startsWith(ROOT))) return NOTHING_SHOWN; // prettier-ignore
  // Opening itself writes, so what was shown is taken from a copy. Of it, what opening adds is left out.
  const session = await openSession(createMemoryDisk(operation.start).fs, world);
  const shown = toShown(session);
  if (!operation.isOpening) return shown;
  const entries = new Map(
    [...operation.start.files].flatMap(([name, bytes]) => {
      const uuid = /\/([^/]+)\/entries\.jsonl$/.exec(name)?.[1];
      const lines = splitLines(bytes).lines.map((line) => new TextDecoder().decode(line));
      return uuid === undefined ? [] : [[`countersign/log/${uuid}`, lines] as const];
    }),
  );
  return { ...shown, entries };
}

/** Opens a state of the disk as the next process would, and compares. */
async function recover(content: DiskContent, operation: Operation, world: World, shown: Shown, mayHaveMore: boolean, { tally, seen, effort, wholes, report }: Judging): Promise<void> {
  const key = `${toFingerprint(content, digestOf)} ${toKey(shown)} ${String(mayHaveMore)}`;
  if (seen.has(key)) return;
  seen.add(key);
  tally.recoveries += 1;
  const disk = createMemoryDisk(content);
  let session: Session;
  try {
    session = await openSession(disk.fs, world);
  } catch (error) {
    report(`it could not be opened again: ${String(error)}`);
    return;
  }
  const now = toShown(session);
  const lost = [...shown.entries].flatMap(([origin, lines]) => {
    const there = now.entries.get(origin) ?? [];
    return lines.filter((line, index) => there[index] !== line);
  });
  tally.lostEntries += lost.length;
  if (lost.length > 0) report(`an entry was lost: ${lost[0] ?? ''}`);
  for (const digest of shown.records) if (!now.records.has(digest)) report(`the record ${digest.slice(0, 8)} was lost`);
  const half = findHalf(disk.content(), operation.isDamaged);
  tally.halfEntries += half.length;
  for (const what of half) report(what);
  for (const what of compareRest(operation, session, shown, now, mayHaveMore)) report(what);
  if (wholes !== null && operation.toWhole !== undefined) {
    const whole = operation.toWhole(session, disk.content());
    if (!wholes.includes(whole)) tally.halfEntries += 1;
    if (!wholes.includes(whole)) report(`it is neither as before nor whole: ${whole}`);
  }
  for (const what of findLeftovers(disk.content())) report(what);
  if (effort.isUsedAgain) await useAgain(session, disk, world, report);
} // prettier-ignore

function toKey(shown: Shown): string {
  return JSON.stringify([[...shown.entries].map(([origin, lines]) => [origin, lines.length]), [...shown.drafts], shown.active, shown.compared, shown.marks, [...shown.heads], shown.vouched, shown.persons.length]); // prettier-ignore
}

/** Entries that are not whole, chained and readable. */
function findHalf(content: DiskContent, isDamaged: boolean): string[] {
  return [...content.files].flatMap(([name, bytes]) => {
    if (!name.endsWith('/entries.jsonl')) return [];
    const { lines, rest } = splitLines(bytes);
    const bad = isDamaged ? null : checkLog(lines, nodeCrypto).firstBad;
    if (rest.length > 0) return [`${name} ends in half an entry`];
    return bad === null ? [] : [`${name}: ${bad.why}`];
  });
}

function compareRest(operation: Operation, session: Session, shown: Shown, now: Shown, mayHaveMore: boolean): string[] {
  const found: string[] = [];
  const damage = [session.workspace.seat.log, session.review.log].flatMap((log) => log?.damage() ?? []);
  const bad = damage.filter((item) => item.kind !== 'torn' && !(operation.isDamaged && item.seq === 1));
  if (bad.length > 0) found.push(`it is damaged: ${bad[0]?.message ?? ''}`);
  for (const [id, text] of shown.drafts) {
    const there = now.drafts.get(id) ?? null;
    if (there !== text && !operation.drafts.includes(there)) found.push(`the draft "${text}" is now "${String(there)}"`);
  }
  for (const keyid of shown.persons) if (!now.persons.includes(keyid)) found.push('a person was lost');
  if (shown.active !== null && now.active !== shown.active && !operation.mayChangeActive) found.push('another person is at the seat');
  for (const item of shown.compared) if (!now.compared.includes(item)) found.push('a comparison was lost');
  for (const [origin, size] of shown.heads) if ((now.heads.get(origin) ?? 0) < size) found.push(`entries of ${origin} were lost`);
  for (const item of shown.vouched) if (!now.vouched.includes(item)) found.push(`a head is no longer vouched for: ${item}`);
  for (const mark of shown.marks) if (!now.marks.includes(mark)) found.push('a mark was lost');
  const more = countMore(shown, now);
  if (more > (mayHaveMore ? (operation.entries ?? 1) : 0)) found.push(`${String(more)} entries are there that nobody was shown`);
  return found;
} // prettier-ignore

/** Entries that the program writes for itself when it opens do not count. */
const OF_OPENING = /"type":"(torn-line-set-aside|workspace-moved|bundle-admitted|clock-rollback)"/;

function countMore(shown: Shown, now: Shown): number {
  return [...now.entries].reduce((sum, [origin, lines]) => {
    const added = lines.slice(shown.entries.get(origin)?.length ?? 0);
    return sum + added.filter((line) => !OF_OPENING.test(line)).length;
  }, 0);
}

function findLeftovers(content: DiskContent): string[] {
  const names = [...content.files.keys(), ...content.folders];
  return names
    .filter(
      (name) =>
        name.endsWith('.tmp') ||
        name.includes('/.opening-') ||
        name.includes('/incoming/') ||
        /lock\./.test(name),
    )
    .map((name) => `${name} was left behind`);
}

/** The next process can write, and the one after it finds everything sound. */
async function useAgain({ workspace, review }: Session, disk: MemoryDisk, world: World, report: (what: string) => void): Promise<void> {
  try {
    await workspace.seat.log.addEvent({ type: 'bundle-refused', reason: 'later' });
    await workspace.close();
    const again = await openSession(disk.fs, world);
    const damaged = [again.workspace.seat.log, again.review.log].some((log) => log?.damage().some((item) => item.kind !== 'torn'));
    if (damaged && (review.log?.damage() ?? []).length === 0) report('it is damaged at the second opening');
    await again.workspace.close();
  } catch (error) {
    report(`it could not be used again: ${String(error)}`);
  }
} // prettier-ignore
