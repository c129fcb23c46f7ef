/** One hit: what it is and where, then its words with the hits marked. */
import type { ReactNode } from 'react';
import type { Hit } from '../../../shared/search/search.ts';
import type { Stretch } from '../../../shared/search/segment.ts';
import type { Snippet } from '../../../shared/search/snippet.ts';
import { toSubject } from '../../../shared/search/item.ts';
import { Icon } from '../../components/Icon.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { ChallengeStateWords, SeverityState } from '../challenges/ChallengeCard.tsx';
import { toPhrases } from '../outline/facts.ts';
import { goToHit } from './go-to-hit.ts';
import { KIND_ICONS, toKindWords } from './words.ts';

interface HitRowProps {
  readonly hit: Hit;
  /** 0-based among all that are listed. */
  readonly number: number;
  readonly of: number;
  readonly isCurrent: boolean;
}

export function HitRow({ hit, number, of, isCurrent }: HitRowProps): ReactNode {
  const icon = KIND_ICONS[hit.kind];
  const { title, body } = hit;
  return (
    <div role="option" id={`search-hit-${String(number)}`} aria-selected={isCurrent} aria-posinset={number + 1} aria-setsize={of} className="hitrow" onClick={() => { goToHit(hit); }}>
      <div className="hithead">
        {icon !== undefined && <Icon name={icon} small />}
        <span className="vh">{toKindWords(hit.kind)} </span>
        <HitId hit={hit} />
        {hit.area === 'claims' && <span className="small q2">{toKindWords(hit.kind)}</span>}
        {hit.where !== '' && <span className="small q2 cut hitwhere">{hit.where}</span>}
        <States hit={hit} />
      </div>
      {title.text !== '' && <p className={hit.isPart ? 'hitkey' : 'hittitle'}><Marked snippet={title} /></p>}
      {body !== null && <p className={title.text === '' ? 'hittitle' : 'hitwords'}><Marked snippet={body} /></p>}
    </div>
  );
} // prettier-ignore

/** What is to be known before going there: how a challenge stands, what is odd about a node. */
function States({ hit }: { readonly hit: Hit }): ReactNode {
  const index = useCase((state) => state.index);
  const subject = useCase((state) => state.safetyCase?.subject);
  const view = useReview((state) => state.view);
  if (hit.kind === 'challenge') {
    const challenge = view?.challenges.find((one) => hit.subject === toSubject('challenge', one.record.digest));
    return challenge === undefined ? <StatePhrase icon="person">draft, only you</StatePhrase> : <><SeverityState challenge={challenge} /><ChallengeStateWords challenge={challenge} /></>;
  }
  if (hit.kind === 'note' && hit.subject.startsWith('draft:')) return <StatePhrase icon="person">draft, only you</StatePhrase>;
  const node = hit.area === 'claims' ? index.nodes.get(hit.id) : undefined;
  if (node === undefined || subject === undefined) return null;
  return toPhrases(node, { subject, index, view }).slice(0, 2).map(({ icon, tone, text }) => <StatePhrase key={text} icon={icon} tone={tone}>{text}</StatePhrase>);
} // prettier-ignore

/** The id, or for what stands in a file the name of the file. */
function HitId({ hit }: { readonly hit: Hit }): ReactNode {
  const index = useCase((state) => state.index);
  if (hit.kind === 'document') {
    const title = index.documents.get(hit.id)?.title ?? hit.id;
    return hit.isPart ? <bdi className="hitof cut">{title}</bdi> : <bdi className="mono q2 cut"><Pieces text={hit.id} marks={hit.idMarks} /></bdi>;
  }
  const of = hit.isPart ? index.evidence.get(hit.id)?.title : undefined;
  return (
    <>
      <bdi className="id"><Pieces text={hit.id} marks={hit.idMarks} /></bdi>
      {of !== undefined && <bdi className="hitof cut">{of}</bdi>}
    </>
  );
} // prettier-ignore

function Marked({ snippet }: { readonly snippet: Snippet }): ReactNode {
  return (
    <bdi>
      {snippet.isCutBefore && '… '}
      <Pieces text={snippet.text} marks={snippet.marks} />
      {snippet.isCutAfter && ' …'}
    </bdi>
  );
}

function Pieces({ text, marks }: { readonly text: string; readonly marks: readonly Stretch[] }): ReactNode {
  return (
    <>
      {marks.map(([from, to], at) => (
        <span key={from}>
          {text.slice(marks[at - 1]?.[1] ?? 0, from)}
          <mark className="find">{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
} // prettier-ignore
