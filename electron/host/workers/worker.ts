/** Entry of a working thread: does what it is sent, and ends when it is told to. Built as host-worker.cjs. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { toThread, type Reply, type Request, type SentTask, type Start } from './messages.ts';
import { loadWork, type DoWork, type KindName } from './work.ts';

/** Messages between threads cost time: progress is told with each part, and in large ones this often. */
const PROGRESS_MS = 50;

function run(port: MessagePort, { kind, shared }: Start): void {
  const abort = new AbortController();
  const send = (reply: Reply): void => port.postMessage(reply);
  const work: Promise<DoWork<KindName>> = loadWork(kind);
  let [amount, toldAt] = [0, 0];

  function tell(): void {
    if (amount > 0) send({ kind: 'progress', amount });
    [amount, toldAt] = [0, performance.now()];
  }

  function onDone(more: number): void {
    amount += more;
    if (performance.now() - toldAt >= PROGRESS_MS) tell();
  }

  async function doTasks(tasks: readonly SentTask[]): Promise<void> {
    try {
      const doOne = await work;
      const results: { index: number; result: unknown }[] = [];
      for (const { index, task } of tasks) {
        if (abort.signal.aborted) return;
        // Kind, task and shared part were put together by `spread`, which knows that they fit.
        const result = await doOne(task as never, shared as never, {
          signal: abort.signal,
          onDone,
        });
        results.push({ index, result });
      }
      tell();
      send({ kind: 'done', results });
    } catch (error) {
      send({ kind: 'failed', error: toThread(error) });
    }
  }

  const running = new Set<Promise<void>>();
  port.on('message', (request: Request) => {
    if (request === 'stop') {
      abort.abort();
      void Promise.all(running).then(() => port.close());
      return;
    }
    const tasks = doTasks(request).finally(() => running.delete(tasks));
    running.add(tasks);
  });
}

if (parentPort !== null) run(parentPort, workerData as Start);
