/** Heads of the columns of a table whose rows can be sorted by each of them. */
import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon.tsx';

export interface ColumnHead<Column extends string> {
  readonly column: Column;
  readonly label: string;
  /** What the column says, for its tooltip. */
  readonly says: string;
}

interface HeadRowProps<Column extends string> {
  readonly columns: readonly ColumnHead<Column>[];
  readonly sorting: { readonly column: Column | null; readonly isDescending: boolean };
  readonly onSort: (column: Column) => void;
}

export function HeadRow<Column extends string>({ columns, sorting, onSort }: HeadRowProps<Column>): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className="claimrow registerhead">
      {columns.map(({ column, label, says }) => (
        <span key={column} role="columnheader" className={`c-${column}`} aria-sort={sorting.column !== column ? 'none' : sorting.isDescending ? 'descending' : 'ascending'}>
          <button type="button" title={says} onClick={() => { onSort(column); }}>
            {label}
            {sorting.column === column && <Icon name={sorting.isDescending ? 'next' : 'previous'} small />}
          </button>
        </span>
      ))}
    </div>
  );
} // prettier-ignore
