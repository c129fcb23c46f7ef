/**
 * The only door between the page and the main process. It forwards named calls and named events and
 * decides nothing: what a call may do is checked in `electron/main/ipc/handle.ts`.
 *
 * It is built to one CommonJS file that requires only `electron`: a sandboxed preload has no other
 * modules (Electron docs, "Process Sandboxing"). It exports nothing, because older runtimes wrap it
 * without a `module` object.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  CallName, CallRequest, CallResponse, CountersignApi, EventName, EventPayload, Reply,
} from '../../shared/ipc/contract.ts'; // prettier-ignore
import { CALL_NAMES, EVENT_NAMES, toCallChannel, toEventChannel } from './channels.ts';

function refuse<T>(message: string): Reply<T> {
  return { ok: false, error: { code: 'bad-request', message, problems: [] } };
}

async function call<N extends CallName>(
  name: N,
  request: CallRequest<N>,
): Promise<Reply<CallResponse<N>>> {
  // SECURITY: `open.dropped` carries a path on disk, which the page must not be able to choose.
  if (!CALL_NAMES.includes(name) || name === 'open.dropped') {
    return refuse(`There is no call "${name}" for the page.`);
  }
  return (await ipcRenderer.invoke(toCallChannel(name), request)) as Reply<CallResponse<N>>;
}

/** Where a dropped file lies. Empty for a File that a script made, so a page cannot forge a path. */
function toPath(file: File): string {
  // `webUtils` replaced `File.path` in Electron 32; the development stand-in is older than that.
  const utilities = webUtils as typeof webUtils | undefined;
  if (utilities !== undefined) return utilities.getPathForFile(file);
  const path: unknown = Reflect.get(file, 'path');
  return typeof path === 'string' ? path : '';
}

async function openDropped(file: unknown): Promise<Reply<CallResponse<'open.dropped'>>> {
  const path = file instanceof File ? toPath(file) : '';
  if (path === '') return refuse('What was dropped is not a file on this computer.');
  const reply: unknown = await ipcRenderer.invoke(toCallChannel('open.dropped'), { path });
  return reply as Reply<CallResponse<'open.dropped'>>;
}

function on<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): () => void {
  if (!EVENT_NAMES.includes(name)) throw new Error(`There is no event "${name}".`);
  const channel = toEventChannel(name);
  // The Electron event carries the sender and its methods; only the payload goes on to the page.
  const forward = (_event: unknown, payload: EventPayload<N>): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.removeListener(channel, forward);
  };
}

contextBridge.exposeInMainWorld('countersign', { call, openDropped, on } satisfies CountersignApi);
