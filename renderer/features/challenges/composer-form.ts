import type {
  ChallengeType,
  RecordInput,
  Severity,
  Target,
} from '../../../shared/review/records.ts';
import { isBelowFloor, SEVERITIES } from '../../../shared/review/words.ts';
import type { Option } from '../../components/OptionList.tsx';
import type { Segment } from '../../components/Segments.tsx';

export const KIND_OPTIONS: readonly Option<ChallengeType>[] = [
  { value: 'rebutting', label: 'Rebuts the claim', keys: '1' },
  { value: 'undercutting', label: 'Undercuts the step', keys: '2' },
  { value: 'undermining', label: 'Undermines the evidence', keys: '3' },
  { value: 'missing', label: 'Something is missing', keys: '4' },
];

export const SEVERITY_SEGMENTS: readonly Segment<Severity>[] = [
  { value: 'blocking', label: 'Blocking', icon: 'blocking', keys: 'B' },
  { value: 'major', label: 'Major', icon: 'major', keys: 'M' },
  { value: 'minor', label: 'Minor', icon: 'minor', keys: 'I' },
  { value: 'note', label: 'Note', icon: 'severity-note', keys: 'N' },
];

/** The form as the draft holds it: words, and empty where nothing was chosen. */
export interface ChallengeForm {
  readonly kind: ChallengeType | null;
  readonly severity: Severity | null;
  readonly whatIsWrong: string;
  readonly whatWouldSettleIt: string;
  readonly severityReason: string;
}

export function toChallengeForm(fields: Readonly<Record<string, string>>): ChallengeForm {
  return {
    kind: KIND_OPTIONS.find((option) => option.value === fields['challengeType'])?.value ?? null,
    severity: SEVERITIES.find((severity) => severity === fields['severity']) ?? null,
    whatIsWrong: fields['whatIsWrong'] ?? '',
    whatWouldSettleIt: fields['whatWouldSettleIt'] ?? '',
    severityReason: fields['severityReason'] ?? '',
  };
}

/** The single keys of the sheet, which work where no text is being typed. */
export function toKeyChange(key: string): Readonly<Record<string, string>> | null {
  const kind = KIND_OPTIONS.find((option) => option.keys === key);
  if (kind !== undefined) return { challengeType: kind.value };
  const severity = SEVERITY_SEGMENTS.find((segment) => segment.keys === key.toUpperCase());
  return severity === undefined ? null : { severity: severity.value };
}

export interface FormProblems {
  readonly kind: string | null;
  readonly whatIsWrong: string | null;
  readonly severity: string | null;
  readonly severityReason: string | null;
}

/** What stands between the draft and raising it, each at the control that it is about. */
export function toProblems(form: ChallengeForm, floor: Severity | null): FormProblems {
  const isBelow = form.severity !== null && isBelowFloor(form.severity, floor);
  return {
    kind: form.kind === null ? 'Choose a kind.' : null,
    whatIsWrong: form.whatIsWrong.trim() === '' ? 'Write what is wrong.' : null,
    severity: form.severity === null ? 'Choose a severity.' : null,
    severityReason:
      isBelow && form.severityReason.trim() === '' ? `Give a reason for ${form.severity}.` : null,
  };
}

/** The record to be signed, or null while something is missing. */
export function toChallengeRecord(
  target: Target,
  form: ChallengeForm,
  floor: Severity | null,
): RecordInput | null {
  const problems = toProblems(form, floor);
  if (Object.values(problems).some((problem) => problem !== null)) return null;
  if (form.kind === null || form.severity === null) return null;
  const isBelow = isBelowFloor(form.severity, floor);
  return {
    kind: 'challenge',
    target,
    input: {
      challengeType: form.kind,
      severity: form.severity,
      whatIsWrong: form.whatIsWrong,
      whatWouldSettleIt: form.whatWouldSettleIt,
      severityReason: isBelow ? form.severityReason : '',
    },
  };
}
