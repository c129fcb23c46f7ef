/**
 * Opens a bundle in a worker thread, so that hashing gigabytes never holds up a window. The worker is the
 * file bundle-worker.cjs beside the running program; where there is none (the sources run as they are),
 * the same code runs in this thread.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { openHere } from './open-here.ts';
import type { OpenedBundle, OpenHereOptions } from './parse-folder.ts';
import { cancelled, fromPlainError } from './refusal.ts';
import { temporaryFolder } from './stored-bundle.ts';
import type { WorkerReply } from './worker.ts';

export interface OpenOptions extends Omit<OpenHereOptions, 'workFolder'> {
  /**
   * 'auto': a worker where its file is beside the program. 'never': this thread. A path: that file.
   * Default 'auto'.
   */
  readonly worker?: string;
}

/** A cancelled worker may be deep in a file that is parsed in one go; then it is ended from outside. */
const GRACE_MS = 1_500;

/** A case of a hundred thousand nodes is built at once: with room for what is new, little of it is moved about. */
const YOUNG_MIB = 96;

function workerFile(worker: string): string | null {
  if (worker === 'never') return null;
  if (worker !== 'auto') return worker;
  const beside = fileURLToPath(new URL('bundle-worker.cjs', import.meta.url));
  return existsSync(beside) ? beside : null;
}

/**
 * Opens a bundle. See `openHere` for what is accepted and thrown.
 * @param source Path of a file or folder.
 */
export async function openBundle(source: string, options: OpenOptions): Promise<OpenedBundle> {
  const { worker = 'auto', ...rest } = options;
  if (options.signal?.aborted === true) throw cancelled();
  const file = workerFile(worker);
  return file === null ? openHere(source, rest) : openInWorker(file, source, rest);
}

async function openInWorker(
  file: string,
  source: string,
  options: OpenHereOptions,
): Promise<OpenedBundle> {
  const workFolder = temporaryFolder(options.store);
  const { signal, onProgress, limits, store } = options;
  const thread = new Worker(file, { workerData: { source, store, limits, workFolder }, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB } }); // prettier-ignore
  let grace: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    thread.postMessage('cancel');
    grace = setTimeout(() => void thread.terminate(), GRACE_MS);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await new Promise<OpenedBundle>((resolve, reject) => {
      thread.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'progress') onProgress?.(reply.progress);
        else if (reply.kind === 'opened') resolve(reply.bundle);
        else reject(fromPlainError(reply.error));
      });
      thread.on('error', reject);
      thread.on('exit', (code) => {
        reject(
          signal?.aborted === true
            ? cancelled()
            : new Error(`The checking thread ended with code ${code}.`),
        );
      });
    });
  } finally {
    clearTimeout(grace);
    signal?.removeEventListener('abort', onAbort);
    await thread.terminate();
    // A thread that was ended from outside could not clean up after itself.
    await rm(workFolder, { recursive: true, force: true });
  }
}
