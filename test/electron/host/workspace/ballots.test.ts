import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { CaseReview } from '../../../../electron/host/workspace/case-review.ts';
import {
  openSealedStore,
  type SealedStore,
} from '../../../../electron/host/workspace/sealed-words.ts';
import { openWorkspace, type Workspace } from '../../../../electron/host/workspace/workspace.ts';
import type { DecisionInput, Line, RecordInput, Vote } from '../../../../shared/review/records.ts';
import type { RecordSummary, ReviewView } from '../../../../shared/review/view.ts';
import {
  PASSPHRASE,
  PROGRAM,
  tickingClock,
  writeSampleBag,
} from '../../../support/sample-review.ts';
import { listTree } from '../../../support/list-tree.ts';
import { closeLater } from '../../../support/opened.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

type Name = 'tester' | 'ada' | 'ben' | 'cyd';
const LINES: Readonly<Record<Name, Line>> = { tester: 'second', ada: 'third', ben: 'third', cyd: 'third' }; // prettier-ignore
const REASONS = 'The monitor was never tried on this build.';

interface Panel {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly review: CaseReview;
  readonly keyids: Readonly<Record<Name, string>>;
}

/** One seat with a stress-tester and adjudicators who declared that they have no interests. */
async function openPanel(names: readonly Name[]): Promise<Panel> {
  const folder = await makeTempFolder();
  await writeSampleBag(path.join(folder, 'bag'));
  const workspace = closeLater(await openWorkspace(path.join(folder, 'workspace'), { program: PROGRAM, clock: tickingClock(), workFactor: 2 })); // prettier-ignore
  const bundle = await openBundle(path.join(folder, 'bag'), { store: workspace.layout.bundles, worker: 'never' }); // prettier-ignore
  const keyids: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const person = { printedName: name, organisation: 'Trust', line: LINES[name], role: 'adjudicator' }; // prettier-ignore
    keyids[name] = (await workspace.createIdentity(person, PASSPHRASE, workspace.activeKeyid())).keyid; // prettier-ignore
  }
  const review = await workspace.openCase(bundle.safetyCase, bundle.storedAt);
  for (const keyid of Object.values(keyids)) {
    await review.submit(keyid, { kind: 'declaration', input: { interests: [] } }, null);
    for (const node of review.safetyCase.nodes) await review.mark(keyid, { kind: 'node', id: node.id, state: 'opened' }); // prettier-ignore
  }
  return { folder, workspace, review, keyids: keyids as Record<Name, string> };
}

function ballot(vote: Vote, mode: 'sealed' | 'open' = 'sealed', reasons = REASONS): RecordInput {
  return { kind: 'ballot', mode, passed: {}, input: { vote, reasons, whatWouldChangeMyMind: 'A run on this build.', keyUncertainties: '' } }; // prettier-ignore
}

const decision = (fields: Partial<DecisionInput>): RecordInput => ({
  kind: 'decision',
  passed: {},
  input: { decision: 'not-approve', scope: '', start: '', expiry: '', conditions: [], reasons: 'CH-01', whatWouldChangeMyMind: 'w', keyUncertainties: '', stance: 'agree', ...fields },
}); // prettier-ignore

async function sign({ review, keyids }: Panel, name: Name, record: RecordInput): Promise<RecordSummary> {
  const { textDigest, missing } = review.prepare(keyids[name], record);
  expect(missing).toEqual([]);
  return review.sign(keyids[name], record, textDigest, PASSPHRASE, null);
} // prettier-ignore

async function open(panel: Panel, name: Name): Promise<RecordSummary> {
  const own = panel.review.view(panel.keyids[name]).ownSealed[0];
  return panel.review.openSealed(panel.keyids[name], own?.record ?? '', PASSPHRASE);
}

async function reopen(panel: Panel): Promise<Panel> {
  await panel.workspace.close();
  const workspace = closeLater(await openWorkspace(path.join(panel.folder, 'workspace'), { program: PROGRAM, clock: tickingClock('2026-11-21T09:00:00Z'), workFactor: 2 })); // prettier-ignore
  const bundle = await openBundle(path.join(panel.folder, 'bag'), { store: workspace.layout.bundles, worker: 'never' }); // prettier-ignore
  return { ...panel, workspace, review: await workspace.openCase(bundle.safetyCase, bundle.storedAt) }; // prettier-ignore
}

/** Everything that the screen of a person is made of, as it crosses to it. */
function everythingSentTo(
  { review, keyids }: Panel,
  name: Name,
): { view: ReviewView; text: string } {
  const view = review.view(keyids[name]);
  return { view, text: JSON.stringify([view, review.entries(keyids[name])]) };
}

