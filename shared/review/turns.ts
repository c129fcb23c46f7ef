/** Whose turn a challenge is, for the register and for the first screen: who can take its next step. */
import type { Signer } from './records.ts';
import type { ChallengeView, OpenTurn } from './view.ts';

/** Enough to recognise the challenge by; the case has the whole. */
const EXCERPT = 200;

export function toTurn(challenge: ChallengeView): OpenTurn {
  const { label, target, severity, state, turn, record, thread, whatIsWrong } = challenge;
  const assessment = thread.findLast((item) => item.kind === 'assessment' && item.void === null);
  return {
    record: record.digest,
    label,
    on: target.id,
    severity,
    state,
    turn,
    raiser: { keyid: record.signer.keyid, printedName: record.signer.printedName },
    assessor: assessment?.record.signer.keyid ?? null,
    whatIsWrong: [...whatIsWrong].slice(0, EXCERPT).join(''),
  };
}

/** The second-line lead assesses in place of every raiser (product 3b). */
export function isSecondLineLead({ line, role }: Pick<Signer, 'line' | 'role'>): boolean {
  return line === 'second' && /\blead\b/i.test(role);
}

/** True when the next step is one that this person can take: respond, assess, or sign second (R24). */
export function isTurnOf(
  { turn, raiser, assessor }: Pick<OpenTurn, 'turn' | 'raiser' | 'assessor'>,
  person: Pick<Signer, 'keyid' | 'line' | 'role'>,
): boolean {
  switch (turn) {
    case 'author':
      return person.line === 'first';
    case 'raiser':
      return raiser.keyid === person.keyid || isSecondLineLead(person);
    case 'second signer':
      return person.line !== 'first' && assessor !== null && assessor !== person.keyid && raiser.keyid !== person.keyid; // prettier-ignore
    case 'nobody':
      return false;
  }
}
