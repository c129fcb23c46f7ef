import type { App } from 'electron';
import type { ErrorLog } from './error-log.ts';

/** Lets what is open end in order before the process does. */
export function setupClose(app: App, close: () => Promise<void>, log: ErrorLog): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    close()
      .catch((error: unknown) => {
        log.write('close', error);
      })
      .finally(() => {
        // Not from inside the event: while Electron still handles it, a second quit is ignored.
        setImmediate(() => {
          app.quit();
        });
      });
  });
}
