/** All findings of the case: filtered, sorted, gone to with Enter, taken up with X. */
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { Finding, SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Segments } from '../../components/Segments.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { showMiddle } from '../../state/argument.ts';
import { select } from '../../state/reading.ts';
import { drafts, useReview } from '../../state/review.ts';
import { Looking } from '../graph/Looking.tsx';
import { type ColumnHead, HeadRow } from '../register/HeadRow.tsx';
import { isRowKey, useRows } from '../register/use-rows.ts';
import { useCommands } from '../shortcuts/commands.ts';
import { challengeFinding, toDraftOf } from './challenge-finding.ts';
import { FindingDetail } from './FindingDetail.tsx';
import { filterFindings, FIRST_SORTING, type FindingColumn, type FindingRow, SEVERITY_LABELS, type SeverityFilter, sortFindingRows, toFindingRows, toNextFindingSorting } from './finding-rows.ts'; // prettier-ignore
import { lookAgain, setUniversalWords, useAllFindings, useFindings } from './findings-state.ts';

const COLUMNS: readonly ColumnHead<FindingColumn>[] = [
  { column: 'severity', label: 'Severity', says: 'Error: a rule is broken. Warning: ask. Remark: know it.' },
  { column: 'place', label: 'Place', says: 'Claim, evidence or file that it is about' },
  { column: 'message', label: 'What was found', says: 'Reason' },
  { column: 'rule', label: 'Rule', says: 'Number of the rule, and its code' },
  { column: 'open', label: 'Open', says: 'Open challenges at the place' },
]; // prettier-ignore

const SEVERITY_ICON = { error: 'cross', warning: 'warning', info: 'info' } as const;
const SEVERITY_TONE = { error: 'alarm', warning: 'care', info: 'quiet' } as const;
const ROW = 46;

export function FindingsView({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const { findings, isLooking, why } = useAllFindings(safetyCase);
  const universalWords = useFindings((state) => state.universalWords);
  const view = useReview((state) => state.view);
  const [severity, setSeverity] = useState<SeverityFilter>('all');
  const [words, setWords] = useState('');
  const [sorting, setSorting] = useState(FIRST_SORTING);
  const [chosen, setChosen] = useState<number | null>(null);
  const all = useMemo(() => toFindingRows(safetyCase, findings, view), [safetyCase, findings, view]);
  const rows = useMemo(() => sortFindingRows(filterFindings(all, severity, words), sorting), [all, severity, words, sorting]);
  const at = chosen === null ? -1 : rows.findIndex(({ position }) => position === chosen);
  const row = rows[at] ?? null;
  function choose(index: number): void {
    const next = rows[index];
    if (next === undefined) return;
    setChosen(next.position);
    if (next.goesTo !== null) select(next.goesTo);
  }
  const { scroll, list, stop, go, moveBy } = useRows({ count: rows.length, at, heightOf: () => ROW, keyOf: (index) => rows[index]?.position ?? index, choose });
  useCommands(row === null ? {} : { 'raise-challenge': () => { challengeFinding(row.finding); } });
  function handleKey(event: KeyboardEvent): void {
    if (!isRowKey(event) || moveBy(event) || event.key !== 'Enter') return;
    event.preventDefault();
    goTo(rows[stop] ?? null);
  }
  const countOf = (which: Finding['severity']): number => all.filter(({ finding }) => finding.severity === which).length;
  const filters = [
    { value: 'all', label: `All ${String(all.length)}` },
    { value: 'error', label: `Errors ${String(countOf('error'))}` },
    { value: 'warning', label: `Warnings ${String(countOf('warning'))}` },
    { value: 'info', label: `Remarks ${String(countOf('info'))}` },
  ] as const;
  return (
    <>
      <div className="gtool wrap" role="group" aria-label="Which findings">
        <Segments<SeverityFilter> label="Severity" segments={filters} value={severity} onChange={setSeverity} />
        <input className="in" type="search" aria-label="Filter findings by words" placeholder="Words, rule or id" value={words} onChange={(event) => { setWords(event.target.value); }} />
        <span className="grow" />
        <span className="small q num nw" role="status">{isLooking ? 'Looking at the argument' : toCount(rows.length, 'finding')}</span>
        <Button kind="quiet" aria-pressed={universalWords} title="R16: claims that say never or all over small or interim samples" onClick={() => { setUniversalWords(!universalWords); }}>Universal words</Button>
      </div>
      <Looking isLooking={isLooking} why={why} what="What is weak about the argument is" onAgain={lookAgain} />
      <div className="claimscroll" ref={scroll} data-keys="">
        <div role="grid" className="claims findinggrid" aria-label="Findings" aria-rowcount={rows.length + 1} aria-colcount={COLUMNS.length} onKeyDown={handleKey}>
          <HeadRow columns={COLUMNS} sorting={sorting} onSort={(column) => { setSorting(toNextFindingSorting(sorting, column)); }} />
          <div role="rowgroup" className="claimbody" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const one = rows[item.index];
              return one === undefined ? null : <Row key={item.key} row={one} rowIndex={item.index + 2} top={item.start} isStop={item.index === stop} isSelected={item.index === at} onSelect={() => { go(item.index); }} onOpen={() => { goTo(one); }} />;
            })}
          </div>
        </div>
        {rows.length === 0 && !isLooking && <Empty isFiltered={all.length > 0} />}
      </div>
      {row !== null && <FindingDetail row={row} onGo={() => { goTo(row); }} />}
    </>
  );
} // prettier-ignore

/** Goes to the place and shows it in the reader. */
function goTo(row: FindingRow | null): void {
  if (row?.goesTo == null) return;
  select(row.goesTo);
  showMiddle('reader');
}

interface RowProps {
  readonly row: FindingRow;
  readonly rowIndex: number;
  readonly top: number;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function Row({ row, rowIndex, top, isStop, isSelected, onSelect, onOpen }: RowProps): ReactNode {
  const { finding, place, rule, open } = row;
  const isDrafted = useReview((state) => toDraftOf(drafts(state), finding) !== undefined);
  const cell = (column: FindingColumn, content: ReactNode): ReactNode => <span role="gridcell" className={`c-${column}`}>{content}</span>;
  return (
    <div role="row" aria-rowindex={rowIndex} aria-selected={isSelected} tabIndex={isStop ? 0 : -1} data-pane-stop={isStop ? '' : undefined} className="claimrow" style={{ transform: `translateY(${String(top)}px)` }} onClick={onSelect} onDoubleClick={onOpen}>
      {cell('severity', <StatePhrase icon={SEVERITY_ICON[finding.severity]} tone={SEVERITY_TONE[finding.severity]}>{SEVERITY_LABELS[finding.severity]}</StatePhrase>)}
      {cell('place', <b className="cut" title={place}>{place.replace(/^data\//u, '')}</b>)}
      {cell('message', <span className="words">{finding.message}</span>)}
      {cell('rule', <span className="q2 words">{rule}</span>)}
      {cell('open', isDrafted ? <StatePhrase icon="person">draft</StatePhrase> : open === 0 ? <span className="q">0</span> : open)}
    </div>
  );
} // prettier-ignore

function Empty({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  return (
    <p className="analysisempty q2">
      {isFiltered
        ? 'No finding holds these words at this severity.'
        : 'The rules found nothing. They look at structure and declarations; whether a step is good is for the reader.'}
    </p>
  );
}
