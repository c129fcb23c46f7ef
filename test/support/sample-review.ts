/**
 * A real review of a small case: a workspace on disk with three persons and their keys, a challenge, a
 * response, an opinion and a decision, all signed and logged by the code of the program.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openBundle } from '../../electron/host/bundle/open-bundle.ts';
import {
  makeAuditRecord,
  type AuditRecordSource,
  type EditionRequest,
  type ExportSummary,
} from '../../electron/host/export/audit-record.ts';
import { generateEd25519, nodeCrypto, signEd25519 } from '../../electron/host/crypto.ts';
import type { UnlockedKey } from '../../electron/host/keys/person-key.ts';
import { toAuditRecordSource } from '../../electron/host/workspace/audit-record-source.ts';
import type { CaseReview } from '../../electron/host/workspace/case-review.ts';
import type { Clock } from '../../electron/host/workspace/clock.ts';
import type { RecordLog } from '../../electron/host/workspace/record-log.ts';
import { openWorkspace, type Workspace } from '../../electron/host/workspace/workspace.ts';
import type { Line, RecordInput, RecordKind } from '../../shared/review/records.ts';
import type { CheckedRecord } from '../../shared/review/checked-record.ts';
import type { RecordSummary } from '../../shared/review/view.ts';
import { keyIdOf } from '../../shared/trust/key-id.ts';
import type { JsonObject } from '../../shared/trust/strict-json.ts';
import { closeLater } from './opened.ts';

export const PROGRAM = { name: 'Countersign', version: '0.1.0' };
/** Stands for the page of the program where a test is not about it: building the real one takes seconds. */
/** Stands in for the printer of the program; its dates are those of a clock that nobody set. */
const SAMPLE_PDF = new TextEncoder().encode("%PDF-1.4\n<</CreationDate (D:20010101000000+00'00')\n/ModDate (D:20010101000000+00'00')>>\n%%EOF\n"); // prettier-ignore
export const SAMPLE_PAGE = new TextEncoder().encode('<!doctype html>\n<title>A page</title>\n');
export const PASSPHRASE = 'a passphrase for tests only';

const sha256 = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

const EVIDENCE = 'task,solved\nt1,0\nt2,1\n';

/** A small case with a load-bearing chain, an open defeater, and words that try to be markup. */
export const SAMPLE_FILES: Readonly<Record<string, string>> = {
  'data/case.yaml': `case: T-7
title: Tern-2 pilot release & "more"
version: '1.0'
issued: '2026-11-02'
developer: Fictional Developer
subject:
  model: Tern-2
  build: t2-r4
  configuration: DC-1
decisionRequested: Approve a pilot of Tern-2 under DC-1
topNode: G1
argument: argument.yaml
people: people.yaml
evidenceIndex: evidence/index.yaml
`,
  'data/argument.yaml': `G1:
  kind: goal
  text: Tern-2 is safe enough for the pilot.
  supportedBy: [S1]
  inContextOf: [C1]
  owner: a.author
S1:
  kind: strategy
  text: Argue over the two hazards.
  supportedBy: [G2, G3]
  owner: a.author
G2:
  kind: goal
  text: Tern-2 cannot <b>solve</b> the tasks.
  supportedBy: [Sn1]
  owner: a.author
  declaredLoadBearing: true
G3:
  kind: goal
  text: Misuse is noticed within a day.
  undeveloped: true
  owner: a.author
Sn1:
  kind: solution
  text: Results of the task run.
  evidence: [E1]
C1:
  kind: context
  text: Sessions last at most one hour.
D1:
  kind: defeater
  text: The tasks are easier than real ones.
  challenges: G2
  status: open
`,
  'data/people.yaml': `people:
- id: a.author
  name: A. Author
  organisation: Fictional Developer
  line: 1
  role: case owner
- id: b.tester
  name: B. Tester
  organisation: Fictional Developer
  line: 2
  role: second line lead
  interests: []
`,
  'data/evidence/index.yaml': `evidence:
- id: E1
  title: Task run
  file: E1_tasks.csv
  mediaType: text/csv
  bytes: ${EVIDENCE.length}
  sha256: ${sha256(EVIDENCE)}
  collected: '2026-10-06'
  appliesTo:
    kind: model build
    version: t2-r3
  preparedBy: a.author
`,
  'data/evidence/E1_tasks.csv': EVIDENCE,
  'data/docs/01-report.md': '# Report\n\nThe model solved one of two tasks.\n',
};

