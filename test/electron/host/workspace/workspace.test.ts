import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SAMPLE_PAGE } from '../../../support/sample-review.ts';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { CaseReview } from '../../../../electron/host/workspace/case-review.ts';
import { makeAuditRecord } from '../../../../electron/host/export/audit-record.ts';
import { verifyFile } from '../../../../electron/host/verify/verify-file.ts';
import { toAuditRecordSource } from '../../../../electron/host/workspace/audit-record-source.ts';
import { openWorkspace, type Workspace } from '../../../../electron/host/workspace/workspace.ts';
import type { DecisionInput, Line, OpinionInput, RecordInput } from '../../../../shared/review/records.ts'; // prettier-ignore
import { listTree } from '../../../support/list-tree.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const sample = fileURLToPath(
  new URL('../../../../examples/marram-3-1.0.safetycase', import.meta.url),
);
const PASSPHRASE = 'correct horse battery';

function makeClock(): { now(): string } {
  let second = 0;
  return {
    now: () => {
      second += 1;
      return new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString().replace('.000', '');
    },
  };
}

function open(root: string): Promise<Workspace> {
  return openWorkspace(root, {
    program: { name: 'Countersign', version: 'test' },
    clock: makeClock(),
    workFactor: 2,
  });
}

async function openSample(workspace: Workspace): Promise<CaseReview> {
  const bundle = await openBundle(sample, { store: workspace.layout.bundles });
  return workspace.openCase(bundle.safetyCase, bundle.storedAt);
}

async function addPerson(workspace: Workspace, name: string, line: Line, role: string): Promise<string> {
  const person = { printedName: name, organisation: 'An organisation', line, role };
  return (await workspace.createIdentity(person, PASSPHRASE, workspace.activeKeyid())).keyid;
} // prettier-ignore

async function addPersonAfterUnlock(workspace: Workspace, voucher: string): Promise<string> {
  await workspace.keys.unlock(voucher, PASSPHRASE);
  return addPerson(workspace, 'N. Rahimi', 'third', 'adjudicator');
}

const opinion = (fields: Partial<OpinionInput> = {}): RecordInput => ({
  kind: 'opinion',
  passed: {},
  input: { support: 'does-not-support', view: 'no-view', otherGrounds: '', reservations: '', reasons: 'CH-01.', whatWouldChangeMyMind: 'A new run.', keyUncertainties: '', stance: 'agree', ...fields },
}); // prettier-ignore

const decision = (fields: Partial<DecisionInput> = {}): RecordInput => ({
  kind: 'decision',
  passed: { R8: 'Outside my questions.' },
  input: { decision: 'return', scope: 'Which build?', start: '', expiry: '', conditions: [], reasons: 'CH-01.', whatWouldChangeMyMind: 'A new run.', keyUncertainties: '', stance: 'agree', ...fields },
}); // prettier-ignore

async function signOff(review: CaseReview, keyid: string, record: RecordInput, passphrase = PASSPHRASE): Promise<string> {
  const { textDigest } = review.prepare(keyid, record);
  return (await review.sign(keyid, record, textDigest, passphrase, null)).digest;
} // prettier-ignore

async function challenge(review: CaseReview, keyid: string): Promise<string> {
  const node = review.safetyCase.nodes.find((item) => item.id === 'G26');
  if (node === undefined) throw new Error('The sample has G26');
  const summary = await review.submit(
    keyid,
    {
      kind: 'challenge',
      target: { kind: 'node', id: 'G26', sha256: node.sha256 },
      input: { challengeType: 'undermining', severity: 'blocking', whatIsWrong: 'E14 was run on another build.', whatWouldSettleIt: 'A run on this build.', severityReason: '' },
    },
    null,
  ); // prettier-ignore
  return summary.digest;
}

const declaration: RecordInput = { kind: 'declaration', input: { interests: [] } };

