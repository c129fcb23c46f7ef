import { useState, type ReactNode } from 'react';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { closeComposer, setFields, useComposer } from '../../state/composer.ts';
import { submitRecord } from '../record/submit-record.ts';
import { ComposerSheet } from './ComposerSheet.tsx';

/** The sheet beside the text in which a note is written. Every input event is a draft. */
export default function NoteComposer(): ReactNode {
  const open = useComposer((state) => state.open);
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [isSharing, setSharing] = useState(false);
  if (open === null || open.kind !== 'note') return null;
  const body = open.fields['body'] ?? '';

  async function share(): Promise<void> {
    const current = useComposer.getState().open;
    if (current === null) return;
    setAsked(true);
    setError(null);
    const words = current.fields['body'] ?? '';
    if (words.trim() === '') return;
    setSharing(true);
    const outcome = await submitRecord({ kind: 'note', target: current.target, input: { body: words } }, current.draftId, () => void share());
    setSharing(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    if (outcome.kind === 'recorded') closeComposer();
  }

  return (
    <ComposerSheet
      title={`New note on ${open.target.id}`}
      open={open}
      onSubmit={() => void share()}
      submit={<Button kind="main" keys="Ctrl Enter" isOff={isSharing} onClick={() => void share()}>Share note</Button>}
      hint="A draft is private. Sharing signs the note and records it; it can be answered, not deleted."
    >
      <Field label="Note" rows={6} value={body} onChange={(text) => setFields({ body: text })} error={isAsked && body.trim() === '' ? 'Write the note.' : null} isRequired autoFocus />
      <ErrorMessage title="Not recorded" error={error} />
    </ComposerSheet>
  );
} // prettier-ignore
