import type { IpcError } from '../../../shared/ipc/contract.ts';
import type { RecordInput } from '../../../shared/review/records.ts';
import type { RecordSummary } from '../../../shared/review/view.ts';
import { RECORD_KIND_WORDS, toSentenceStart } from '../../../shared/review/words.ts';
import { call } from '../../api.ts';
import { openDialog, say } from '../../state/app.ts';
import { draftsSettled } from '../../state/composer.ts';
import { refresh } from '../../state/review.ts';

export type SubmitOutcome =
  | { readonly kind: 'recorded'; readonly record: RecordSummary }
  /** A dialog asks for the identity or the passphrase and calls `retry` when it has it. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'failed'; readonly error: IpcError };

/**
 * Signs and records what a person wrote. The draft is on disk before anything is asked, so that nothing
 * typed is lost whatever the answer is.
 */
export async function submitRecord(
  record: RecordInput,
  draft: string | null,
  retry: () => void,
): Promise<SubmitOutcome> {
  await draftsSettled();
  const reply = await call('record.submit', { record, draft });
  if (reply.ok) {
    say(toRecordedWords(reply.value));
    await refresh();
    return { kind: 'recorded', record: reply.value };
  }
  if (reply.error.code === 'no-identity') {
    openDialog({ kind: 'identity', retry });
    return { kind: 'asked' };
  }
  if (reply.error.code === 'key-locked') {
    openDialog({ kind: 'unlock', retry });
    return { kind: 'asked' };
  }
  return { kind: 'failed', error: reply.error };
}

/** "Challenge recorded as record 12, entry 47 of this log." */
export function toRecordedWords(record: RecordSummary): string {
  return `${toSentenceStart(RECORD_KIND_WORDS[record.kind])} recorded as record ${record.number}, entry ${record.log.seq} of the log.`;
}