describe('a sealed ballot', () => {
  let panel: Panel;
  beforeEach(async () => {
    panel = await openPanel(['tester', 'ada', 'ben']);
  });

  it('is recorded as a digest, and its words are in no record and in no file that can be read', async () => {
    const sealed = await sign(panel, 'ada', ballot('not-approve'));
    expect(sealed.kind).toBe('ballot-commitment');
    const { payload } = await panel.review.payloadOf(panel.keyids.ada, sealed.digest);
    expect(JSON.parse(payload)).toMatchObject({ predicate: { of: 'ballot', commitment: expect.stringMatching(/^[0-9a-f]{64}$/) as string } }); // prettier-ignore
    const root = path.join(panel.folder, 'workspace');
    await panel.review.log?.settled();
    const files = await listTree(root);
    for (const name of files) {
      const file = path.join(root, name);
      if (!(await stat(file)).isFile()) continue;
      expect((await readFile(file)).includes(REASONS), name).toBe(false);
    }
    const sealedFile = files.find((name) => name.endsWith(path.join('sealed', `${sealed.digest}.json`))); // prettier-ignore
    expect((await stat(path.join(root, sealedFile ?? ''))).mode & 0o777).toBe(0o600);
  });

  it('of another leaves what a person sees unchanged to the byte, but for the time, until theirs is sealed', async () => {
    const before = everythingSentTo(panel, 'ben').text;
    await sign(panel, 'ada', ballot('not-approve'));
    expect(everythingSentTo(panel, 'ben').text).toBe(before);
    const own = await panel.review.submit(panel.keyids.ben, { kind: 'note', target: { kind: 'node', id: 'G1', sha256: panel.review.safetyCase.nodes[0]?.sha256 ?? '' }, input: { body: 'Mine.' } }, null); // prettier-ignore
    const last = panel.review.entries(panel.keyids.ben).at(-1);
    expect(panel.review.entries(panel.keyids.ben).map((entry) => entry.seq)).toEqual(panel.review.entries(panel.keyids.ben).map((_, index) => index)); // prettier-ignore
    expect([own.log.seq, own.number]).toEqual([last?.seq, panel.review.view(panel.keyids.ben).notes[0]?.record.number]); // prettier-ignore
    expect(panel.review.view(panel.keyids.ben)).toMatchObject({ sealings: [], ballots: [], blindTo: ['ballot'], log: { heads: [] } }); // prettier-ignore
    await sign(panel, 'ben', ballot('approve'));
    expect(panel.review.view(panel.keyids.ben).sealings).toHaveLength(2);
    expect(panel.review.view(panel.keyids.ben).blindTo).toEqual([]);
  });

  it('of another cannot be asked for by its digest, and the person who cannot vote sees that it is there', async () => {
    const sealed = await sign(panel, 'ada', ballot('not-approve'));
    await expect(panel.review.payloadOf(panel.keyids.ben, sealed.digest)).rejects.toMatchObject({ code: 'not-found' }); // prettier-ignore
    expect(panel.review.view(panel.keyids.tester).sealings).toMatchObject([{ state: 'sealed' }]);
    expect((await panel.review.payloadOf(panel.keyids.tester, sealed.digest)).kind).toBe('ballot-commitment'); // prettier-ignore
  });

  it('opens once everybody has sealed, says what was sealed, and survives a stop in between', async () => {
    await sign(panel, 'ada', ballot('not-approve'));
    await expect(open(panel, 'ada')).rejects.toMatchObject({ code: 'gate-closed', message: expect.stringContaining('ben has not sealed yet') as string }); // prettier-ignore
    await sign(panel, 'ben', ballot('approve'));
    const again = await reopen(panel);
    expect(again.review.view(again.keyids.ada).ownSealed).toMatchObject([
      { of: 'ballot', why: null },
    ]);
    expect((await open(again, 'ada')).kind).toBe('ballot');
    await open(again, 'ben');
    const view = again.review.view(again.keyids.tester);
    expect(view.ballots.map(({ vote, record, isLate }) => [vote, record.void, isLate])).toEqual([['not-approve', null, false], ['approve', null, false]]); // prettier-ignore
    expect(view.sealings.map((item) => item.state)).toEqual(['opened', 'opened']);
    expect(view.ballots[0]).toMatchObject({ reasons: REASONS, mode: 'sealed' });
    expect(again.review.view(again.keyids.ada).ownSealed).toEqual([]);
  });

  it('cannot be opened by another person, or with a wrong passphrase', async () => {
    const sealed = await sign(panel, 'ada', ballot('not-approve'));
    await sign(panel, 'ben', ballot('approve'));
    await expect(panel.review.openSealed(panel.keyids.ben, sealed.digest, PASSPHRASE)).rejects.toMatchObject({ code: 'not-found' }); // prettier-ignore
    await expect(panel.review.openSealed(panel.keyids.ada, sealed.digest, 'wrong')).rejects.toMatchObject({ code: 'wrong-passphrase' }); // prettier-ignore
    const { sealed: store } = await panelStore(panel);
    const ben = await panel.workspace.keys.unlockOnce(panel.keyids.ben, PASSPHRASE);
    await expect(store.open(sealed.digest, ben)).rejects.toMatchObject({ code: 'input-refused' });
    ben.forget();
  });

  it('is opened without somebody only after a signed override of R27, and theirs is then late', async () => {
    await sign(panel, 'ada', ballot('approve'));
    await sign(panel, 'ada', { kind: 'override', input: { rule: 'R27', reason: 'Ben is on leave.', beneficiary: 'The developer.' } }); // prettier-ignore
    await open(panel, 'ada');
    expect(panel.review.view(panel.keyids.ben).ballots).toEqual([]);
    await sign(panel, 'ben', ballot('approve'));
    await open(panel, 'ben');
    const view = panel.review.view(panel.keyids.tester);
    expect(view.ballots.map((item) => item.isLate)).toEqual([false, true]);
    expect(view.panel.late).toEqual([view.ballots[1]?.record.digest]);
    expect(view.overrides).toMatchObject([{ rule: 'R27', reason: 'Ben is on leave.' }]);
  });

  it('can be replaced before it is opened, and both stay visible', async () => {
    await sign(panel, 'ada', ballot('approve'));
    await sign(panel, 'ada', ballot('abstain'));
    await sign(panel, 'ben', ballot('approve'));
    expect(panel.review.view(panel.keyids.ada).sealings.map((item) => item.state)).toEqual(['replaced', 'sealed', 'sealed']); // prettier-ignore
    await open(panel, 'ada');
    expect(panel.review.view(panel.keyids.ada).ballots.map((item) => item.vote)).toEqual(['abstain']); // prettier-ignore
  });
});

