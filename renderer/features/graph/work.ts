/** The worker of drawing and analysis: started on need, given the case once, stopped to cancel. */
import type { LayoutStep } from '../../../shared/argument/layout/types.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { AnalysedCase, Work, WorkAnswer, WorkName, WorkRequest } from './protocol.ts';

interface Waiting {
  readonly resolve: (answer: Work[WorkName]['answers']) => void;
  readonly reject: (error: Error) => void;
  readonly onStep: (step: LayoutStep) => void;
}

/** The work was stopped by the person or by something newer; nothing is wrong. */
export class Cancelled extends Error {}

let worker: Worker | null = null;
let known: SafetyCase | null = null;
/** Settled once the worker has the whole case. */
let taken: Promise<unknown> = Promise.resolve();
/** Nodes that are copied to the worker at once without holding up the window. */
const NODES_A_PART = 5_000;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Asks the worker about a case. Answers come in the order of the questions. */
export function ask<N extends WorkName>(
  safetyCase: SafetyCase,
  name: N,
  request: Work[N]['asks'],
  onStep: (step: LayoutStep) => void = () => undefined,
): Promise<Work[N]['answers']> {
  worker ??= start();
  const to = worker;
  if (known !== safetyCase) {
    known = safetyCase;
    taken = give(to, safetyCase);
    // Whoever asks is told.
    taken.catch(() => undefined);
  }
  return taken.then(() => {
    if (to !== worker) throw new Cancelled();
    return send(to, name, request, onStep);
  });
}

/** Sends the case in parts, each when the one before was taken. */
async function give(to: Worker, safetyCase: SafetyCase): Promise<void> {
  const { nodes } = safetyCase;
  await send(to, 'take', toAnalysed(safetyCase, nodes.slice(0, NODES_A_PART)));
  for (let at = NODES_A_PART; at < nodes.length; at += NODES_A_PART) {
    // Another case is given meanwhile; what is asked about this one is of no use any more.
    if (to !== worker || known !== safetyCase) throw new Cancelled();
    await send(to, 'more', nodes.slice(at, at + NODES_A_PART));
  }
}

/** Ends whatever is under way. The next question starts the worker anew. */
export function cancelWork(): void {
  stop(new Cancelled());
}

function toAnalysed(safetyCase: SafetyCase, nodes: SafetyCase['nodes']): AnalysedCase {
  const { topNode, evidence, documents, people, subject, files, argumentFile } = safetyCase;
  const argument = argumentFile === undefined ? {} : { argumentFile };
  return { nodes, topNode, evidence, documents, people, subject, files, ...argument };
}

function send<N extends WorkName>(
  to: Worker,
  name: N,
  request: Work[N]['asks'],
  onStep: (step: LayoutStep) => void = () => undefined,
): Promise<Work[WorkName]['answers']> {
  lastId += 1;
  const id = lastId;
  const answer = new Promise<Work[WorkName]['answers']>((resolve, reject) => {
    waiting.set(id, { resolve, reject, onStep });
  });
  to.postMessage({ id, name, ask: request } satisfies WorkRequest<N>);
  return answer;
}

function start(): Worker {
  const started = new Worker(new URL('./argument-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<WorkAnswer>) => {
    const one = waiting.get(data.id);
    if (data.state === 'step') {
      one?.onStep(data.step);
      return;
    }
    waiting.delete(data.id);
    if (data.state === 'done') one?.resolve(data.answer);
    else one?.reject(new Error(data.why));
  };
  started.onerror = (event) => {
    stop(new Error(event.message || 'The drawing stopped.'));
  };
  return started;
}

function stop(error: Error): void {
  worker?.terminate();
  worker = null;
  known = null;
  const left = [...waiting.values()];
  waiting.clear();
  for (const one of left) one.reject(error);
}
