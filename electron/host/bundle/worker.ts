/** Entry of the worker thread: opens one bundle and ends. Built as bundle-worker.cjs beside the program. */
import { parentPort, workerData } from 'node:worker_threads';
import { openHere } from './open-here.ts';
import type { OpenedBundle, OpenHereOptions, OpenProgress } from './parse-folder.ts';
import { toPlainError } from './refusal.ts';
import type { PlainError } from './refusal.ts';

export type WorkerReply =
  | { readonly kind: 'progress'; readonly progress: OpenProgress }
  | { readonly kind: 'opened'; readonly bundle: OpenedBundle }
  | { readonly kind: 'failed'; readonly error: PlainError };

interface Task extends Pick<OpenHereOptions, 'store' | 'limits' | 'workFolder'> {
  readonly source: string;
}

/** Messages between threads cost time: progress is sent for each step and each part of the whole. */
function toSparse(send: (progress: OpenProgress) => void): (progress: OpenProgress) => void {
  let last: OpenProgress | null = null;
  return (progress) => {
    const step = (progress.total ?? 0) / 200;
    const isDone = progress.done === progress.total;
    if (last !== null && last.step === progress.step && !isDone && progress.done - last.done < step)
      return;
    last = progress;
    send(progress);
  };
}

async function run(
  task: Task,
  send: (reply: WorkerReply) => void,
  signal: AbortSignal,
): Promise<void> {
  const { source, ...options } = task;
  try {
    const onProgress = toSparse((progress) => send({ kind: 'progress', progress }));
    send({ kind: 'opened', bundle: await openHere(source, { ...options, onProgress, signal }) });
  } catch (error) {
    send({ kind: 'failed', error: toPlainError(error) });
  }
}

if (parentPort !== null) {
  const port = parentPort;
  const abort = new AbortController();
  port.on('message', () => abort.abort());
  void run(workerData as Task, (reply) => port.postMessage(reply), abort.signal).then(() =>
    port.close(),
  );
}
