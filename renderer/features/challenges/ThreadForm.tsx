import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RecordInput } from '../../../shared/review/records.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field, FieldError } from '../../components/Field.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OptionList, type Option } from '../../components/OptionList.tsx';
import { say } from '../../state/app.ts';
import { discardDraft } from '../../state/composer.ts';
import { DraftBadge } from '../notes/ComposerSheet.tsx';
import { submitRecord } from '../record/submit-record.ts';
import type { DraftForm } from '../record/use-draft.ts';

interface ThreadFormProps<T extends string> {
  readonly label: string;
  readonly legend: string;
  readonly options: readonly Option<T>[];
  readonly wordsLabel: string;
  readonly missingWords: string;
  readonly submitLabel: string;
  readonly failedTitle: string;
  readonly draft: DraftForm;
  readonly toRecord: (choice: T, words: string) => RecordInput;
  readonly onDone: () => void;
}

/** A choice and a reason below a challenge: the shape of a response and of an assessment. */
export function ThreadForm<T extends string>(props: ThreadFormProps<T>): ReactNode {
  const { options, draft, toRecord, onDone } = props;
  const [isAsked, setAsked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const choice = options.find((option) => option.value === draft.fields['choice'] && typeof option.why !== 'string')?.value ?? null;
  const words = draft.fields['words'] ?? '';

  async function submit(): Promise<void> {
    setAsked(true);
    setError(null);
    if (choice === null || words.trim() === '') return;
    setSending(true);
    const outcome = await submitRecord(toRecord(choice, words), draft.id, () => void submit());
    setSending(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    if (outcome.kind === 'recorded') onDone();
  }

  function keep(): void {
    if (words !== '' || choice !== null) say('Draft kept, only you see it.');
    onDone();
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      keep();
    }
  }

  return (
    <form className="threadform" aria-label={props.label} onKeyDown={keyDown} onSubmit={(event) => event.preventDefault()}>
      <div><DraftBadge /></div>
      <div>
        <OptionList legend={props.legend} options={options} value={choice} onChange={(value) => draft.set({ choice: value })} />
        <FieldError id={`${draft.id}-choice`} error={isAsked && choice === null ? 'Choose one.' : null} />
      </div>
      <Field label={props.wordsLabel} rows={4} value={words} onChange={(value) => draft.set({ words: value })} error={isAsked && words.trim() === '' ? props.missingWords : null} isRequired autoFocus />
      <ErrorMessage title={props.failedTitle} error={error} />
      <div className="r wrap">
        <Button kind="main" keys="Ctrl Enter" isOff={isSending} onClick={() => void submit()}>{props.submitLabel}</Button>
        <Button keys="Esc" onClick={keep}>Keep draft</Button>
        <Button kind="quiet" onClick={() => { onDone(); void discardDraft(draft.id); }}>Discard</Button>
      </div>
    </form>
  );
} // prettier-ignore
