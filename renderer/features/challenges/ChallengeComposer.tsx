import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Severity } from '../../../shared/review/records.ts';
import { severityFloor } from '../../../shared/review/severity-floor.ts';
import { isBelowFloor } from '../../../shared/review/words.ts';
import type { IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Field, FieldError } from '../../components/Field.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OptionList } from '../../components/OptionList.tsx';
import { Segments } from '../../components/Segments.tsx';
import { useApp } from '../../state/app.ts';
import { useCase } from '../../state/case.ts';
import { closeComposer, setFields, useComposer } from '../../state/composer.ts';
import { useReview } from '../../state/review.ts';
import { ComposerSheet } from '../notes/ComposerSheet.tsx';
import { isTyping } from '../notes/typing.ts';
import { submitRecord } from '../record/submit-record.ts';
import { KIND_OPTIONS, SEVERITY_SEGMENTS, toChallengeForm, toChallengeRecord, toKeyChange, toProblems } from './composer-form.ts'; // prettier-ignore

/** The sheet beside the text in which a challenge is written. Every input event is a draft. */
export default function ChallengeComposer(): ReactNode {
  const open = useComposer((state) => state.open);
  const structure = useReview((state) => state.view?.structure ?? null);
  const safetyCase = useCase((state) => state.safetyCase);
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<IpcError | null>(null);
  const [isRaising, setRaising] = useState(false);
  if (open === null || open.kind !== 'challenge') return null;
  const form = toChallengeForm(open.fields);
  const floor =
    structure === null || safetyCase === null ? null : severityFloor(safetyCase, structure, open.target);
  const problems = toProblems(form, floor);

  async function raise(): Promise<void> {
    const current = useComposer.getState().open;
    if (current === null) return;
    setAsked(true);
    setError(null);
    const record = toChallengeRecord(current.target, toChallengeForm(current.fields), floor);
    if (record === null) return;
    setRaising(true);
    const outcome = await submitRecord(record, current.draftId, () => void raise());
    setRaising(false);
    if (outcome.kind === 'failed') setError(outcome.error);
    if (outcome.kind === 'recorded') closeComposer();
  }

  function keyDown(event: KeyboardEvent): void {
    if (isTyping(event) || !useApp.getState().preferences.singleKeyShortcuts) return;
    const change = event.ctrlKey || event.metaKey || event.altKey ? null : toKeyChange(event.key);
    if (change === null) return;
    event.preventDefault();
    event.stopPropagation();
    setFields(change);
  }

  return (
    <ComposerSheet
      title={`New challenge on ${open.target.id}`}
      open={open}
      onKeyDown={keyDown}
      onSubmit={() => void raise()}
      submit={<Button kind="main" keys="Ctrl Enter" isOff={isRaising} onClick={() => void raise()}>Raise challenge</Button>}
      hint="Raising signs it. It can be withdrawn with a trace, not deleted."
    >
      {open.fields['finding'] === undefined ? null : <p className="small q2">Filled in from a finding by rule. It is yours once you have chosen a severity and raised it.</p>}
      <div>
        <OptionList legend="Kind" layout="two columns" options={KIND_OPTIONS} value={form.kind} onChange={(challengeType) => setFields({ challengeType })} />
        <FieldError id="kind-error" error={isAsked ? problems.kind : null} />
      </div>
      <Field label="What is wrong" rows={4} value={form.whatIsWrong} onChange={(whatIsWrong) => setFields({ whatIsWrong })} error={isAsked ? problems.whatIsWrong : null} isRequired autoFocus />
      <Field label="What would settle it" rows={2} value={form.whatWouldSettleIt} onChange={(whatWouldSettleIt) => setFields({ whatWouldSettleIt })} />
      <fieldset>
        <legend>Severity</legend>
        <Segments label="Severity" segments={SEVERITY_SEGMENTS} value={form.severity} onChange={(severity) => setFields({ severity })} />
        <FieldError id="severity-error" error={isAsked ? problems.severity : null} />
        <FloorWords targetId={open.target.id} floor={floor} severity={form.severity} />
        {form.severity !== null && isBelowFloor(form.severity, floor) ? (
          <Field label={`Reason for ${form.severity}`} value={form.severityReason} onChange={(severityReason) => setFields({ severityReason })} error={isAsked ? problems.severityReason : null} isRequired />
        ) : null}
      </fieldset>
      <ErrorMessage title="Not raised" error={error} />
    </ComposerSheet>
  );
} // prettier-ignore

interface FloorWordsProps {
  readonly targetId: string;
  readonly floor: Severity | null;
  readonly severity: Severity | null;
}

/** What structure alone says about the severity. It is said before and while a severity is chosen. */
function FloorWords({ targetId, floor, severity }: FloorWordsProps): ReactNode {
  if (floor === null) return null;
  const isBelow = severity !== null && isBelowFloor(severity, floor);
  return (
    <div className="msg care floor" role="status">
      <Icon name="load-bearing" />
      <p>
        {targetId} is load-bearing by structure, so this is {floor} if sustained.
        {isBelow
          ? ` Choosing ${severity} needs a reason, which is shown beside the challenge.`
          : ''}
      </p>
    </div>
  );
}
