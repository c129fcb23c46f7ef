import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDrafts, openDrafts } from '../../../../electron/host/workspace/drafts.ts';
import type { Draft } from '../../../../shared/review/view.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

function draft(text: string, id = '7b0e4c53-8f0e-4a60-9d2c-111111111111'): Draft {
  return { id, kind: 'note', owner: null, bundleDigest: null, target: null, about: null, fields: { body: text }, updatedAt: '2026-11-20T10:00:00Z' }; // prettier-ignore
}

const never = (): boolean => false;

describe('drafts', () => {
  it('are on disk when the saving is answered', async () => {
    const folder = await makeTempFolder();
    await (await openDrafts(folder, never)).save(draft('typed'));
    expect((await openDrafts(folder, never)).list()).toMatchObject([{ fields: { body: 'typed' } }]);
    expect(await listDrafts(folder)).toHaveLength(1);
  });

  it('keep the last text when many are saved at once', async () => {
    const folder = await makeTempFolder();
    const store = await openDrafts(folder, never);
    await Promise.all(['t', 'ty', 'typ', 'type', 'typed'].map((text) => store.save(draft(text))));
    expect((await openDrafts(folder, never)).list()).toMatchObject([{ fields: { body: 'typed' } }]);
  });

  it('come back when the discarding is undone, and are gone at the next start when it is not', async () => {
    const folder = await makeTempFolder();
    const store = await openDrafts(folder, never);
    await store.save(draft('typed'));
    await store.discard(draft('').id);
    expect(store.list()).toEqual([]);
    await store.restore(draft('').id);
    expect(store.list()).toHaveLength(1);
    await store.discard(draft('').id);
    expect((await openDrafts(folder, never)).list()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are not offered again when they became records before a crash', async () => {
    const folder = await makeTempFolder();
    await (await openDrafts(folder, never)).save(draft('typed'));
    expect((await openDrafts(folder, (id) => id === draft('').id)).list()).toEqual([]);
  });

  it('that cannot be read are named and left where they are', async () => {
    const folder = await makeTempFolder();
    await writeFile(path.join(folder, 'x.json'), '{"id":');
    expect((await openDrafts(folder, never)).unreadable).toEqual(['x.json']);
    expect(await readdir(folder)).toEqual(['x.json']);
  });
});
