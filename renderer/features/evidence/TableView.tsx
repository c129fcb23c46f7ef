/** A CSV file as a table: rows are virtual, one cell is the tab stop, arrows go from cell to cell. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { Button } from '../../components/Button.tsx';
import { Message } from '../../components/Message.tsx';
import { toCount } from '../../../shared/review/words.ts';
import { setPlace, useReading } from '../../state/reading.ts';
import { runCommand } from '../shortcuts/commands.ts';
import { loadTable } from '../reading/load-file.ts';
import type { TableModel } from '../reading/parse-protocol.ts';
import { useLoaded } from '../reading/use-file.ts';
import { moveCell, toColumnName, toNumericColumns, toWidths } from './table-model.ts';
import { useCellMarks } from './use-cell-marks.ts';
import { useTableFind } from './use-table-find.ts';

export function TableView({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const loaded = useLoaded(`csv:${evidence.sha256}`, () => loadTable(evidence));
  if (loaded.state === 'loading') return <p className="q">Reading {evidence.path}</p>;
  if (loaded.state === 'failed') return <Message tone="alarm" title="This table is not shown" isAlert><p>{loaded.why}</p></Message>;
  return <Grid evidence={evidence} table={loaded.value} />;
} // prettier-ignore

interface Cell {
  /** 0 is the head, rows of the file count from 1. */
  readonly row: number;
  readonly column: number;
}

const ROW_HEIGHT = 25;
const NUMBER_WIDTH = 44;

function Grid({ evidence, table }: { readonly evidence: EvidenceItem; readonly table: TableModel }): ReactNode {
  const [cell, setCell] = useState<Cell>({ row: table.rows.length === 0 ? 0 : 1, column: 0 });
  const scroll = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const numeric = useMemo(() => toNumericColumns(table), [table]);
  const widths = useMemo(() => toWidths(table), [table]);
  const marks = useCellMarks(evidence.id);
  const visit = useReading((state) => state.visit);
  const rows = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const scrollTo = rows.scrollToIndex;
  const found = useTableFind(table, (hit) => {
    setCell(hit);
  });

  useEffect(() => {
    const place = useReading.getState().selection?.place?.split(':');
    const row = Number(place?.[0]);
    const column = Number(place?.[1]);
    if (place?.length === 2 && row >= 0 && row <= table.rows.length && column < table.columns) {
      takesFocus.current = true;
      setCell({ row, column });
    }
  }, [visit, table]);

  useEffect(() => {
    if (cell.row > 0) scrollTo(cell.row - 1, { align: 'auto' });
    if (!takesFocus.current) return;
    takesFocus.current = false;
    requestAnimationFrame(() => {
      const element = scroll.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"], [role="columnheader"][tabindex="0"]');
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }, [cell, scrollTo]);

  function handleKey(event: KeyboardEvent): void {
    const next = moveCell(event.key, event.ctrlKey, cell, table, Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2));
    if (next === null || event.altKey || event.metaKey) return;
    event.preventDefault();
    takesFocus.current = true;
    setCell(next);
    setPlace(`${String(next.row)}:${String(next.column)}`);
  }

  const template = `${String(NUMBER_WIDTH)}px ${widths.map((one) => `${String(one)}px`).join(' ')}`;
  const value = cell.row === 0 ? (table.header[cell.column] ?? '') : (table.rows[cell.row - 1]?.[cell.column] ?? '');
  const name = toColumnName(table, cell.column);
  return (
    <>
      {table.problems.length > 0 && (
        <Message tone="care" title="Odd places in this file"><ul className="small">{table.problems.map((one) => <li key={one}>{one}</li>)}</ul></Message>
      )}
      <div className="r wrap small">
        <span className="q num">{toCount(table.rows.length, 'row')}, {toCount(table.columns, 'column')}</span>
        <span className="grow" />
        <span className="q">Cell {name}, {cell.row === 0 ? 'head' : `row ${String(cell.row)}`}: <span className="num cellvalue">{value === '' ? 'empty' : value}</span></span>
        <Button kind="quiet" keys="C" onMouseDown={keepFocus} onClick={() => { runCommand('add-note'); }}>Note on cell</Button>
        <Button kind="quiet" keys="X" onMouseDown={keepFocus} onClick={() => { runCommand('raise-challenge'); }}>Challenge cell</Button>
      </div>
      <div className="gridscroll" ref={scroll} data-keys="">
        <div
          role="grid"
          className="vgrid"
          aria-label={`${evidence.id}, table`}
          aria-rowcount={table.rows.length + 1}
          aria-colcount={table.columns}
          onKeyDown={handleKey}
          style={{ width: widths.reduce((sum, one) => sum + one, NUMBER_WIDTH) }}
        >
          <div role="row" aria-rowindex={1} className="vrow vhead" style={{ gridTemplateColumns: template }}>
            <span role="presentation" className="rn" />
            {widths.map((_, column) => (
              <span key={column} role="columnheader" aria-colindex={column + 1} {...toCellProps({ row: 0, column })} className={numeric[column] === true ? 'n' : undefined}>
                {toColumnName(table, column)}
              </span>
            ))}
          </div>
          <div role="rowgroup" className="vbody" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((item) => (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className="vrow" style={{ gridTemplateColumns: template, transform: `translateY(${String(item.start)}px)` }}>
                <span role="rowheader" className="rn">{item.index + 1}</span>
                {widths.map((_, column) => {
                  const at = { row: item.index + 1, column };
                  return (
                    <span key={column} role="gridcell" aria-colindex={column + 1} {...toCellProps(at)} className={toCellClass(at)}>
                      {table.rows[item.index]?.[column] ?? ''}
                    </span>
                  );
                })}
              </div>
            ))}
          </div>
        </div>
      </div>
    </>
  );

  function toCellProps(at: Cell): Record<string, unknown> {
    const isStop = at.row === cell.row && at.column === cell.column;
    const details = marks.at(at.row, toColumnName(table, at.column));
    return {
      tabIndex: isStop ? 0 : -1,
      'data-pane-stop': isStop ? '' : undefined,
      'data-evidence': evidence.id,
      'data-cell-row': at.row === 0 ? undefined : String(at.row),
      'data-cell-column': at.row === 0 ? undefined : toColumnName(table, at.column),
      'data-marks': details === null ? undefined : details.ids.join(' '),
      title: details?.labels,
      onFocus: () => {
        if (isStop) return;
        setCell(at);
        setPlace(`${String(at.row)}:${String(at.column)}`);
      },
    };
  }

  function toCellClass(at: Cell): string {
    const details = marks.at(at.row, toColumnName(table, at.column));
    return [
      numeric[at.column] === true ? 'n' : '',
      details === null ? '' : details.isDoubted ? 'hit' : 'noted',
      found.isHit(at) ? 'found' : '',
      at.row === cell.row && at.column === cell.column ? 'cell' : '',
    ].filter((one) => one !== '').join(' ');
  }
} // prettier-ignore

/** The cell keeps the focus, so that the note is on the cell and not on the button. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
