import { useState, type ReactNode } from 'react';
import type { RecordSummary } from '../../../shared/review/view.ts';
import { toHexGroups } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { Check } from '../../components/OptionList.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';
import { activeIdentity, closeDialog, openDialog, say, useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { draftsSettled } from '../../state/composer.ts';
import { refresh, useReview } from '../../state/review.ts';
import { toRecordedWords } from '../record/submit-record.ts';
import { useDraft } from '../record/use-draft.ts';
import { DecideColumn } from './DecideColumn.tsx';
import { Deed } from './Deed.tsx';
import { GateColumn } from './GateColumn.tsx';
import { toSigningStops } from './gate-words.ts';
import { goToRef } from './go-to-ref.ts';
import { toInitialFields, toRecordInput, type SignOffWhat } from './sign-off-form.ts';
import { SignedView } from './SignedView.tsx';
import { usePreparation } from './use-preparation.ts';
import './sign-off.css';

/** Signing: what is not settled, what you decide, the text you sign. No shortcut and no default button. */
export default function SignOffDialog(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  const [opened] = useState(() => (dialog?.kind === 'sign-off' ? dialog : null));
  const [signed, setSigned] = useState<RecordSummary | null>(null);
  if (opened === null) return null;
  if (signed !== null) return <SignedView record={signed} />;
  return <SignOffForm what={opened.what} about={opened.about} onSigned={setSigned} />;
}

interface SignOffFormProps {
  readonly what: SignOffWhat;
  readonly about: string | null;
  readonly onSigned: (record: RecordSummary) => void;
}

const TITLES: Readonly<Record<SignOffWhat, string>> = {
  opinion: 'Your opinion on',
  decision: 'Your decision on',
  'second-signature': 'Your second signature on',
  ballot: 'Your ballot on',
  dissent: 'Your dissent on',
  override: 'Your override on',
};

const STALE =
  'Something changed after the text was made. It was made again below. Read it again, then sign.';

function SignOffForm({ what, about, onSigned }: SignOffFormProps): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const identity = useApp(activeIdentity);
  const sealing = useReview((state) => state.view?.sealing ?? null);
  const draft = useDraft({ kind: what, target: null, about }, toInitialFields(what, sealing));
  const record = toRecordInput(what, draft.fields, about);
  const { preparation, error: prepareError, isPreparing, again } = usePreparation(record);
  // Both are digests of a text: a text that changes is neither seen nor read.
  const [seenFor, setSeenFor] = useState<string | null>(null);
  const [readFor, setReadFor] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [isSigning, setSigning] = useState(false);
  const digest = preparation?.textDigest ?? null;
  const hasRead = digest !== null && readFor === digest && !isPreparing;
  const stops = toSigningStops(preparation, isPreparing, hasRead, passphrase);
  const isReady = stops.length === 0 && prepareError === null && !isSigning;

  async function sign(): Promise<void> {
    if (!isReady || record === null || digest === null) return;
    setSigning(true);
    setWrong(null);
    setError(null);
    setNotice(null);
    await draftsSettled();
    const reply = await call('signOff.sign', { record, textDigest: digest, passphrase, draft: draft.id });
    setSigning(false);
    setPassphrase('');
    if (reply.ok) {
      say(toRecordedWords(reply.value));
      onSigned(reply.value);
      await refresh();
    } else if (reply.error.code === 'wrong-passphrase') {
      setWrong(reply.error.message);
    } else if (reply.error.code === 'stale-preparation') {
      setReadFor(null);
      setSeenFor(null);
      setNotice(STALE);
      again();
    } else {
      setError(reply.error);
    }
  }

  return (
    <Dialog
      size="whole"
      title={`${TITLES[what]} ${safetyCase === null ? 'this case' : `${safetyCase.title}, version ${safetyCase.version}`}`}
      onClose={closeDialog}
      closeLabel="Close, keeps the draft"
      note="It can be superseded, not deleted. Signing has no keyboard shortcut, and Enter does nothing."
      actions={
        <>
          <Button onClick={closeDialog}>Keep as draft</Button>
          <Button kind="main" isOff={!isReady} aria-describedby="sign-stops" onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }} onClick={() => void sign()}>
            {isSigning ? 'Signing' : (preparation?.action ?? 'Sign')}
          </Button>
        </>
      }
    >
      <div className="sogrid">
        <section aria-label="Not yet settled">
          <ErrorMessage title="This cannot be signed now" error={prepareError} actions={prepareError?.code === 'no-identity' ? <Button onClick={() => openDialog({ kind: 'identity', retry: () => openDialog({ kind: 'sign-off', what, about }) })}>Create identity</Button> : undefined} />
          {preparation === null ? (prepareError === null ? <p className="q2" role="status">The rules are being checked.</p> : null) : (
            <GateColumn
              preparation={preparation}
              fields={draft.fields}
              onField={(key, value) => draft.set({ [key]: value })}
              onGo={(ref) => { closeDialog(); goToRef(ref); }}
              onDeclare={() => openDialog({ kind: 'interests', retry: () => openDialog({ kind: 'sign-off', what, about }) })}
            />
          )}
        </section>
        <section className="c2" aria-label="What you decide">
          {draft.isRecovered ? <Message><p>Your draft is as you left it. Only you see it.</p></Message> : null}
          <DecideColumn what={what} about={about} preparation={preparation} fields={draft.fields} onChange={draft.set} />
        </section>
        <section className="c3" aria-label="What you sign">
          {notice === null ? null : <Message tone="care" title="Not signed" isAlert><p>{notice}</p></Message>}
          {preparation === null ? null : (
            <>
              <Deed text={preparation.text} textDigest={preparation.textDigest} onEndSeen={setSeenFor} />
              <Check label="I have read the text above" isChecked={hasRead} onChange={(isChecked) => setReadFor(isChecked ? digest : null)} why={seenFor === digest ? null : 'Available once the end of the text has been on screen.'} />
            </>
          )}
          <PassphraseField label="Passphrase of your signing key" value={passphrase} onChange={setPassphrase} error={wrong} hint={identity === null ? undefined : <>Key <span className="mono">{toHexGroups(identity.keyid, 4)}</span> Asked for every sign-off.</>} />
          <ErrorMessage title="Not signed" error={error} />
          <div id="sign-stops" className="small q2" aria-live="polite">
            {stops.length === 0 ? 'Nothing is missing.' : <><b>Missing</b><ul>{stops.map((stop) => <li key={stop}>{stop}</li>)}</ul></>}
          </div>
        </section>
      </div>
    </Dialog>
  );
} // prettier-ignore
