/** Child process: opens the workspace when told to, writes to its log, says how it went, and holds it until it is stopped. */
import { CountersignError } from '../../../../../shared/errors.ts';
import { openWorkspace } from '../../../../../electron/host/workspace/workspace.ts';

const root = process.argv[2] ?? '';

process.on('message', () => void write());
process.send?.('ready');

async function write(): Promise<void> {
  try {
    const workspace = await openWorkspace(root, { program: { name: 'test', version: '0' } });
    for (let index = 0; index < 5; index++) {
      await workspace.seat.log.addEvent({ type: 'bundle-refused', reason: String(process.pid) });
    }
    process.send?.('wrote');
  } catch (error) {
    process.send?.(error instanceof CountersignError ? error.code : String(error));
  }
}
