import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type {
  ChallengeThreadItem,
  ChallengeView,
  RecordSummary,
} from '../../../shared/review/view.ts';
import {
  ASSESSMENT_OUTCOME_WORDS, CHALLENGE_STATE_WORDS, CHALLENGE_TYPE_WORDS, RESPONSE_ANSWER_WORDS, toDayWords,
} from '../../../shared/review/words.ts'; // prettier-ignore
import { Icon } from '../../components/Icon.tsx';
import { severityTone, SEVERITY_ICONS, stateIcon, stateTone } from './faces.ts';

interface ChallengeCardProps {
  readonly challenge: ChallengeView;
  /** Names the claim; off where every card is about the same one. */
  readonly isTargetShown?: boolean;
  readonly level?: 3 | 4;
  readonly children?: ReactNode;
}

/** A challenge: what it is, the person's words, who, the thread, and then what can be done. */
export function ChallengeCard({ challenge, isTargetShown = false, level = 4, children }: ChallengeCardProps): ReactNode {
  const Heading = level === 3 ? 'h3' : 'h4';
  const { record } = challenge;
  return (
    <article className={challenge.isOpen ? 'ch' : 'ch shut'} data-record={record.digest} aria-label={`${challenge.label}, ${challenge.severity}`}>
      <div className="l1">
        <Heading className="id">{challenge.label}</Heading>
        <SeverityState challenge={challenge} />
        <span className="q2">
          {CHALLENGE_TYPE_WORDS[challenge.challengeType]}
          {isTargetShown ? `, on ${challenge.target.id}` : ''}
        </span>
        <ChallengeStateWords challenge={challenge} />
        {record.aboutOpenBundle ? null : <span className="badge care">for version {record.caseVersion}</span>}
      </div>
      <p className="what">{challenge.whatIsWrong}</p>
      {challenge.whatWouldSettleIt === '' ? null : <p className="small q2">Would settle it: {challenge.whatWouldSettleIt}</p>}
      {challenge.severityReason === '' ? null : <p className="small q2">Reason for {challenge.severity}: {challenge.severityReason}</p>}
      <Who record={record} />
      <Uncounted why={record.void} />
      {challenge.thread.length === 0 ? null : (
        <ol className="thread" aria-label={`Thread of ${challenge.label}`}>
          {challenge.thread.map((item) => <ThreadItem key={item.record.digest} item={item} />)}
        </ol>
      )}
      {children}
    </article>
  );
} // prettier-ignore

export function SeverityState({ challenge }: { readonly challenge: ChallengeView }): ReactNode {
  return (
    <span className={`st ${challenge.isOpen ? severityTone(challenge.severity) : ''}`}>
      <Icon name={SEVERITY_ICONS[challenge.severity]} />
      {challenge.severity}
    </span>
  );
}

export function ChallengeStateWords({
  challenge,
}: {
  readonly challenge: ChallengeView;
}): ReactNode {
  return (
    <span className={`st ${stateTone(challenge)}`}>
      <Icon name={stateIcon(challenge.state)} />
      {CHALLENGE_STATE_WORDS[challenge.state]}
    </span>
  );
}

/** "Y. Tanaka, stress-tester, 17 November 2026". */
export function Who({ record }: { readonly record: RecordSummary }): ReactNode {
  return (
    <p className="who">
      <Outside text={record.signer.printedName} />, {record.signer.role}, <time dateTime={record.signedOn}>{toDayWords(record.signedOn)}</time>, record {record.number}
    </p>
  );
} // prettier-ignore

/** Why something that was signed counts for nothing. It is kept and shown all the same. */
export function Uncounted({ why }: { readonly why: string | null }): ReactNode {
  if (why === null) return null;
  return <p className="small"><span className="st care"><Icon name="warning" />does not count, {why}</span></p>;
} // prettier-ignore

function ThreadItem({ item }: { readonly item: ChallengeThreadItem }): ReactNode {
  const { head, body } = toThreadWords(item);
  const isVoid = item.kind === 'response' ? item.record.void : item.void;
  return (
    <li>
      <p className="small"><b>{head}</b></p>
      <p className="ser">{body}</p>
      <Uncounted why={isVoid} />
      <Who record={item.record} />
    </li>
  );
} // prettier-ignore

function toThreadWords(item: ChallengeThreadItem): {
  readonly head: string;
  readonly body: string;
} {
  switch (item.kind) {
    case 'response':
      return { head: `Answer: ${RESPONSE_ANSWER_WORDS[item.answer]}`, body: item.body };
    case 'assessment':
      return { head: `Assessment: ${ASSESSMENT_OUTCOME_WORDS[item.outcome]}`, body: item.reason };
    case 'second-signature':
      return { head: 'Second signature', body: item.reason };
  }
}
