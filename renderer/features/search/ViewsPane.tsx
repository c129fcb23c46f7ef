/** Questions with a name: those of every review, and the person's own. Counts are of now. */
import { type ReactNode, useMemo, useState } from 'react';
import { BUILT_IN_VIEWS } from '../../../shared/search/views.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { FromElsewhere } from '../../components/FromElsewhere.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { discardDraft } from '../../state/composer.ts';
import { savedSearches, useReview } from '../../state/review.ts';
import { setQuery, useSearch } from '../../state/search.ts';
import { keepView } from './saved-views.ts';
import { useCounts } from './use-search.ts';

export function ViewsPane(): ReactNode {
  const saved = useReview(savedSearches);
  const query = useSearch((state) => state.query);
  const queries = useMemo(() => [...BUILT_IN_VIEWS.map((one) => one.query), ...saved.map((one) => one.fields['query'] ?? '')], [saved]);
  const counts = useCounts(queries);
  return (
    <section className="pane searchviews" aria-label="Views" data-pane="" tabIndex={-1}>
      <div className="head"><h2>Views</h2></div>
      <div className="scroll insp">
        <ul className="list viewlist">
          {BUILT_IN_VIEWS.map((one, at) => <View key={one.name} name={one.name} query={one.query} asked={query} count={counts[at] ?? null} />)}
        </ul>
        <section aria-label="Your views">
          <OpenHead title="Your views" isOpen={false} count={saved.length === 0 ? 'only you see them' : `${String(saved.length)}, only you`} />
          <ul className="list viewlist">
            {saved.map((one, at) => {
              const { name = '', query: kept = '' } = one.fields;
              return (
                <View key={one.id} name={name} query={kept} asked={query} count={counts[BUILT_IN_VIEWS.length + at] ?? null}>
                  <Button kind="quiet" icon="cross" isIconOnly onClick={() => void discardDraft(one.id)}>{`Discard ${name}`}</Button>
                  <FromElsewhere draft={one} />
                </View>
              );
            })}
          </ul>
          <KeepView />
        </section>
      </div>
    </section>
  );
} // prettier-ignore

interface ViewProps {
  readonly name: string;
  readonly query: string;
  /** The query in the field. */
  readonly asked: string;
  readonly count: number | null;
  readonly children?: ReactNode;
}

function View({ name, query, asked, count, children }: ViewProps): ReactNode {
  return (
    <li className="viewrow">
      <button type="button" className="viewname" title={query} aria-pressed={asked.trim() === query} onClick={() => { setQuery(query); }}>
        <span className="words">{name}</span>
        <span className="num q">{count}</span>
      </button>
      {children}
    </li>
  );
} // prettier-ignore

function KeepView(): ReactNode {
  const saved = useReview(savedSearches);
  const query = useSearch((state) => state.query.trim());
  const [name, setName] = useState('');
  async function keep(): Promise<void> {
    if (await keepView(name.trim(), query, saved)) setName('');
  }
  const canKeep = name.trim() !== '' && query !== '';
  return (
    <div className="viewkeep">
      <Field label="Keep this query as" value={name} maxLength={80} onChange={setName} />
      <Button isOff={!canKeep} onClick={() => void keep()}>Keep</Button>
      {query === '' && <p className="small q">There is no query to keep yet.</p>}
    </div>
  );
} // prettier-ignore
