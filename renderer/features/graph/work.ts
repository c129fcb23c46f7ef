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
  if (known !== safetyCase) {
    known = safetyCase;
    send(worker, 'take', toAnalysed(safetyCase)).catch(() => undefined);
  }
  return send(worker, name, request, onStep);
}

/** Ends whatever is under way. The next question starts the worker anew. */
export function cancelWork(): void {
  stop(new Cancelled());
}

function toAnalysed(safetyCase: SafetyCase): AnalysedCase {
  const { nodes, topNode, evidence, documents, people, subject, files, argumentFile } = safetyCase;
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
