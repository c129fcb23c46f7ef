import type { ReactNode } from 'react';
import type {
  BallotView,
  DecisionView,
  DissentView,
  OpinionView,
  OverrideView,
  RecordSummary,
} from '../../../shared/review/view.ts';
import {
  BUNDLE_SUPPORT_WORDS, CLAIM_VIEW_WORDS, DECIDED_WORDS, STANCE_WORDS, toDayWords, toHexGroups, toTimeWords,
  VOTE_WORDS,
} from '../../../shared/review/words.ts'; // prettier-ignore
import { toSigningTimeWords } from '../../../shared/review/signing-time.ts';
import { toRuleName } from '../../../shared/review/rule-name.ts';
import { Icon } from '../../components/Icon.tsx';
import { useReview } from '../../state/review.ts';
import { Who } from '../challenges/ChallengeCard.tsx';

export function OpinionCard({ view }: { readonly view: OpinionView }): ReactNode {
  return (
    <SignedCard
      title={`Opinion: ${BUNDLE_SUPPORT_WORDS[view.support]}`}
      detail={`View of the claim: ${CLAIM_VIEW_WORDS[view.view]}. Stance: ${STANCE_WORDS[view.stance]}.${view.sealedOn === null ? '' : ` Sealed ${toTimeWords(view.sealedOn)}.`}`}
      view={view}
    />
  );
}

export function BallotCard({ view }: { readonly view: BallotView }): ReactNode {
  const how = view.sealedOn === null ? 'Cast openly.' : `Sealed ${toTimeWords(view.sealedOn)}.`;
  const late = view.isLate ? ' Sealed or cast after another ballot lay open.' : '';
  return (
    <SignedCard title={`Ballot: ${VOTE_WORDS[view.vote]}`} detail={`${how}${late}`} view={view} />
  );
}

/** Word for word, as it was written. */
export function DissentCard({ view }: { readonly view: DissentView }): ReactNode {
  return (
    <article className="signed">
      <div className="l1"><h4>Dissent</h4></div>
      <p className="ser verbatim">{view.words}</p>
      <VoidWords record={view.record} />
      <Who record={view.record} />
    </article>
  );
} // prettier-ignore

export function OverrideCard({ view }: { readonly view: OverrideView }): ReactNode {
  return (
    <article className="signed">
      <div className="l1"><h4>Rule set aside: {toRuleName(view.rule)}</h4></div>
      <p className="ser">{view.reason}</p>
      <p className="small q2">Who gains by it: {view.beneficiary}</p>
      <VoidWords record={view.record} />
      <Who record={view.record} />
    </article>
  );
} // prettier-ignore

/** Why a record counts for nothing; nothing where it counts. */
function VoidWords({ record }: { readonly record: RecordSummary }): ReactNode {
  if (record.void === null) return null;
  return <p className="small st care"><Icon name="warning" small />Does not count: {record.void}.</p>;
} // prettier-ignore

/** Claim and interval: no time of a signature stands without what bounds it (R32). */
function SigningTimeWords({ record }: { readonly record: RecordSummary }): ReactNode {
  const time = useReview((state) => state.view?.times[record.digest]);
  if (time === undefined) return null;
  return <p className="small q2">{toSigningTimeWords(time).join(' ')}</p>;
} // prettier-ignore

export function DecisionCard({ view }: { readonly view: DecisionView }): ReactNode {
  const term =
    view.start === ''
      ? ''
      : ` In force from ${toDayWords(view.start)} until ${toDayWords(view.expiry)}.`;
  const scope = view.scope === '' ? '' : ` ${view.scope}`;
  return (
    <SignedCard
      title={`Decision: ${DECIDED_WORDS[view.decision]}`}
      detail={`Stance: ${STANCE_WORDS[view.stance]}.${term}${scope}`}
      view={view}
    />
  );
}

interface SignedCardProps {
  readonly title: string;
  readonly detail: string;
  readonly view: {
    readonly record: RecordSummary;
    readonly state: string;
    readonly reasons: string;
    readonly whatWouldChangeMyMind: string;
    readonly text: readonly string[];
  };
}

function SignedCard({ title, detail, view }: SignedCardProps): ReactNode {
  const { record } = view;
  return (
    <article className="signed">
      <div className="l1">
        <h4>{title}</h4>
        <StateBadge state={view.state} version={record.caseVersion} />
      </div>
      <p className="small q2">{detail}</p>
      <p className="ser">{view.reasons}</p>
      <p className="small q2">What would change this mind: {view.whatWouldChangeMyMind}</p>
      <VoidWords record={record} />
      <Who record={record} />
      <SigningTimeWords record={record} />
      <details>
        <summary>Text that was signed, digest <span className="mono">{toHexGroups(record.digest, 3)}</span></summary>
        <div className="fulltext ser">
          {view.text.map((paragraph, index) => <p key={index}>{paragraph}</p>)}
          <p className="mono q">{toHexGroups(record.digest)}</p>
        </div>
      </details>
    </article>
  );
} // prettier-ignore

function StateBadge({ state, version }: { readonly state: string; readonly version: string }): ReactNode {
  if (state === 'current') return <span className="badge"><Icon name="sealed" small />signed for this bundle</span>;
  if (state === 'for another version') return <span className="badge care"><Icon name="other-version" small />for version {version}</span>;
  return <span className="badge care"><Icon name="other-version" small />{state === 'void' ? 'does not count' : state}</span>;
} // prettier-ignore
