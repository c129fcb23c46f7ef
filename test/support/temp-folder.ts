import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { closeOpened } from './opened.ts';

/** A new empty folder, removed when the test ends. */
export async function makeTempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-test-'));
  onTestFinished(async () => {
    await closeOpened();
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
