import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openBundle } from '../../../../electron/host/bundle/open-bundle.ts';
import type { CaseReview } from '../../../../electron/host/workspace/case-review.ts';
import { readChanges } from '../../../../electron/host/workspace/earlier-version.ts';
import { openWorkspace, type Workspace } from '../../../../electron/host/workspace/workspace.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

const zipOf = (version: string): string => fileURLToPath(new URL(`../../../../examples/marram-3-${version}.safetycase`, import.meta.url)); // prettier-ignore

function open(root: string): Promise<Workspace> {
  return openWorkspace(root, { program: { name: 'Countersign', version: 'test' }, workFactor: 2 });
}

async function openCase(workspace: Workspace, version: string): Promise<CaseReview> {
  const bundle = await openBundle(zipOf(version), { store: workspace.layout.bundles });
  return workspace.openCase(bundle.safetyCase, bundle.storedAt);
}

it('says what is new or other than in the version that this seat had before, and of the first one nothing', async () => {
  const root = await makeTempFolder();
  const workspace = await open(root);
  const { bundles } = workspace.layout;
  const first = await openCase(workspace, '1.0');
  expect(await readChanges(first, bundles)).toBeNull();
  const second = await openCase(workspace, '1.1');
  const changes = await readChanges(second, bundles);
  const before = new Map(first.safetyCase.nodes.map((node) => [node.id, node.sha256]));
  const expected = second.safetyCase.nodes.filter((node) => before.get(node.id) !== node.sha256).map((node) => node.id); // prettier-ignore
  expect(expected.length).toBeGreaterThan(0);
  expect(changes).toMatchObject({ version: '1.0', bundleDigest: first.safetyCase.bundleDigest, nodes: expected }); // prettier-ignore
  const documents = new Map(first.safetyCase.documents.map((one) => [one.path, one.sha256]));
  expect(changes?.documents).toEqual(second.safetyCase.documents.filter((one) => documents.get(one.path) !== one.sha256).map((one) => one.path)); // prettier-ignore
  const evidence = new Set(first.safetyCase.evidence.map((item) => JSON.stringify(item)));
  expect(changes?.evidence).toEqual(expect.arrayContaining(second.safetyCase.evidence.filter((item) => !first.safetyCase.evidence.some(({ id, sha256 }) => id === item.id && sha256 === item.sha256)).map((item) => item.id))); // prettier-ignore
  expect(changes?.evidence.every((id) => second.safetyCase.evidence.some((item) => item.id === id && !evidence.has(JSON.stringify(item))))).toBe(true); // prettier-ignore
  // The first version opened again after the second has none before it.
  expect(await readChanges(await openCase(workspace, '1.0'), bundles)).toBeNull();
  await workspace.close();
}); // prettier-ignore

it('compares with the version that is named as superseded, in whatever order they were opened', async () => {
  const workspace = await open(await makeTempFolder());
  await openCase(workspace, '1.1');
  await openCase(workspace, '1.0');
  const again = await openCase(workspace, '1.1');
  expect(await readChanges(again, workspace.layout.bundles)).toMatchObject({ version: '1.0' });
  await workspace.close();
});

it('compares with nothing that is not as it was admitted', async () => {
  const workspace = await open(await makeTempFolder());
  const first = await openCase(workspace, '1.0');
  const second = await openCase(workspace, '1.1');
  const stored = path.join(workspace.layout.bundles, first.safetyCase.bundleDigest ?? '');
  await writeFile(path.join(stored, 'data', 'argument.yaml'), 'G1: {kind: goal, text: other}\n');
  expect(await readChanges(second, workspace.layout.bundles)).toBeNull();
  await rm(stored, { recursive: true });
  expect(await readChanges(second, workspace.layout.bundles)).toBeNull();
  await workspace.close();
});

it('has the named searches, what-ifs and groups of the version before, also after a restart', async () => {
  const root = await makeTempFolder();
  const workspace = await open(root);
  const first = await openCase(workspace, '1.0');
  const kept = [
    ['search', { name: 'Watchers', query: 'monitor' }],
    ['scenario', { name: 'No monitor', failed: 'G26\nGone' }],
    ['group', { name: 'Monitor team', members: 'G26\nE05' }],
  ] as const;
  for (const [kind, fields] of kept)
    await first.saveDraft(null, { id: randomUUID(), kind, target: null, about: null, fields: { ...fields } }); // prettier-ignore
  await workspace.close();
  const again = await open(root);
  for (const version of ['1.0', '1.1']) {
    const { drafts } = (await openCase(again, version)).view(null);
    expect(new Map(drafts.map(({ kind, fields }) => [kind, fields]))).toEqual(
      new Map<string, object>(kept),
    );
    expect(drafts.every((one) => one.bundleDigest === first.safetyCase.bundleDigest)).toBe(true);
  }
  await again.close();
});
