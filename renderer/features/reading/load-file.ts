/** Files of the open case: read over IPC, parsed in the worker, kept by digest. */
import type { DocumentModel } from '../../../shared/document/model.ts';
import { CallError, callOrThrow } from '../../api.ts';
import type { ParseAnswer, ParseRequest, TableModel } from './parse-protocol.ts';

export interface FileRef {
  /** Path below data/. */
  readonly path: string;
  readonly sha256: string;
}

const models = new Map<string, Promise<DocumentModel>>();
const tables = new Map<string, Promise<TableModel>>();
/** Parsed and at hand, for code that turns a selection into a place without waiting. */
const ready = new Map<string, DocumentModel>();

export function loadDocument(file: FileRef, as: 'markdown' | 'plain'): Promise<DocumentModel> {
  return remember(models, `${as}:${file.path}:${file.sha256}`, async () => {
    const model = (await parse(as, file.path, await readText(file.path))) as DocumentModel;
    ready.set(file.path, model);
    return model;
  });
}

export function loadTable(file: FileRef): Promise<TableModel> {
  return remember(tables, `${file.path}:${file.sha256}`, async () => {
    return (await parse('csv', file.path, await readText(file.path))) as TableModel;
  });
}

/** Called when a text is drawn: the same file may be shown as text or as its source. */
export function putAtHand(model: DocumentModel): void {
  ready.set(model.path, model);
}

/** The document if it was parsed already. */
export function documentAtHand(path: string): DocumentModel | null {
  return ready.get(path) ?? null;
}

export async function readText(path: string): Promise<string> {
  const content = await callOrThrow('case.readFile', { path: `data/${path}`, as: 'text' });
  if (content.kind !== 'text') throw new Error(`${path} came as bytes`);
  return content.text;
}

export async function readBytes(path: string): Promise<Uint8Array> {
  const content = await callOrThrow('case.readFile', { path: `data/${path}`, as: 'bytes' });
  if (content.kind !== 'bytes') throw new Error(`${path} came as text`);
  return content.bytes;
}

/** Why a file could not be shown, in words. */
export function toReason(error: unknown): string {
  if (error instanceof CallError) return error.error.message;
  return error instanceof Error ? error.message : String(error);
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const loading = load();
  cache.set(key, loading);
  // A failure is not kept: the next look tries again.
  loading.catch(() => cache.delete(key));
  return loading;
} // prettier-ignore

interface Waiting {
  readonly resolve: (model: DocumentModel | TableModel) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

function parse(
  as: ParseRequest['as'],
  path: string,
  text: string,
): Promise<DocumentModel | TableModel> {
  worker ??= startWorker();
  lastId += 1;
  const id = lastId;
  const answer = new Promise<DocumentModel | TableModel>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
  });
  worker.postMessage({ id, as, path, text } satisfies ParseRequest);
  return answer;
}

function startWorker(): Worker {
  const started = new Worker(new URL('./parse-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<ParseAnswer>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) one?.resolve(data.model);
    else one?.reject(new Error(data.why));
  };
  started.onerror = (event) => {
    for (const one of waiting.values())
      one.reject(new Error(event.message || 'The parser stopped.'));
    waiting.clear();
    started.terminate();
    worker = null;
  };
  return started;
}
