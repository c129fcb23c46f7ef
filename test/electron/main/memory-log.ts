import type { ErrorLog } from '../../../electron/main/error-log.ts';

export interface MemoryLog extends ErrorLog {
  readonly entries: { readonly where: string; readonly error: unknown }[];
}

/** An error log that a test can read back. */
export function createMemoryLog(): MemoryLog {
  const entries: { where: string; error: unknown }[] = [];
  return {
    entries,
    file: 'memory',
    write(where, error) {
      entries.push({ where, error });
    },
  };
}
