import type { ReactNode } from 'react';
import type { DecisionView, OpinionView, RecordSummary } from '../../../shared/review/view.ts';
import {
  BUNDLE_SUPPORT_WORDS, CLAIM_VIEW_WORDS, DECIDED_WORDS, STANCE_WORDS, toDayWords, toHexGroups, toSentenceStart,
} from '../../../shared/review/words.ts'; // prettier-ignore
import { Icon } from '../../components/Icon.tsx';
import { Who } from '../challenges/ChallengeCard.tsx';

export function OpinionCard({ view }: { readonly view: OpinionView }): ReactNode {
  return (
    <SignedCard
      title={`Opinion: ${BUNDLE_SUPPORT_WORDS[view.support]}`}
      detail={`View of the claim: ${CLAIM_VIEW_WORDS[view.view]}. Stance: ${STANCE_WORDS[view.stance]}.`}
      view={view}
    />
  );
}

export function DecisionCard({ view }: { readonly view: DecisionView }): ReactNode {
  const term =
    view.start === ''
      ? ''
      : ` In force from ${toDayWords(view.start)} until ${toDayWords(view.expiry)}.`;
  const scope = view.scope === '' ? '' : ` ${view.scope}`;
  return (
    <SignedCard
      title={`Decision: ${toSentenceStart(DECIDED_WORDS[view.decision])}`}
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
      <Who record={record} />
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
  return <span className="badge care"><Icon name="other-version" small />{state}</span>;
} // prettier-ignore
