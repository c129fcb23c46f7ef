/** The challenges whose next step is one that the person at this seat can take, over all recent cases. */
import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity, RecentCase } from '../../../shared/ipc/contract.ts';
import type { OpenTurn } from '../../../shared/review/view.ts';
import { isTurnOf } from '../../../shared/review/turns.ts';
import { SEVERITY_WORDS, toCount } from '../../../shared/review/words.ts';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { openRecent } from '../../state/opening.ts';
import { SEVERITY_ICONS, severityTone } from '../challenges/faces.ts';
import { showChallenge } from '../challenges/register-state.ts';

/** More would push the recent cases off the screen; the register of the case has all of them. */
const SHOWN = 6;

export interface WaitingTurn {
  readonly turn: OpenTurn;
  readonly recent: RecentCase;
}

/** Each challenge once, though several versions of its case may be known. */
export function toWaiting(recent: readonly RecentCase[], identity: Identity | null): readonly WaitingTurn[] {
  if (identity === null) return [];
  const found = new Map<string, WaitingTurn>();
  for (const one of recent)
    for (const turn of one.open ?? [])
      if (isTurnOf(turn, identity) && !found.has(turn.record)) found.set(turn.record, { turn, recent: one });
  return [...found.values()];
} // prettier-ignore

const NEXT_STEP: Readonly<Record<OpenTurn['turn'], string>> = {
  author: 'Respond to it.',
  raiser: 'Assess the answer.',
  'second signer': 'Its closing needs your second signature.',
  nobody: '',
};

interface WaitingOnYouProps {
  readonly recent: readonly RecentCase[];
  readonly identity: Identity | null;
}

export function WaitingOnYou({ recent, identity }: WaitingOnYouProps): ReactNode {
  const waiting = toWaiting(recent, identity);
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <OpenHead title="Waiting on you" isOpen level={2} id="waiting" count={waiting.length} />
      <table className="tb waiting">
        <tbody>
          {waiting.slice(0, SHOWN).map(({ turn, recent: at }) => (
            <tr key={turn.record}>
              <td className="nw">
                <button type="button" className="link strong" aria-label={`${turn.label} of ${at.title}`} onClick={() => void openRecent(at.token, null, () => { showChallenge(turn.record); })}>{turn.label}</button>
              </td>
              <td>
                <p className="twolines">
                  {NEXT_STEP[turn.turn]} <span className="ser">“{turn.whatIsWrong}”</span>
                </p>
                <p className="small q2 twolines">On {turn.on}, by <Outside text={turn.raiser.printedName} />. <Outside text={at.title} />, version {at.version}</p>
              </td>
              <td className="nw"><StatePhrase icon={SEVERITY_ICONS[turn.severity]} tone={severityTone(turn.severity) || 'plain'}>{SEVERITY_WORDS[turn.severity]}</StatePhrase></td>
            </tr>
          ))}
        </tbody>
      </table>
      {waiting.length > SHOWN && <p className="small q2 below">{toCount(waiting.length - SHOWN, 'more')} in the registers of these cases.</p>}
    </section>
  );
} // prettier-ignore
