/** Child process: appends to a log for ever and says on standard output what was acknowledged. */
import { writeSync } from 'node:fs';
import { openJournal } from '../../../../../electron/host/log/journal.ts';
import { acquireLock } from '../../../../../electron/host/storage/lock-file.ts';
import { buildSeatKey } from '../../../../support/trust-builders.ts';

const [folder = '', origin = ''] = process.argv.slice(2);

async function run(): Promise<void> {
  await acquireLock(folder);
  const { journal, torn, damage } = await openJournal(`${folder}/log`, {
    seatKey: buildSeatKey(),
    origin,
  });
  // Synchronous: what was acknowledged must be out before the next entry is begun.
  writeSync(1, `${JSON.stringify({ torn, damage, size: journal.head().size })}\n`);
  for (;;) {
    const entry = await journal.append({
      type: 'note',
      actor: null,
      obj: {},
      reason: 'x'.repeat(2_000),
    });
    writeSync(1, `${entry.seq}\n`);
  }
}

void run();
