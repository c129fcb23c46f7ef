import { useState, type ReactNode } from 'react';
import type { ClockRollback } from '../../../shared/review/view.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { say } from '../../state/app.ts';
import { refresh } from '../../state/review.ts';

/** The clock of this computer went back: whoever reads the log later will ask why. */
export function ClockBanner({ rollback }: { readonly rollback: ClockRollback }): ReactNode {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  async function record(): Promise<void> {
    setAsked(true);
    if (reason.trim() === '') return;
    const { origin, seq } = rollback;
    const reply = await call('log.explainClock', { origin, seq, reason: reason.trim() });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    say('Reason recorded.');
    await refresh();
  }
  return (
    <div className="damage">
      <Message tone="care" title="The clock of this computer went back">
        <p>{rollback.message}. Entry {rollback.seq} of the log says so, and times in the log do not go back.</p>
        <p className="mono small brk">{rollback.origin}</p>
        <Field label="Reason" value={reason} onChange={setReason} maxLength={2_000} hint="Why the clock was changed, or that it is not known. It is recorded in the log." error={isAsked && reason.trim() === '' ? 'Write the reason.' : null} isRequired />
        <div className="r gap"><Button onClick={() => void record()}>Record reason</Button></div>
      </Message>
      <ErrorMessage title="Not recorded" error={error} />
    </div>
  );
} // prettier-ignore
