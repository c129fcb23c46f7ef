/** The workspace that faults happen to: a small case, a person, and what a window would show of both. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openBundle, type OpenedBundle } from '../../electron/host/bundle/open-bundle.ts';
import { packBundle } from '../../electron/host/bundle/pack.ts';
import type { FileSystem } from '../../electron/host/storage/file-system.ts';
import type { CaseReview } from '../../electron/host/workspace/case-review.ts';
import { openWorkspace, type Workspace } from '../../electron/host/workspace/workspace.ts';
import type { RecordInput } from '../../shared/review/records.ts';
import { toCanonicalJson } from '../../shared/trust/canonical-json.ts';
import type { JsonValue } from '../../shared/trust/strict-json.ts';

/** Where the workspace lies on the disk in memory. */
export const ROOT = '/w';
export const PASSPHRASE = 'correct horse battery';
export const DRAFT_ID = '7b0e4c53-8f0e-4a60-9d2c-111111111111';

export interface World {
  /** Folder on the real disk for what is read and never written. */
  readonly scratch: string;
  readonly bundle: OpenedBundle;
  /** The next version of the same case. */
  readonly next: OpenedBundle;
}

export interface Session {
  readonly workspace: Workspace;
  readonly review: CaseReview;
}

const CASE = { 'case.yaml': 'case: T-1\nversion: "1.0"\ntitle: A small case\n', 'argument.yaml': 'G1:\n  kind: goal\n  text: It is safe.\n' }; // prettier-ignore

export async function buildWorld(scratch: string): Promise<World> {
  const build = async (name: string, change: (text: string) => string): Promise<OpenedBundle> => {
    const source = path.join(scratch, `${name}-source`);
    await mkdir(source, { recursive: true });
    for (const [file, text] of Object.entries(CASE)) await writeFile(path.join(source, file), change(text));
    const zip = path.join(scratch, `${name}.safetycase`);
    await packBundle(source, zip);
    return openBundle(zip, { store: path.join(scratch, 'store') });
  };
  const bundle = await build('case', (text) => text);
  return { scratch, bundle, next: await build('next', (text) => text.replace('1.0', '1.1')) };
} // prettier-ignore

/** Goes on over all sessions, so that no clock ever goes back. */
let seconds = 0;
const clock = {
  now: () => {
    seconds += 1;
    return new Date(Date.UTC(2026, 10, 20, 10, 0, seconds)).toISOString().replace('.000', '');
  },
};

export function openSeat(fs: FileSystem, root = ROOT): Promise<Workspace> {
  return openWorkspace(root, { program: { name: 'Countersign', version: 'test' }, clock, workFactor: 2, fs }); // prettier-ignore
}

/** `onSeat` hears of the workspace before the case is opened. */
export async function openSession(
  fs: FileSystem,
  { bundle }: World,
  onSeat: (workspace: Workspace) => void = () => undefined,
  root = ROOT,
): Promise<Session> {
  const workspace = await openSeat(fs, root);
  onSeat(workspace);
  return { workspace, review: await workspace.openCase(bundle.safetyCase, bundle.storedAt) };
}

/** Opens the case of a workspace that is open. */
export async function openReview(workspace: Workspace, { bundle }: World): Promise<Session> {
  return { workspace, review: await workspace.openCase(bundle.safetyCase, bundle.storedAt) };
}

export async function addPerson({ workspace }: Session, name: string): Promise<string> {
  const person = { printedName: name, organisation: 'An organisation', line: 'second', role: 'stress-tester' } as const; // prettier-ignore
  return (await workspace.createIdentity(person, PASSPHRASE, workspace.activeKeyid())).keyid;
}

export function activeOf({ workspace }: Session): string {
  const keyid = workspace.activeKeyid();
  if (keyid === null) throw new Error('Nobody is at the seat');
  return keyid;
}

export async function addNote(
  session: Session,
  body: string,
  draft: string | null,
): Promise<void> {
  const node = session.review.safetyCase.nodes[0];
  if (node === undefined) throw new Error('The case has a node');
  const target = { kind: 'node', id: node.id, sha256: node.sha256 } as const;
  await session.review.submit(activeOf(session), { kind: 'note', target, input: { body } }, draft);
} // prettier-ignore

const OPINION: RecordInput = {
  kind: 'opinion',
  passed: {},
  input: { support: 'does-not-support', view: 'no-view', otherGrounds: 'x', reservations: '', reasons: 'One.', whatWouldChangeMyMind: 'A run.', keyUncertainties: '', stance: 'agree' },
}; // prettier-ignore

/** A sign-off, with its SSH signature. */
export async function signOpinion(session: Session): Promise<void> {
  const keyid = activeOf(session);
  const { textDigest } = session.review.prepare(keyid, OPINION);
  await session.review.sign(keyid, OPINION, textDigest, PASSPHRASE, null);
}

export function saveDraft(session: Session, text: string): Promise<unknown> {
  const draft = { id: DRAFT_ID, kind: 'note', target: null, about: null, fields: { body: text } } as const; // prettier-ignore
  return session.review.saveDraft(activeOf(session), draft);
}

/** What the window shows of a workspace as recorded or saved. */
export interface Shown {
  /** Lines of the entries by log. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  readonly records: ReadonlySet<string>;
  /** Texts of drafts by id. */
  readonly drafts: ReadonlyMap<string, string>;
  readonly persons: readonly string[];
  readonly active: string | null;
  readonly compared: readonly string[];
  readonly marks: readonly string[];
  /** How far the logs of others reach here, by log. */
  readonly heads: ReadonlyMap<string, number>;
  /** Heads of others that somebody vouched for. */
  readonly vouched: readonly string[];
}

export const NOTHING_SHOWN: Shown = {
  entries: new Map(),
  records: new Set(),
  drafts: new Map(),
  persons: [],
  active: null,
  compared: [],
  marks: [],
  heads: new Map(),
  vouched: [],
};

export function toShown({ workspace, review }: Session): Shown {
  const entries = new Map<string, string[]>();
  const records = new Set<string>();
  for (const log of [workspace.seat.log, review.log]) {
    for (const { origin, entry } of log?.ownEntries() ?? []) {
      entries.set(origin, [...(entries.get(origin) ?? []), toCanonicalJson(entry as unknown as JsonValue)]); // prettier-ignore
    }
    for (const record of log?.records() ?? []) records.add(record.digest);
  }
  const peers = [workspace.seat.log, review.log].flatMap((log) => log?.peers() ?? []);
  const active = workspace.activeKeyid();
  const persons = workspace.identities().map((person) => person.keyid);
  // Each person sees only their own drafts.
  const drafts = [null, ...persons].flatMap((keyid) => review.view(keyid).drafts);
  return {
    entries,
    records,
    drafts: new Map(drafts.map((draft) => [draft.id, draft.fields['body'] ?? ''])),
    persons,
    active,
    compared: workspace.comparedRosters().map(({ sha256, isSame }) => `${sha256} ${String(isSame)}`), // prettier-ignore
    marks: review.view(active).reading.map((mark) => `${mark.kind} ${mark.id} ${mark.state}`),
    heads: new Map(peers.map(({ head }) => [head.origin, head.size])),
    vouched: peers.flatMap(({ cosigned, origin }) => cosigned.map(({ size, by }) => `${origin} ${String(size)} ${by}`)),
  };
} // prettier-ignore
