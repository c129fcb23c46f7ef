import { useState, type ReactNode } from 'react';
import type { Judged } from '../../../shared/review/records.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { type Segment, Segments } from '../../components/Segments.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { closeComposer, type OpenComposer, setFields, useComposer } from '../../state/composer.ts';
import { useApp } from '../../state/app.ts';
import { notes, useReview } from '../../state/review.ts';
import { submitRecord } from '../record/submit-record.ts';
import { ComposerSheet } from './ComposerSheet.tsx';

const MARKS: readonly Segment<Judged | 'none'>[] = [
  { value: 'none', label: 'No mark' },
  { value: 'load-bearing', label: 'Yes' },
  { value: 'not-load-bearing', label: 'No' },
];
const TAKE_BACK: Segment<Judged | 'none'> = { value: 'no-view', label: 'Take back' };

const JUDGED: readonly Judged[] = ['load-bearing', 'not-load-bearing', 'no-view'];

function toJudged(value: string | undefined): Judged | null {
  return JUDGED.find((one) => one === value) ?? null;
}

/** What is signed: words, and the mark where one was chosen. */
function toInput(
  body: string,
  { target, fields }: OpenComposer,
): { body: string; judged?: Judged } {
  const judged = target.kind === 'node' ? toJudged(fields['judged']) : null;
  return judged === null ? { body } : { body, judged };
}

/** The sheet beside the text in which a note is written. Every input event is a draft. */
export default function NoteComposer(): ReactNode {
  const open = useComposer((state) => state.open);
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [isSharing, setSharing] = useState(false);
  const keyid = useApp((state) => state.activeKeyid);
  const hasMark = useReview((state) => notes(state).some(({ judged, target, record }) => judged?.isCurrent === true && judged.mark !== 'no-view' && target.id === open?.target.id && record.signer.keyid === keyid));
  if (open === null || open.kind !== 'note') return null;
  const body = open.fields['body'] ?? '';
  const judged = toJudged(open.fields['judged']);
  const isMark = judged !== null;

  async function share(): Promise<void> {
    const current = useComposer.getState().open;
    if (current === null) return;
    setAsked(true);
    setError(null);
    const words = current.fields['body'] ?? '';
    if (words.trim() === '') return;
    setSharing(true);
    const outcome = await submitRecord({ kind: 'note', target: current.target, input: toInput(words, current) }, current.draftId, () => void share());
    setSharing(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    if (outcome.kind === 'recorded') closeComposer();
  }

  return (
    <ComposerSheet
      title={isMark ? `Your mark on ${open.target.id}` : `New note on ${open.target.id}`}
      open={open}
      onSubmit={() => void share()}
      submit={<Button kind="main" keys="Ctrl Enter" isOff={isSharing} onClick={() => void share()}>{isMark ? 'Share mark' : 'Share note'}</Button>}
      hint="A draft is private. Sharing signs the note and records it; it can be answered, not deleted."
    >
      {open.target.kind === 'node' && (
        <fieldset className="markchoice">
          <legend>Load-bearing, as you judge it</legend>
          <Segments label="Load-bearing, as you judge it" segments={hasMark ? [...MARKS, TAKE_BACK] : MARKS} value={judged ?? 'none'} onChange={(value) => setFields({ judged: value === 'none' ? '' : value })} />
        </fieldset>
      )}
      <Field label={isMark ? 'Reason' : 'Note'} rows={6} value={body} onChange={(text) => setFields({ body: text })} error={isAsked && body.trim() === '' ? (isMark ? 'Give the reason.' : 'Write the note.') : null} isRequired autoFocus />
      <ErrorMessage title="Not recorded" error={error} />
    </ComposerSheet>
  );
} // prettier-ignore
