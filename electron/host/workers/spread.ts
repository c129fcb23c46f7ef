/**
 * Spreads work over threads on all cores. The heaviest tasks go first and threads fetch more as they finish,
 * so that one large file does not make the others wait. The threads run the file host-worker.cjs beside the
 * program; where there is none (the sources run as they are) or the work is little, this thread does it.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { cancelled } from '../bundle/refusal.ts';
import { fromThread, type Reply, type Start } from './messages.ts';
import { loadWork, type KindName, type WorkKinds } from './work.ts';

export interface SpreadOptions<K extends KindName> {
  /** Size of a task in any unit; what `onProgress` counts. */
  readonly weigh: (task: WorkKinds[K]['task']) => number;
  /** Weight up to which this thread does all of it by itself. */
  readonly small: number;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** 'auto': threads where their file is beside the program. 'never': this thread. A path: that file. */
  readonly worker?: string | undefined;
  /** Number of threads; one for each core unless given. */
  readonly threads?: number | undefined;
}

/** More threads than this share one disk and one memory without being faster. */
const MAX_THREADS = 16;
/** Each thread gets its share in so many parts at least. */
const PARTS = 16;
/** Megabytes for what is soon forgotten. A thread works on one thing after the other and needs little. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };
/** A thread that was told to stop may be deep in one call; then it is ended from outside. */
const GRACE_MS = 1_500;

/**
 * Does `tasks` and returns their results in the same order.
 * @throws what the first task that failed threw; CountersignError 'cancelled'. No thread is left then.
 */
export async function spread<K extends KindName>(
  kind: K,
  tasks: readonly WorkKinds[K]['task'][],
  shared: WorkKinds[K]['shared'],
  options: SpreadOptions<K>,
): Promise<WorkKinds[K]['result'][]> {
  if (options.signal?.aborted === true) throw cancelled();
  // A thread that is told to stop while it starts may never say that it ended (Node 18).
  if (tasks.length === 0) return [];
  const total = tasks.reduce<number>((sum, task) => sum + options.weigh(task), 0);
  const file = total <= options.small ? null : workerFile(options.worker ?? 'auto');
  return file === null
    ? doHere(kind, tasks, shared, options)
    : doInThreads(file, kind, tasks, shared, total, options);
}

function workerFile(worker: string): string | null {
  if (worker === 'never') return null;
  if (worker !== 'auto') return worker;
  const beside = fileURLToPath(new URL('host-worker.cjs', import.meta.url));
  return existsSync(beside) ? beside : null;
}

async function doHere<K extends KindName>(
  kind: K,
  tasks: readonly WorkKinds[K]['task'][],
  shared: WorkKinds[K]['shared'],
  { onProgress, signal = new AbortController().signal }: SpreadOptions<K>,
): Promise<WorkKinds[K]['result'][]> {
  const work = await loadWork(kind);
  const results: WorkKinds[K]['result'][] = [];
  let done = 0;
  const onDone = (amount: number): void => {
    done += amount;
    onProgress?.(done);
  };
  for (const task of tasks) {
    if (signal.aborted) throw cancelled();
    results.push(await work(task, shared, { signal, onDone }));
  }
  return results;
}

async function doInThreads<K extends KindName>(
  file: string,
  kind: K,
  tasks: readonly WorkKinds[K]['task'][],
  shared: WorkKinds[K]['shared'],
  total: number,
  { weigh, onProgress, signal, threads = availableParallelism() }: SpreadOptions<K>,
): Promise<WorkKinds[K]['result'][]> {
  const results = new Array<WorkKinds[K]['result']>(tasks.length);
  const count = Math.min(threads, MAX_THREADS, tasks.length);
  const parts = toParts(tasks, weigh, total / (count * PARTS));
  const start: Start = { kind, shared };
  const workers = Array.from(
    { length: count },
    () => new Worker(file, { workerData: start, resourceLimits: LIMITS }),
  );
  let [done, waiting] = [0, parts.length];
  let onAbort = (): void => undefined;
  const next = (worker: Worker): void => {
    const part = parts.shift();
    if (part !== undefined)
      worker.postMessage(part.map((index) => ({ index, task: tasks[index] })));
  };
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(cancelled());
      signal?.addEventListener('abort', onAbort, { once: true });
      for (const worker of workers) {
        worker.on('message', (reply: Reply) => {
          if (reply.kind === 'progress') {
            done += reply.amount;
            onProgress?.(done);
          } else if (reply.kind === 'failed') {
            reject(fromThread(reply.error));
          } else {
            for (const { index, result } of reply.results) results[index] = result as WorkKinds[K]['result']; // prettier-ignore
            waiting -= 1;
            if (waiting === 0) resolve();
            else next(worker);
          }
        });
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`A working thread ended with code ${code}.`)));
        // A second part in hand keeps the thread busy while the answer to the first one travels.
        next(worker);
        next(worker);
      }
    });
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // What a thread still writes would otherwise land in a folder that the caller removes.
    await Promise.all(workers.map(stop));
  }
  return results;
}

/** Indexes of the tasks, the heaviest first, in parts of about the same weight; a heavy task is one part. */
function toParts<T>(tasks: readonly T[], weigh: (task: T) => number, weight: number): number[][] {
  const byWeight = tasks.map((task, index) => ({ index, weight: weigh(task) }));
  byWeight.sort((a, b) => b.weight - a.weight);
  const parts: number[][] = [];
  let room = 0;
  for (const item of byWeight) {
    if (room <= 0) {
      parts.push([]);
      room = weight;
    }
    parts.at(-1)?.push(item.index);
    room -= item.weight;
  }
  return parts;
}

async function stop(worker: Worker): Promise<void> {
  worker.removeAllListeners('exit');
  let grace: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
    worker.postMessage('stop');
    grace = setTimeout(() => {
      void worker.terminate();
      // A thread that never says that it ended must not hold up the person who cancelled.
      grace = setTimeout(() => {
        worker.unref();
        resolve();
      }, GRACE_MS);
    }, GRACE_MS);
  });
  clearTimeout(grace);
}
