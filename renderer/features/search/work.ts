/** The search worker: started on need, asked in turn, ended when it breaks. */
import type { Work, WorkAnswer, WorkName, WorkRequest } from './protocol.ts';

interface Waiting {
  readonly resolve: (answer: Work[WorkName]['answers']) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Answers come in the order of the questions. */
export function ask<N extends WorkName>(
  name: N,
  request: Work[N]['asks'],
): Promise<Work[N]['answers']> {
  worker ??= start();
  lastId += 1;
  const id = lastId;
  const answer = new Promise<Work[WorkName]['answers']>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
  });
  worker.postMessage({ id, name, ask: request } satisfies WorkRequest<N>);
  return answer;
}

/** Gives back what the worker holds; the next question starts it anew. */
export function stopWork(why = 'The search was stopped.'): void {
  worker?.terminate();
  worker = null;
  const left = [...waiting.values()];
  waiting.clear();
  for (const one of left) one.reject(new Error(why));
}

function start(): Worker {
  const started = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<WorkAnswer>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) one?.resolve(data.answer);
    else one?.reject(new Error(data.why));
  };
  started.onerror = (event) => {
    stopWork(event.message || 'The search stopped.');
  };
  return started;
}
