import { useEffect, useState, type ReactNode } from 'react';
import type { VerificationReport } from '../../../shared/verify/model.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { say } from '../../state/app.ts';
import { closeCase } from '../../state/opening.ts';
import { VerificationView } from './VerificationView.tsx';

/** The result of a verification, what needs a person first. */
export default function VerifyScreen(): ReactNode {
  const [report, setReport] = useState<VerificationReport | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('verify.report', undefined).then((reply) => {
      if (!isCurrent) return;
      if (!reply.ok) setError(reply.error);
      else if (reply.value === null)
        setError({
          code: 'not-found',
          message: 'There is no verification to show. Open the file again.',
          problems: [],
        });
      else setReport(reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  if (report === null) {
    return (
      <div className="vfy">
        <h1>Verification</h1>
        <ErrorMessage
          title="No result"
          error={error}
          actions={<Button onClick={() => void closeCase()}>Back to start</Button>}
        />
      </div>
    );
  }
  async function compare(sha256: string, isSame: boolean): Promise<IpcError | null> {
    const reply = await call('verify.compareRoster', { sha256, isSame });
    if (!reply.ok) return reply.error;
    setReport(reply.value);
    say(isSame ? 'Fingerprint compared, it is the same.' : 'Fingerprint compared, it differs. Speak with the sender by another channel.', isSame ? 'plain' : 'alarm'); // prettier-ignore
    return null;
  }
  return (
    <VerificationView
      report={report}
      actions={<Actions />}
      onCompare={(isSame) => compare(report.roster?.sha256 ?? '', isSame)}
      without="The steps with sha256sum, openssl and ssh-keygen are in README.md inside the record. They give the same answers."
    />
  );
}

function Actions(): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  async function save(): Promise<void> {
    const reply = await call('verify.saveReport', undefined);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value.saved) say('Result saved.');
  }
  return (
    <>
      <Button icon="print" onClick={() => void save()}>
        Save this result
      </Button>
      <Button onClick={() => void closeCase()}>Back to start</Button>
      <ErrorMessage title="Not saved" error={error} />
    </>
  );
}