describe('a workspace', () => {
  it('is held by one process at a time, and free again when it is closed', async () => {
    const root = await makeTempFolder();
    const first = await open(root);
    await expect(open(root)).rejects.toMatchObject({ code: 'workspace-in-use' });
    await first.close();
    await (await open(root)).close();
  });

  it('knows that the program stopped without closing', async () => {
    const root = await makeTempFolder();
    const first = await open(root);
    expect(first.stoppedUncleanAt).toBeNull();
    await first.close();
    const second = await open(root);
    expect(second.stoppedUncleanAt).toBeNull();
    await second.close();
    await writeFile(path.join(root, 'running'), '');
    const third = await open(root);
    expect(third.stoppedUncleanAt).not.toBeNull();
    await third.close();
  });

  it('clears away what a kill left of writes, and nothing else', async () => {
    const root = await makeTempFolder();
    const first = await open(root);
    await addPerson(first, 'Y. Tanaka', 'second', 'stress-tester');
    await openSample(first);
    await first.close();
    const [name = ''] = await readdir(first.layout.cases);
    const inCase = path.join(first.layout.cases, name);
    const [uuid = ''] = await readdir(path.join(inCase, 'logs'));
    const log = path.join(inCase, 'logs', uuid);
    const folders = [
      root,
      first.layout.keys,
      first.layout.summaries,
      path.join(first.layout.seat, 'records'),
      log,
      ...['records', 'drafts', 'reading', 'sealed', 'peers/0a8f/cosigned'].map((part) =>
        path.join(inCase, part),
      ),
      ...['cosigned', 'time-stamps'].map((part) => path.join(log, part)),
    ];
    for (const folder of folders) await mkdir(folder, { recursive: true });
    const kept = await listTree(root);
    for (const folder of folders) await writeFile(path.join(folder, '.half.json.0123456789ab.tmp'), '{"half":'); // prettier-ignore
    await (await open(root)).close();
    expect(await listTree(root)).toEqual(kept);
  });

  it('lets a person who is in the roster vouch for the next one', async () => {
    const root = await makeTempFolder();
    const workspace = await open(root);
    const first = await addPerson(workspace, 'Y. Tanaka', 'second', 'stress-tester');
    workspace.keys.lock();
    await expect(addPerson(workspace, 'N. Rahimi', 'third', 'adjudicator')).rejects.toMatchObject({ code: 'key-locked' }); // prettier-ignore
    await workspace.keys.unlock(first, PASSPHRASE);
    const second = await addPerson(workspace, 'N. Rahimi', 'third', 'adjudicator');
    await workspace.close();

    const again = await open(root);
    expect(again.identities().map((person) => person.personId)).toEqual(['y.tanaka', 'n.rahimi']);
    expect(again.activeKeyid()).toBe(second);
    expect(again.seat.roster()).toMatchObject({ version: 2, signers: [first, second] });
    expect(again.seat.policyDigest().version).toBe(1);
    await again.close();
  });

  it('logs a failed unlock', async () => {
    const workspace = await open(await makeTempFolder());
    const keyid = await addPerson(workspace, 'Y. Tanaka', 'second', 'stress-tester');
    await expect(workspace.keys.unlock(keyid, 'not the passphrase')).rejects.toMatchObject({ code: 'wrong-passphrase' }); // prettier-ignore
    expect(workspace.seat.log.entries().at(-1)?.entry).toMatchObject({ type: 'unlock-failed', actor: keyid }); // prettier-ignore
    await workspace.close();
  });
});

