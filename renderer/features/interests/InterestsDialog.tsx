import { useState, type ReactNode } from 'react';
import { toDayWords } from '../../../shared/review/words.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { ErrorMessage, Message } from '../../components/Message.tsx';
import { OptionList, type Option } from '../../components/OptionList.tsx';
import { activeIdentity, closeDialog, openDialog, useApp } from '../../state/app.ts';
import { useReview } from '../../state/review.ts';
import { DraftBadge } from '../notes/ComposerSheet.tsx';
import { submitRecord } from '../record/submit-record.ts';
import { useDraft, type DraftForm } from '../record/use-draft.ts';
import { INTEREST_KINDS, toChoice, toDeclaration, toInterests, withInterest, withoutInterest, type InterestsChoice } from './interests-form.ts'; // prettier-ignore
import { KindSelect } from './KindSelect.tsx';
import './interests.css';

const CHOICES: readonly Option<InterestsChoice>[] = [
  {
    value: 'none',
    label: 'I have no interests in this case or its outcome',
    hint: 'None means none: no pay, equity, role, authorship or tie',
  },
  { value: 'describe', label: 'I describe my interests' },
];

/** The declaration of interests, signed before an opinion or a decision (R4). */
export default function InterestsDialog(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  const identity = useApp(activeIdentity);
  const [retry] = useState(() => (dialog?.kind === 'interests' ? (dialog.retry ?? null) : null));
  const declared = useReview((state) => state.view?.declarations.findLast((one) => one.record.signer.keyid === identity?.keyid));
  const draft = useDraft({ kind: 'declaration', target: null, about: null }, {});
  const [isAsked, setAsked] = useState(false);
  const [isSigning, setSigning] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const choice = toChoice(draft.fields);

  async function declare(): Promise<void> {
    setAsked(true);
    setError(null);
    const record = toDeclaration(draft.fields);
    if (record === null) return;
    setSigning(true);
    // The passphrase dialog replaces this one, so it comes back here with the draft when it is done.
    const outcome = await submitRecord(record, draft.id, () => openDialog({ kind: 'interests', retry }));
    setSigning(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    if (outcome.kind === 'recorded') {
      closeDialog();
      retry?.();
    }
  }

  return (
    <Dialog
      title="Declare interests"
      onClose={closeDialog}
      closeLabel="Close, keeps the draft"
      note="Signed and recorded. It can be superseded, not deleted."
      actions={<><Button onClick={closeDialog}>Keep as draft</Button><Button kind="main" isOff={isSigning} onClick={() => void declare()}>{isSigning ? 'Signing' : 'Sign declaration'}</Button></>}
    >
      <div className="formgrid">
        <div><DraftBadge /></div>
        {declared === undefined ? null : <Message><p>You declared {declared.interests.length === 0 ? 'no interests' : 'interests'} on {toDayWords(declared.record.signedOn)}. A new declaration stands beside it.</p></Message>}
        <div>
          <OptionList legend="Interests" options={CHOICES} value={choice} onChange={(value) => draft.set({ choice: value })} />
          {isAsked && choice === null ? <p className="err" role="alert">Choose one.</p> : null}
        </div>
        {choice === 'describe' ? <InterestFields draft={draft} isAsked={isAsked} /> : null}
        <ErrorMessage title="Not declared" error={error} />
      </div>
    </Dialog>
  );
} // prettier-ignore

function InterestFields({ draft, isAsked }: { readonly draft: DraftForm; readonly isAsked: boolean }): ReactNode {
  const interests = toInterests(draft.fields);
  return (
    <div className="formgrid">
      {interests.map((interest, index) => (
        <fieldset key={index} className="interest">
          <legend>Interest {index + 1}</legend>
          <KindSelect kinds={INTEREST_KINDS} value={interest.kind} onChange={(kind) => draft.set({ [`kind.${index}`]: kind })} error={isAsked && interest.kind === '' ? 'Choose a kind.' : null} />
          <Field label="What it is" rows={3} value={interest.detail} onChange={(detail) => draft.set({ [`detail.${index}`]: detail })} error={isAsked && interest.detail.trim() === '' ? 'Say what it is.' : null} isRequired />
          {interests.length === 1 ? null : <Button kind="quiet" onClick={() => draft.set(withoutInterest(draft.fields, index))}>Remove interest {index + 1}</Button>}
        </fieldset>
      ))}
      <div><Button icon="plus" onClick={() => draft.set(withInterest(draft.fields))}>Add interest</Button></div>
    </div>
  );
} // prettier-ignore
