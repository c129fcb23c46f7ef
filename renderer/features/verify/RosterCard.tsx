import { useState, type ReactNode } from 'react';
import type { VerificationReport } from '../../../shared/verify/model.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';

interface RosterCardProps {
  readonly roster: NonNullable<VerificationReport['roster']>;
  readonly onCompare: (isSame: boolean) => Promise<IpcError | null>;
}

/** The fingerprint to compare over another channel. Both answers have equal weight, neither is focused. */
export function RosterCard({ roster, onCompare }: RosterCardProps): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  const [isAsking, setAsking] = useState(false);
  async function compare(isSame: boolean): Promise<void> {
    if (isAsking) return;
    setAsking(true);
    setError(null);
    setError(await onCompare(isSame));
    setAsking(false);
  }
  return (
    <section className="card" aria-labelledby="roster-head">
      <h2 id="roster-head">Fingerprint of roster {roster.version}</h2>
      <p className="small q2">Read it out in rows of four groups, by telephone or in person.</p>
      <Fingerprint hex={roster.sha256} label="roster fingerprint" />
      <p className="state" role="status"><RosterState confirmed={roster.confirmed} /></p>
      <div className="r wrap">
        <Button onClick={() => void compare(true)}>I compared it, it is the same</Button>
        <Button kind="grave" onClick={() => void compare(false)}>It differs</Button>
      </div>
      <ErrorMessage title="Not recorded" error={error} />
    </section>
  );
} // prettier-ignore

function RosterState({
  confirmed,
}: {
  readonly confirmed: RosterCardProps['roster']['confirmed'];
}): ReactNode {
  switch (confirmed) {
    case 'unknown':
      return (
        <StatePhrase icon="unknown" tone="care">
          not compared on this computer
        </StatePhrase>
      );
    case 'confirmed':
      return <StatePhrase icon="check">compared by you, the same</StatePhrase>;
    case 'changed':
      return (
        <StatePhrase icon="warning" tone="alarm">
          not the roster that you confirmed
        </StatePhrase>
      );
  }
}
