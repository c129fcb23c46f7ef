/** Child process: writes as a user who is not root, loses the permission in the middle, and gets it back. */
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CountersignError } from '../../../../../shared/errors.ts';
import { openJournal } from '../../../../../electron/host/log/journal.ts';
import { writeFileAtomically } from '../../../../../electron/host/storage/atomic-file.ts';
import { buildSeatKey, TEST_ORIGIN } from '../../../../support/trust-builders.ts';

const NOBODY = 65_534;

async function messageOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof CountersignError ? `${error.code}: ${error.message}` : String(error);
  }
}

async function run(folder: string): Promise<void> {
  if (process.getuid?.() === 0) {
    process.setgid?.(NOBODY);
    process.setuid?.(NOBODY);
  }
  const log = path.join(folder, 'log');
  const entries = path.join(log, 'entries.jsonl');
  const note = { type: 'note', actor: null, obj: {}, reason: null };
  const { journal } = await openJournal(log, { seatKey: buildSeatKey(), origin: TEST_ORIGIN });
  await journal.append(note);
  await journal.settled();
  const before = readFileSync(entries, 'utf8');

  chmodSync(entries, 0o400);
  // The system asks for the permission when a file is opened: one that is open takes what it is given.
  const whileOpen = (await journal.append(note)).seq;
  await journal.close();
  const grown = readFileSync(entries, 'utf8');
  const isRecorded = grown.startsWith(before) && grown.length > before.length;
  const fileDenied = await messageOf(journal.append(note));
  const isUnchanged = readFileSync(entries, 'utf8') === grown;
  chmodSync(entries, 0o600);
  chmodSync(log, 0o500);
  const folderDenied = await messageOf(writeFileAtomically(path.join(log, 'head.json'), 'x'));
  const names = readdirSync(log);
  const appended = (await journal.append(note)).seq;
  await journal.settled();
  chmodSync(log, 0o700);
  const last = (await journal.append(note)).seq;
  await journal.settled();
  const again = await openJournal(log, { seatKey: buildSeatKey(), origin: TEST_ORIGIN });
  const { damage, torn } = again;
  const size = again.journal.head().size;
  console.log(JSON.stringify({ whileOpen, isRecorded, fileDenied, isUnchanged, folderDenied, names, appended, last, damage, torn, size })); // prettier-ignore
}

void run(process.argv[2] ?? '');
