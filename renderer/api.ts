/**
 * The typed view of what the preload put on `window`. Everything the renderer knows about files, keys
 * and records comes through here; nothing else in the renderer touches `window.countersign`.
 */
import type {
  CallName, CallRequest, CallResponse, CountersignApi, EventName, EventPayload, IpcError, Reply,
} from '../shared/ipc/contract.ts'; // prettier-ignore

declare global {
  interface Window {
    readonly countersign: CountersignApi;
  }
}

export type { IpcError, Reply };

/** An error of the main process, carried into code that has no other way than to throw. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly error: IpcError;

  constructor(error: IpcError) {
    super(error.message);
    this.error = error;
  }
}

/** Asks the main process. Never throws: a broken channel answers like any other error. */
export async function call<N extends CallName>(
  name: N,
  request: CallRequest<N>,
): Promise<Reply<CallResponse<N>>> {
  try {
    return await window.countersign.call(name, request);
  } catch (cause) {
    return { ok: false, error: toChannelError(name, cause) };
  }
}

/** Asks the main process and throws `CallError` when the answer is an error. */
export async function callOrThrow<N extends CallName>(
  name: N,
  request: CallRequest<N>,
): Promise<CallResponse<N>> {
  const reply = await call(name, request);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value;
}

/** Opens a dropped file: the preload reads its path, the page never sees it. */
export async function openDropped(file: File): Promise<Reply<CallResponse<'open.dropped'>>> {
  try {
    return await window.countersign.openDropped(file);
  } catch (cause) {
    return { ok: false, error: toChannelError('open.dropped', cause) };
  }
}

/** Listens to an event of the main process; the returned function ends it. */
export function on<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): () => void {
  return window.countersign.on(name, listener);
}

function toChannelError(name: string, cause: unknown): IpcError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return { code: 'internal', message: `${name} did not answer: ${why}`, problems: [] };
}
