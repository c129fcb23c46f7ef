/** Faults that nobody caught. They are kept in the error log and never sent anywhere. */
import type { ErrorLog } from './error-log.ts';

export interface FaultOptions {
  readonly log: ErrorLog;
  /** Ends the program after a fault that leaves its state unknown. */
  readonly stop: (message: string) => void;
}

export function setupProcessFaults({ log, stop }: FaultOptions): void {
  process.on('unhandledRejection', (reason) => {
    log.write('unhandled rejection', reason);
  });
  // A program that signs must not go on from a state that nobody knows.
  process.on('uncaughtException', (error) => {
    log.write('uncaught exception', error);
    stop(
      'The program stopped on a fault. What was recorded is on disk. The fault is in the error log.',
    );
  });
}
