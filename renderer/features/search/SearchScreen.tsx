/** Search over the whole case: the question, what it found, and questions that were kept. */
import { type ReactNode, useMemo } from 'react';
import { toggleValue } from '../../../shared/search/query.ts';
import type { Hit, SearchAnswer } from '../../../shared/search/search.ts';
import { Button } from '../../components/Button.tsx';
import { Message } from '../../components/Message.tsx';
import { listMore, setQuery, useSearch } from '../../state/search.ts';
import { HitList } from './HitList.tsx';
import { useSearchIndex } from './index-store.ts';
import { IndexFacts } from './IndexFacts.tsx';
import { SearchField } from './SearchField.tsx';
import { SearchHelp } from './SearchHelp.tsx';
import { useAnswer, useIndexing } from './use-search.ts';
import { ViewsPane } from './ViewsPane.tsx';
import { toCountSentence, toKindWords } from './words.ts';
import './search.css';

const NO_HITS: readonly Hit[] = [];

export default function SearchScreen(): ReactNode {
  useIndexing();
  const answered = useAnswer();
  const query = useSearch((state) => state.query);
  const chosen = useSearch((state) => state.chosen);
  const answer = answered?.outcome.state === 'answered' ? answered.outcome.answer : null;
  const hits = useMemo(() => answer?.groups.flatMap((group) => group.hits) ?? NO_HITS, [answer]);
  const at = Math.max(0, hits.findIndex((hit) => hit.key === chosen));
  return (
    <div className="searching">
      <ViewsPane />
      <section className="pane paper" aria-labelledby="search-head" data-pane="" tabIndex={-1}>
        <h1 className="vh" id="search-head">Search the case</h1>
        <SearchField hits={hits} at={at} />
        <div className="searchsaid">
          <p role="status" className="num">{toStatus(answered === null ? null : answered.outcome.state, answer)}</p>
          <span className="grow" />
          <IndexFacts />
        </div>
        {query.trim() !== '' && <h2 className="vh">What was found</h2>}
        <Stopped />
        {answered?.outcome.state === 'not understood' && (
          <div className="searchnote" role="alert">
            <Message tone="care" title="This query is not understood">
              {answered.outcome.problems.map((one) => <p key={one.start}><span className="mono">{answered.query.slice(one.start, one.end)}</span> {one.message}</p>)}
            </Message>
          </div>
        )}
        {answer !== null && <Kinds answer={answer} query={query} />}
        {query.trim() === '' && <SearchHelp />}
        {answer !== null && hits.length > 0 && <HitList answer={answer} hits={hits} at={at} />}
        {answer?.count === 0 && <Nothing />}
      </section>
    </div>
  );
} // prettier-ignore

function toStatus(state: 'answered' | 'not understood' | 'waiting' | null, answer: SearchAnswer | null): string {
  if (answer !== null) return toCountSentence(answer);
  return state === 'waiting' ? 'Order and shared support are being worked out from the structure.' : '';
} // prettier-ignore

/** Counts by kind. Each is a switch that puts itself into the query. */
function Kinds({ answer, query }: { readonly answer: SearchAnswer; readonly query: string }): ReactNode {
  const isCut = answer.groups.some((group) => group.hits.length < group.count);
  if (answer.kinds.length < 2 && !query.includes('kind:') && !isCut) return null;
  return (
    <div className="searchkinds" role="group" aria-label="Kinds of what was found">
      {answer.kinds.map(({ kind, count }) => (
        <Button key={kind} kind="quiet" aria-pressed={isAsked(query, kind)} onClick={() => { setQuery(toggleValue(query, 'kind', kind)); }}>{toKindWords(kind)} <span className="q num">{count}</span></Button>
      ))}
      {isCut && (
        <>
          <span className="grow" />
          <span className="small q">The first {answer.groups.reduce((most, group) => Math.max(most, group.hits.length), 0)} of each area are listed.</span>
          <Button kind="quiet" onClick={listMore}>List more</Button>
        </>
      )}
    </div>
  );
} // prettier-ignore

function isAsked(query: string, kind: string): boolean {
  return new RegExp(`(?:^|\\s)kind:(?:\\S+,)?${kind}(?:,|\\s|$)`).test(query);
}

function Nothing(): ReactNode {
  return (
    <div className="searchnote q2">
      <p>Every word has to be in one claim, passage, row, note or challenge. Fewer words, or a beginning of one, find more.</p>
    </div>
  );
} // prettier-ignore

function Stopped(): ReactNode {
  const why = useSearchIndex((state) => state.why);
  if (why === null) return null;
  return (
    <div className="searchnote">
      <Message tone="alarm" title="The search stopped" isAlert actions={<Button onClick={() => { useSearchIndex.setState({ why: null }); }}>Start again</Button>}>
        <p>{why}</p>
      </Message>
    </div>
  );
} // prettier-ignore
