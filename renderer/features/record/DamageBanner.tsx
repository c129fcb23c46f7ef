import { useState, type ReactNode } from 'react';
import type { LogDamage } from '../../../shared/review/view.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { say } from '../../state/app.ts';
import { refresh } from '../../state/review.ts';

const TITLES: Readonly<Record<LogDamage['kind'], string>> = {
  torn: 'A last line without its end was set aside',
  broken: 'An earlier line of the log was changed',
  'rolled-back': 'The log is shorter than it was',
  forked: 'Two versions of the log exist',
};

/** Damage of a log. Until a person acknowledges it with a reason, nothing can be signed. */
export function DamageBanner({ damage }: { readonly damage: LogDamage }): ReactNode {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  async function acknowledge(): Promise<void> {
    setAsked(true);
    if (reason.trim() === '') return;
    const reply = await call('log.acknowledgeDamage', { origin: damage.origin, reason: reason.trim() });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    say('Damage acknowledged and recorded.');
    await refresh();
  }
  const where = damage.seq === null ? '' : ` First at entry ${damage.seq}.`;
  return (
    <div className="damage">
      <Message tone={damage.acknowledged ? 'care' : 'alarm'} title={TITLES[damage.kind]} isAlert={!damage.acknowledged}>
        <p>{damage.message}{where}</p>
        <p className="mono small brk">{damage.origin}</p>
        {damage.acknowledged ? <p>Acknowledged. Both versions are kept.</p> : (
          <>
            <p>{damage.kind === 'torn' ? 'What was written before it is whole.' : 'Nothing can be signed until this is acknowledged. Find out who changed the files before you do.'}</p>
            <Field label="Reason" value={reason} onChange={setReason} maxLength={2_000} hint="What you found out. It is recorded in the log." error={isAsked && reason.trim() === '' ? 'Write the reason.' : null} isRequired />
            <div className="r gap"><Button onClick={() => void acknowledge()}>Acknowledge damage</Button></div>
          </>
        )}
      </Message>
      <ErrorMessage title="Not acknowledged" error={error} />
    </div>
  );
} // prettier-ignore