/** Writes a sealed bag into `folder` and returns its bundle digest. */
export async function writeSampleBag(folder: string, files = SAMPLE_FILES): Promise<string> {
  const line = ([name, text]: [string, string]): string => `${sha256(text)}  ${name}\n`;
  const payload = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = payload.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
  const manifest = payload.map(line).join('');
  const tags: Record<string, string> = {
    'bag-info.txt': `External-Identifier: T-7\nPayload-Oxum: ${bytes}.${payload.length}\n`,
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'manifest-sha256.txt': manifest,
  };
  tags['tagmanifest-sha256.txt'] = Object.entries(tags).map(line).join('');
  for (const [name, text] of [...payload, ...Object.entries(tags)]) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return sha256(manifest);
}

/** A clock that goes on by one second each time it is asked. */
export function tickingClock(start = '2026-11-20T09:00:00Z'): Clock {
  let at = Date.parse(start);
  return {
    now: () => {
      at += 1000;
      return `${new Date(at).toISOString().slice(0, 19)}Z`;
    },
  };
}

/** A key that no workspace keeps. */
export function makeKey(): UnlockedKey {
  const { publicKey, secretSeed } = generateEd25519();
  return {
    keyid: keyIdOf(publicKey, nodeCrypto),
    publicKey,
    sign: (message) => signEd25519(secretSeed, message),
    forget: () => secretSeed.fill(0),
  };
}

export type Role = 'author' | 'tester' | 'adjudicator';

export interface Forged {
  readonly kind?: RecordKind;
  readonly subject?: { readonly name: string; readonly sha256: string };
  readonly fields: Readonly<Record<string, unknown>>;
  /** Which log it goes into. Default: that of the case. */
  readonly log?: RecordLog;
  readonly key?: UnlockedKey;
}

export interface SampleReview {
  readonly workspace: Workspace;
  readonly review: CaseReview;
  readonly keyids: Readonly<Record<Role, string>>;
  /** SHA-256 of the first roster: the one that is compared. */
  readonly firstRoster: string;
  submit(role: Role, record: RecordInput): Promise<RecordSummary>;
  sign(role: Role, record: RecordInput): Promise<RecordSummary>;
  /**
   * Signs and logs whatever is asked for, past every check of the program: `fields` replace those of a
   * declaration that the person could have signed now. For tests of what a verifier must find.
   */
  forge(role: Role, forged: Forged): Promise<CheckedRecord>;
  /** Appends a real export-made entry when the export is made. */
  source(): Promise<AuditRecordSource>;
  makeExport(outFile: string, request?: EditionRequest): Promise<ExportSummary>;
}

const PERSONS: Readonly<Record<Role, { printedName: string; line: Line; role: string; organisation: string }>> = {
  author: { printedName: 'A. Author', line: 'first', role: 'case owner', organisation: 'Fictional Developer' },
  tester: { printedName: 'B. Tester', line: 'second', role: 'second line lead', organisation: 'Fictional Developer' },
  adjudicator: { printedName: 'C. Ödegård', line: 'third', role: 'adjudicator', organisation: 'benefit trust' },
}; // prettier-ignore