describe('a review of the sample case', () => {
  async function begin(): Promise<{ workspace: Workspace; review: CaseReview; tester: string; root: string }> {
    const root = await makeTempFolder();
    const workspace = await open(root);
    const review = await openSample(workspace);
    const tester = await addPerson(workspace, 'Y. Tanaka', 'second', 'stress-tester');
    return { workspace, review, tester, root };
  } // prettier-ignore

  it('goes from challenge to decision, and is there after a restart', async () => {
    const { workspace, review, tester, root } = await begin();
    await review.submit(tester, declaration, null);
    const raised = await challenge(review, tester);
    const author = await addPerson(workspace, 'L. Ferreira', 'first', 'oversight and control');
    await review.submit(author, { kind: 'response', challenge: raised, input: { answer: 'disputes', body: 'Builds are alike.' } }, null); // prettier-ignore
    const board = await addPerson(workspace, 'N. Rahimi', 'third', 'adjudicator');
    await workspace.keys.unlock(tester, PASSPHRASE);
    await review.submit(tester, { kind: 'assessment', challenge: raised, input: { outcome: 'sustained', reason: 'They are not.' } }, null); // prettier-ignore
    await signOff(review, tester, opinion());
    await review.submit(board, declaration, null);
    await signOff(review, board, decision());
    await workspace.close();

    const again = await open(root);
    const view = (await openSample(again)).view(board);
    expect(view.challenges).toMatchObject([{ label: 'CH-01', state: 'sustained', isOpen: true, floor: 'blocking' }]); // prettier-ignore
    expect(view.opinions).toMatchObject([{ support: 'does-not-support', state: 'current' }]);
    expect(view.decisions).toMatchObject([{ decision: 'return', state: 'current' }]);
    expect(view.log.damage).toEqual([]);
    await again.close();
  });

  it('is exported as an audit record that is consistent, and trusted once its roster was compared', async () => {
    const { workspace, review, tester, root } = await begin();
    await review.submit(tester, declaration, null);
    await challenge(review, tester);
    await signOff(review, tester, opinion());
    const board = await addPersonAfterUnlock(workspace, tester);
    await review.submit(board, declaration, null);
    await signOff(review, board, decision());
    const file = path.join(root, 'audit.zip');
    const program = { name: 'Countersign', version: 'test' };
    const summary = await makeAuditRecord(
      await toAuditRecordSource(workspace, review, program, SAMPLE_PAGE),
      file,
    );
    expect(summary.records).toBe(review.summaries().length);
    const report = await verifyFile(file, {});
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([]);
    expect(report.verdict).toBe('consistent; signers unknown');
    const pinnedRosters = [workspace.seat.firstRosterDigest() ?? ''];
    expect((await verifyFile(file, { pinnedRosters })).verdict).toBe('consistent and trusted');
    await workspace.close();
  });

  it('is not signed with a wrong passphrase, a text that changed, or a closed gate', async () => {
    const { workspace, review, tester } = await begin();
    await expect(signOff(review, tester, opinion())).rejects.toMatchObject({ code: 'gate-closed' });
    await review.submit(tester, declaration, null);
    await expect(signOff(review, tester, opinion(), 'wrong passphrase')).rejects.toMatchObject({ code: 'wrong-passphrase' }); // prettier-ignore
    const { textDigest } = review.prepare(tester, opinion());
    await challenge(review, tester);
    await expect(review.sign(tester, opinion(), textDigest, PASSPHRASE, null)).rejects.toMatchObject({ code: 'stale-preparation' }); // prettier-ignore
    await expect(signOff(review, tester, opinion({ support: 'supports' }))).rejects.toMatchObject({ code: 'gate-closed' }); // prettier-ignore
    expect(review.view(tester).opinions).toEqual([]);
    await workspace.close();
  });

  it('is not signed over bytes that changed on this computer', async () => {
    const { workspace, review, tester } = await begin();
    await review.submit(tester, declaration, null);
    const folder = path.join(workspace.layout.bundles, review.safetyCase.bundleDigest ?? '');
    const file = path.join(folder, 'data/evidence/E14_control_evaluation.csv');
    const bytes = await readFile(file);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    await chmod(file, 0o600);
    await writeFile(file, bytes);
    const refusal = signOff(review, tester, opinion());
    await expect(refusal).rejects.toMatchObject({ code: 'bundle-refused' });
    await expect(refusal).rejects.toMatchObject({ problems: [{ file: 'data/evidence/E14_control_evaluation.csv' }] }); // prettier-ignore
    await workspace.close();
  });

  it('lets only the first line answer, and the author not assess', async () => {
    const { workspace, review, tester } = await begin();
    const raised = await challenge(review, tester);
    await expect(review.submit(tester, { kind: 'response', challenge: raised, input: { answer: 'rebutted', body: 'x' } }, null)).rejects.toMatchObject({ code: 'gate-closed' }); // prettier-ignore
    const author = await addPerson(workspace, 'L. Ferreira', 'first', 'oversight and control');
    await expect(review.submit(author, { kind: 'assessment', challenge: raised, input: { outcome: 'resolved-rebutted', reason: 'x' } }, null)).rejects.toMatchObject({ code: 'gate-closed' }); // prettier-ignore
    await workspace.close();
  });

  it('keeps challenges open in the next version of the case', async () => {
    const { workspace, review, tester } = await begin();
    await challenge(review, tester);
    const next = await openBundle(sample.replace('1.0.safetycase', '1.1.safetycase'), { store: workspace.layout.bundles }); // prettier-ignore
    const view = (await workspace.openCase(next.safetyCase, next.storedAt)).view(tester);
    expect(view.challenges).toMatchObject([{ label: 'CH-01', isOpen: true, record: { aboutOpenBundle: false } }]); // prettier-ignore
    await workspace.close();
  });

  it('of an unsealed draft keeps drafts and signs nothing', async () => {
    const { workspace, tester, root } = await begin();
    const file = path.join(root, 'argument.yaml');
    await mkdir(root, { recursive: true });
    await writeFile(file, 'G1:\n  kind: goal\n  text: It is safe.\n');
    const bundle = await openBundle(file, { store: workspace.layout.bundles });
    const review = await workspace.openCase(bundle.safetyCase, null);
    await review.saveDraft(tester, { id: '7b0e4c53-8f0e-4a60-9d2c-111111111111', kind: 'note', target: null, about: null, fields: { body: 'x' } }); // prettier-ignore
    expect(review.view(tester).drafts).toHaveLength(1);
    await expect(review.submit(tester, declaration, null)).rejects.toMatchObject({ code: 'draft-case' }); // prettier-ignore
    await workspace.close();
  });
});
