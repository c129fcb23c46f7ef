/**
 * The kinds of work that can be done in any thread: by their name, since a function cannot be sent to
 * another thread. Each is loaded where it is done.
 */
import type { HashTask, HashTaskShared } from '../bundle/hash-task.ts';
import type { ReadResult } from '../bundle/read-file.ts';
import type { UnpackResult, UnpackTask, UnpackTaskShared } from '../bundle/unpack-task.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { SignatureTask } from '../signature-task.ts';
import type { RecordTask, RecordTaskShared } from '../workspace/record-task.ts';
import type { WorkContext } from './work-context.ts';

export interface WorkKinds {
  readonly hash: Kind<HashTask, HashTaskShared, ReadResult | Problem>;
  readonly unpack: Kind<UnpackTask, UnpackTaskShared, UnpackResult>;
  readonly records: Kind<RecordTask, RecordTaskShared, string>;
  readonly signatures: Kind<SignatureTask, null, boolean>;
}

interface Kind<Task, Shared, Result> {
  readonly task: Task;
  /** Sent to each thread once. */
  readonly shared: Shared;
  readonly result: Result;
}

export type KindName = keyof WorkKinds;

export type DoWork<K extends KindName> = (
  task: WorkKinds[K]['task'],
  shared: WorkKinds[K]['shared'],
  context: WorkContext,
) => WorkKinds[K]['result'] | Promise<WorkKinds[K]['result']>;

const loaders: { readonly [K in KindName]: () => Promise<DoWork<K>> } = {
  hash: async () => (await import('../bundle/hash-task.ts')).hashFile,
  unpack: async () => (await import('../bundle/unpack-task.ts')).unpackEntry,
  records: async () => (await import('../workspace/record-task.ts')).readRecordFile,
  signatures: async () => (await import('../signature-task.ts')).verifySignatureTask,
};

export function loadWork<K extends KindName>(kind: K): Promise<DoWork<K>> {
  return loaders[kind]();
}
