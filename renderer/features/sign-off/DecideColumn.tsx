import type { ReactNode } from 'react';
import type { SignOffPreparation } from '../../../shared/review/view.ts';
import { Field } from '../../components/Field.tsx';
import { Message } from '../../components/Message.tsx';
import { OptionList } from '../../components/OptionList.tsx';
import { useReview } from '../../state/review.ts';
import { ConditionFields } from './ConditionFields.tsx';
import { DissentWords, OverrideFields } from './SetAsideFields.tsx';
import { SecondSubject } from './SecondSubject.tsx';
import { isApproval, toDecisionOptions, toModeOptions, toScopeLabel, toStanceOptions, toSupportOptions, toViewOptions, toVoteOptions, type Fields, type SignOffWhat } from './sign-off-form.ts'; // prettier-ignore

interface DecideColumnProps {
  readonly what: SignOffWhat;
  readonly about: string | null;
  readonly preparation: SignOffPreparation | null;
  readonly fields: Fields;
  readonly onChange: (change: Fields) => void;
}

/** What the person decides, in their own words. Every input event is a draft. */
export function DecideColumn({ what, about, preparation, fields, onChange }: DecideColumnProps): ReactNode {
  if (what === 'second-signature') {
    return (
      <>
        <SecondSubject about={about} />
        <Field label="Reason" rows={6} value={fields['reason'] ?? ''} onChange={(reason) => onChange({ reason })} hint="Why you countersign it, in your own words." isRequired />
      </>
    );
  }
  if (what === 'dissent') return <DissentWords about={about} fields={fields} onChange={onChange} />;
  if (what === 'override') return <OverrideFields fields={fields} onChange={onChange} />;
  return (
    <>
      {what === 'ballot' ? <BallotChoice preparation={preparation} fields={fields} onChange={onChange} /> : what === 'opinion' ? <OpinionChoice preparation={preparation} fields={fields} onChange={onChange} /> : <DecisionChoice preparation={preparation} fields={fields} onChange={onChange} />}
      <Field label={what === 'decision' ? 'Reasons, each tied to a challenge' : 'Reasons'} rows={6} value={fields['reasons'] ?? ''} onChange={(reasons) => onChange({ reasons })} isRequired />
      <Field label="What would change my mind" rows={3} value={fields['whatWouldChangeMyMind'] ?? ''} onChange={(whatWouldChangeMyMind) => onChange({ whatWouldChangeMyMind })} isRequired />
      <Field label="Key uncertainties" rows={2} value={fields['keyUncertainties'] ?? ''} onChange={(keyUncertainties) => onChange({ keyUncertainties })} />
      {what === 'ballot' ? null : <OptionList legend="Stance" layout="row" options={toStanceOptions()} value={toStanceOptions().find((option) => option.value === fields['stance'])?.value ?? null} onChange={(stance) => onChange({ stance })} />}
    </>
  );
} // prettier-ignore

type ChoiceProps = Pick<DecideColumnProps, 'preparation' | 'fields' | 'onChange'>;

function BallotChoice({ fields, onChange }: ChoiceProps): ReactNode {
  const vote = toVoteOptions().find((option) => option.value === fields['vote'])?.value ?? null;
  return (
    <>
      <OptionList legend="Your vote" options={toVoteOptions()} value={vote} onChange={(value) => onChange({ vote: value })} />
      <ModeChoice what="ballot" fields={fields} onChange={onChange} />
    </>
  );
} // prettier-ignore

interface ModeChoiceProps {
  readonly what: 'opinion' | 'ballot';
  readonly fields: Fields;
  readonly onChange: (change: Fields) => void;
}

function ModeChoice({ what, fields, onChange }: ModeChoiceProps): ReactNode {
  const sealing = useReview((state) => state.view?.sealing);
  const asked = what === 'ballot' ? sealing?.ballots : sealing?.opinions;
  const options = toModeOptions(what);
  const mode = options.find((option) => option.value === fields['mode'])?.value ?? null;
  return (
    <>
      <OptionList legend="How it is cast" layout="two columns" options={options} value={mode} onChange={(value) => onChange({ mode: value })} />
      {asked === 'sealed' && mode === 'open' ? <Message tone="care"><p>The policy pack asks for a sealed one. That yours is open stands on its face.</p></Message> : null}
    </>
  );
} // prettier-ignore

function OpinionChoice({ preparation, fields, onChange }: ChoiceProps): ReactNode {
  const supports = toSupportOptions(preparation);
  const support = supports.find((option) => option.value === fields['support'])?.value ?? null;
  const view = toViewOptions().find((option) => option.value === fields['view'])?.value ?? null;
  return (
    <>
      <OptionList legend="Does the bundle support the claim?" options={supports} value={support} onChange={(value) => onChange({ support: value })} />
      {support === 'supports-with-reservations' ? <Field label="Reservations" rows={3} value={fields['reservations'] ?? ''} onChange={(reservations) => onChange({ reservations })} isRequired /> : null}
      <OptionList legend="Your view of the claim" options={toViewOptions()} value={view} onChange={(value) => onChange({ view: value })} />
      {view === 'agrees-on-other-grounds' ? <Field label="Grounds outside the bundle" rows={3} value={fields['otherGrounds'] ?? ''} onChange={(otherGrounds) => onChange({ otherGrounds })} isRequired /> : null}
      <ModeChoice what="opinion" fields={fields} onChange={onChange} />
    </>
  );
} // prettier-ignore

function DecisionChoice({ preparation, fields, onChange }: ChoiceProps): ReactNode {
  const options = toDecisionOptions(preparation);
  const decision = options.find((option) => option.value === fields['decision'])?.value ?? 'return';
  const scopeLabel = toScopeLabel(decision);
  return (
    <>
      <OptionList legend="Decision" options={options} value={decision} onChange={(value) => onChange({ decision: value })} />
      {scopeLabel === null ? null : <Field label={scopeLabel} rows={3} value={fields['scope'] ?? ''} onChange={(scope) => onChange({ scope })} isRequired />}
      {isApproval(decision) ? (
        <div className="dates">
          <Field label="In force from" type="date" value={fields['start'] ?? ''} onChange={(start) => onChange({ start })} isRequired />
          <Field label="Lapses on" type="date" value={fields['expiry'] ?? ''} onChange={(expiry) => onChange({ expiry })} isRequired />
        </div>
      ) : null}
      {decision === 'approve-with-conditions' ? <ConditionFields fields={fields} onChange={onChange} /> : null}
    </>
  );
} // prettier-ignore
