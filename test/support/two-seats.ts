/** Seats that share nothing but files: each has a workspace, a clock and a person. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBundle } from '../../electron/host/bundle/open-bundle.ts';
import type { PreparedImport } from '../../electron/host/packet/import.ts';
import type { FileSystem } from '../../electron/host/storage/file-system.ts';
import type { CaseReview } from '../../electron/host/workspace/case-review.ts';
import { openWorkspace, type Workspace } from '../../electron/host/workspace/workspace.ts';
import type { ImportSummary } from '../../shared/packet/preview.ts';
import type { Line, RecordInput } from '../../shared/review/records.ts';
import { closeLater } from './opened.ts';

export const SAMPLE = fileURLToPath(
  new URL('../../examples/marram-3-1.0.safetycase', import.meta.url),
);
export const NEXT_SAMPLE = fileURLToPath(
  new URL('../../examples/marram-3-1.1.safetycase', import.meta.url),
);
const PASSPHRASE = 'correct horse battery';

export interface TestSeat {
  readonly workspace: Workspace;
  readonly review: CaseReview;
  readonly bundleFolder: string;
  readonly keyid: string;
}

/** A clock that goes on by a second whenever it is asked. */
export function makeClock(hour: number): { now(): string } {
  let second = 0;
  return {
    now: () => new Date(Date.UTC(2026, 10, 20, hour, 0, second++)).toISOString().replace('.000', ''),
  };
} // prettier-ignore

export async function openAt(root: string, hour = 10, fs?: FileSystem): Promise<Workspace> {
  const workspace = await openWorkspace(root, {
    program: { name: 'Countersign', version: 'test' },
    clock: makeClock(hour),
    workFactor: 2,
    ...(fs === undefined ? {} : { fs }),
  });
  // Where a fault was put in, closing may fail as well: the test has the say.
  return fs === undefined ? closeLater(workspace) : workspace;
}

export async function openSample(workspace: Workspace, file = SAMPLE): Promise<CaseReview> {
  const bundle = await openBundle(file, { store: workspace.layout.bundles });
  return workspace.openCase(bundle.safetyCase, bundle.storedAt);
}

/** A workspace with one person and the sample case open. */
export async function makeSeat(
  root: string,
  name: string,
  line: Line,
  hour = 10,
): Promise<TestSeat> {
  await mkdir(root, { recursive: true });
  const workspace = await openAt(root, hour);
  const person = { printedName: name, organisation: 'An organisation', line, role: 'a role' };
  const { keyid } = await workspace.createIdentity(person, PASSPHRASE, null);
  const review = await openSample(workspace);
  const bundleFolder = path.join(workspace.layout.bundles, review.safetyCase.bundleDigest ?? '');
  return { workspace, review, keyid, bundleFolder };
}

export function noteOf(review: CaseReview, body: string): RecordInput {
  const node = review.safetyCase.nodes[0];
  if (node === undefined) throw new Error('The sample has nodes');
  return { kind: 'note', target: { kind: 'node', id: node.id, sha256: node.sha256 }, input: { body } };
} // prettier-ignore

export async function addNote({ review, keyid }: TestSeat, body: string): Promise<string> {
  return (await review.submit(keyid, noteOf(review, body), null)).digest;
}

export interface SendOptions {
  readonly to?: string | null;
  readonly isWhole?: boolean;
  readonly withBundle?: boolean;
}

/** Writes a packet of a seat to a file. */
export async function send(seat: TestSeat, file: string, options: SendOptions = {}): Promise<string> {
  const { workspace, review, bundleFolder } = seat;
  if (review.log === null) throw new Error('The case is sealed');
  const request = { recipient: options.to ?? null, isWhole: options.isWhole ?? false, withBundle: options.withBundle ?? false };
  const plan = await workspace.packets.plan({ safetyCase: review.safetyCase, log: review.log, bundleFolder }, request);
  await mkdir(path.dirname(file), { recursive: true });
  return (await workspace.packets.write(plan, file)).sha256;
} // prettier-ignore

export async function receive(workspace: Workspace, file: string): Promise<{ prepared: PreparedImport; summary: ImportSummary }> {
  const prepared = await workspace.packets.prepare(file);
  return { prepared, summary: await workspace.packets.accept(prepared) };
} // prettier-ignore

export function caseLogOf(seat: TestSeat): NonNullable<CaseReview['log']> {
  if (seat.review.log === null) throw new Error('The case is sealed');
  return seat.review.log;
}
