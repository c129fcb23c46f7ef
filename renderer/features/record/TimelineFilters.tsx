import { useId, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { NO_FILTER, type TimelineFilter, type TimelineRow } from './timeline.ts';

interface TimelineFiltersProps {
  readonly rows: readonly TimelineRow[];
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
}

/** Filters by kind, person and words. What is filtered out stays in the count of the head. */
export function TimelineFilters({ rows, filter, onChange }: TimelineFiltersProps): ReactNode {
  const kinds = [...new Set(rows.map((row) => row.words))].sort();
  const people = new Map(rows.filter((row) => row.entry.actor !== null).map((row) => [row.entry.actor ?? '', row.actor ?? '']));
  const origins = [...new Set(rows.map((row) => row.entry.origin))];
  const isFiltered = filter.text !== '' || filter.type !== null || filter.actor !== null || filter.origin !== null;
  return (
    <div className="logfilters" role="group" aria-label="Filter the log">
      <label className="goto">
        <Icon name="search" />
        <span className="vh">Person, object or words</span>
        <input type="search" placeholder="Person, object or words" value={filter.text} onChange={(event) => onChange({ ...filter, text: event.target.value })} />
      </label>
      <Choice label="Kind" all="All kinds" options={kinds.map((kind) => [kind, kind])} value={filter.type} onChange={(type) => onChange({ ...filter, type })} />
      <Choice label="Person" all="All people" options={[...people]} value={filter.actor} onChange={(actor) => onChange({ ...filter, actor })} />
      {origins.length < 2 ? null : <Choice label="Log" all="All logs" options={origins.map((origin) => [origin, origin.slice(-12)])} value={filter.origin} onChange={(origin) => onChange({ ...filter, origin })} />}
      {isFiltered ? <Button kind="quiet" onClick={() => onChange(NO_FILTER)}>Show all</Button> : null}
    </div>
  );
} // prettier-ignore

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

function Choice({ label, all, options, value, onChange }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <>
      <label className="vh" htmlFor={id}>{label}</label>
      <select id={id} className="in" value={value ?? ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}>
        <option value="">{all}</option>
        {options.map(([option, words]) => <option key={option} value={option}>{words}</option>)}
      </select>
    </>
  );
} // prettier-ignore