/** A workspace in `folder` with three persons and the sample case open, and nothing said yet. */
export async function openSampleReview(folder: string, clock = tickingClock()): Promise<SampleReview> {
  await writeSampleBag(path.join(folder, 'bag'));
  const workspace = closeLater(await openWorkspace(path.join(folder, 'workspace'), { program: PROGRAM, clock, workFactor: 10 }));
  const bundle = await openBundle(path.join(folder, 'bag'), { store: workspace.layout.bundles, worker: 'never' });
  const author = (await workspace.createIdentity(PERSONS.author, PASSPHRASE, null)).keyid;
  const keyids = {
    author,
    tester: (await workspace.createIdentity(PERSONS.tester, PASSPHRASE, author)).keyid,
    adjudicator: (await workspace.createIdentity(PERSONS.adjudicator, PASSPHRASE, author)).keyid,
  };
  const review = await workspace.openCase(bundle.safetyCase, bundle.storedAt);
  async function forge(role: Role, forged: Forged): Promise<CheckedRecord> {
    const log = forged.log ?? review.log;
    if (log === null) throw new Error('The sample case is sealed and has a log');
    const { safetyCase } = review;
    const key = forged.key ?? (await workspace.keys.unlockOnce(keyids[role], PASSPHRASE));
    const predicate = {
      case: { id: safetyCase.id, version: safetyCase.version },
      signer: { keyid: key.keyid, ...PERSONS[role] },
      meaning: 'responsibility',
      statement: 'I declare.',
      signedOn: clock.now(),
      roster: workspace.seat.rosterDigest(),
      policy: workspace.seat.policyDigest(),
      log: { ...log.head() },
      seen: log === review.log ? [{ ...workspace.seat.log.head() }] : [],
      interests: [],
      ...forged.fields,
    } as unknown as JsonObject;
    const subject = forged.subject ?? { name: 'manifest-sha256.txt', sha256: safetyCase.bundleDigest ?? '' };
    return log.addRecord({ kind: forged.kind ?? 'declaration', subject, predicate, key, draft: null });
  }

  const source = async (): Promise<AuditRecordSource> => ({
    ...(await toAuditRecordSource(workspace, review, PROGRAM, SAMPLE_PAGE)),
    printReport: () => Promise.resolve(SAMPLE_PDF),
  });
  return {
    workspace,
    review,
    keyids,
    firstRoster: workspace.seat.firstRosterDigest() ?? '',
    submit: (role, record) => review.submit(keyids[role], record, null),
    async sign(role, record) {
      const { textDigest } = review.prepare(keyids[role], record);
      return review.sign(keyids[role], record, textDigest, PASSPHRASE, null);
    },
    forge,
    source,
    makeExport: async (outFile, request) => makeAuditRecord(await source(), outFile, request),
  };
} // prettier-ignore

/** The whole sample: declarations, notes, a blocking challenge answered, an opinion, and the case returned with dissent. */
export async function makeSampleReview(folder: string, clock = tickingClock()): Promise<SampleReview> {
  const sample = await openSampleReview(folder, clock);
  const { review, keyids, submit, sign } = sample;
  const { nodes, documents, evidence } = review.safetyCase;
  const sha256Of = (id: string): string => nodes.find((node) => node.id === id)?.sha256 ?? '';
  for (const role of ['tester', 'adjudicator'] as const) {
    await submit(role, { kind: 'declaration', input: { interests: role === 'tester' ? [] : [{ kind: 'equity', detail: 'shares, =disclosed' }] } });
    for (const node of nodes) await review.mark(keyids[role], { kind: 'node', id: node.id, state: 'opened' });
    for (const item of documents) await review.mark(keyids[role], { kind: 'document', id: item.path, state: 'opened' });
  }
  for (const item of evidence) await review.mark(keyids.adjudicator, { kind: 'evidence', id: item.id, state: 'opened' });
  await submit('tester', { kind: 'note', target: { kind: 'node', id: 'C1', sha256: sha256Of('C1') }, input: { body: 'One hour, measured how?' } });
  const challenge = await submit('tester', {
    kind: 'challenge',
    target: { kind: 'node', id: 'G2', sha256: sha256Of('G2') },
    input: {
      challengeType: 'undermining',
      severity: 'blocking',
      whatIsWrong: 'The run was made with build t2-r3, <script>alert(1)</script> not t2-r4.',
      whatWouldSettleIt: 'A run with t2-r4.',
      severityReason: '',
    },
  });
  await submit('author', { kind: 'response', challenge: challenge.digest, input: { answer: 'disputes', body: '=SUM(A1) The builds differ in nothing that matters.' } });
  await sign('tester', {
    kind: 'opinion',
    input: {
      support: 'does-not-support',
      view: 'no-view',
      otherGrounds: '',
      reservations: '',
      reasons: 'CH-01 stands.',
      whatWouldChangeMyMind: 'A run with the build that is to be released.',
      keyUncertainties: '',
      stance: 'agree',
    },
    passed: {},
  });
  await sign('adjudicator', {
    kind: 'decision',
    input: {
      decision: 'return',
      scope: 'What does build t2-r4 score on the same tasks?',
      start: '',
      expiry: '',
      conditions: [],
      reasons: 'I would refuse rather than ask. “Easier tasks” is not answered \u202Eat all.',
      whatWouldChangeMyMind: 'An answer to CH-01.',
      keyUncertainties: 'How tasks compare with real ones.',
      stance: 'formal-dissent',
    },
    passed: {},
  });
  return sample;
} // prettier-ignore
