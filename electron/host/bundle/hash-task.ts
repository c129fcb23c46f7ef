/** One file of a folder, hashed and on demand copied: the work that is spread over threads. */
import type { Problem } from '../../../shared/errors.ts';
import type { WorkContext } from '../workers/work-context.ts';
import { readStable, type ReadResult } from './read-file.ts';

export interface HashTask {
  readonly file: string;
  /** Path in the bundle, for messages. */
  readonly name: string;
  readonly copyTo: string | undefined;
  readonly bytes: number;
}

export interface HashTaskShared {
  readonly algorithms: ReadonlySet<string>;
}

/** @throws CountersignError 'cancelled' */
export function hashFile(
  { file, name, copyTo }: HashTask,
  { algorithms }: HashTaskShared,
  { signal, onDone }: WorkContext,
): Promise<ReadResult | Problem> {
  return readStable(file, name, { algorithms, copyTo, signal, onBytes: onDone });
}
