import type { Severity } from '../../../shared/review/records.ts';
import type { ChallengeState, ChallengeView } from '../../../shared/review/view.ts';
import type { IconName } from '../../components/Icon.tsx';

export type Tone = 'alarm' | 'care' | '';

export const SEVERITY_ICONS: Readonly<Record<Severity, IconName>> = {
  blocking: 'blocking',
  major: 'major',
  minor: 'minor',
  note: 'severity-note',
};

export function severityTone(severity: Severity): Tone {
  if (severity === 'blocking') return 'alarm';
  return severity === 'major' ? 'care' : '';
}

const STATE_ICONS: Readonly<Record<ChallengeState, IconName>> = {
  raised: 'answered',
  answered: 'answered',
  sustained: 'sustained',
  'resolved-fixed': 'check',
  'resolved-rebutted': 'check',
  'accepted-residual': 'pinned',
  withdrawn: 'bar',
  'awaiting-second-signature': 'sealed',
};

export function stateIcon(state: ChallengeState): IconName {
  return STATE_ICONS[state];
}

/** Settled states are plain ink; an open one that nobody answered is as grave as its severity. */
export function stateTone(challenge: ChallengeView): Tone {
  if (!challenge.isOpen) return '';
  if (challenge.state === 'awaiting-second-signature' || challenge.state === 'answered')
    return 'care';
  return severityTone(challenge.severity);
}