/** The store of the open case, as the program has it. */
async function panelStore({ workspace }: Panel): Promise<{ sealed: SealedStore }> {
  const [name = ''] = await readdir(workspace.layout.cases);
  return { sealed: await openSealedStore(path.join(workspace.layout.cases, name, 'sealed')) };
} // prettier-ignore

describe('a panel of one seat', () => {
  it('decides by its ballots, with the arithmetic in the signed authority, and takes a dissent', async () => {
    const panel = await openPanel(['tester', 'ada', 'ben', 'cyd']);
    for (const [name, vote] of [['ada', 'not-approve'], ['ben', 'not-approve'], ['cyd', 'approve']] as const) await sign(panel, name, ballot(vote)); // prettier-ignore
    await panel.review.submit(panel.keyids.tester, challenge(panel.review), null);
    for (const name of ['ada', 'ben', 'cyd'] as const) await open(panel, name);
    const decided = await sign(panel, 'ada', decision({}));
    const { payload } = await panel.review.payloadOf(null, decided.digest);
    expect(JSON.parse(payload)).toMatchObject({ predicate: { authority: { quorum: expect.stringContaining('3 of 3 adjudicators voted (ada, ben and cyd), 2 make a quorum. 1 approve, 2 do not approve') as string } } }); // prettier-ignore
    await sign(panel, 'cyd', { kind: 'dissent', record: decided.digest, input: { words: 'I would “release” it.\n\n  Word for word.' } }); // prettier-ignore
    expect(panel.review.view(null).dissents).toMatchObject([{ about: decided.digest, words: 'I would “release” it.\n\n  Word for word.' }]); // prettier-ignore
    expect(panel.review.prepare(panel.keyids.ben, ballot('approve')).missing.join()).toContain('The vote has ended'); // prettier-ignore
  });

  it('keeps out who stepped aside, and lets the others open without them', async () => {
    const panel = await openPanel(['ada', 'ben', 'cyd']);
    await panel.review.submit(panel.keyids.cyd, { kind: 'recusal', input: { reason: 'I own shares.' } }, null); // prettier-ignore
    expect(panel.review.prepare(panel.keyids.cyd, ballot('approve')).missing.join()).toContain('You stepped aside'); // prettier-ignore
    for (const name of ['ada', 'ben'] as const) await sign(panel, name, ballot('approve'));
    for (const name of ['ada', 'ben'] as const) await open(panel, name);
    expect(panel.review.view(null).panel.members.map((member) => [member.printedName, member.vote, member.recused !== null])).toEqual([['ada', 'approve', false], ['ben', 'approve', false], ['cyd', null, true]]); // prettier-ignore
  });

  it('records an open ballot as open, where the pack asks for sealed ones', async () => {
    const panel = await openPanel(['ada', 'ben']);
    const cast = await sign(panel, 'ada', ballot('approve', 'open'));
    expect(cast.kind).toBe('ballot');
    const { ballots } = panel.review.view(panel.keyids.ada);
    expect(ballots[0]).toMatchObject({ mode: 'open', sealedOn: null });
    expect(ballots[0]?.text.join('\n')).toContain('I cast this openly. The policy pack asks for sealed ones.'); // prettier-ignore
    expect(panel.review.view(panel.keyids.ben).ballots).toEqual([]);
  });
});

function challenge({ safetyCase }: CaseReview): RecordInput {
  const node = safetyCase.nodes.find((item) => item.id === 'G2');
  return {
    kind: 'challenge',
    target: { kind: 'node', id: 'G2', sha256: node?.sha256 ?? '' },
    input: { challengeType: 'undermining', severity: 'blocking', whatIsWrong: 'Another build.', whatWouldSettleIt: '', severityReason: '' },
  };
} // prettier-ignore
