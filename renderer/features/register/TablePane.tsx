/** The argument as a table of claims with every mark: sortable, virtual, with the selection of the case. */
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import type { NodeRank } from '../../../shared/argument/rank.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { showMiddle, toggleFailed, useArgument } from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { markReviewed, select, useReading } from '../../state/reading.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { Looking } from '../graph/Looking.tsx';
import { useAnswer } from '../graph/use-answer.ts';
import { KIND_WORDS, READ_ICONS } from '../outline/facts.ts';
import { MiddleHead } from '../workspace/MiddleHead.tsx';
import { MIDDLE_PANEL } from '../workspace/MiddleTabs.tsx';
import { type ClaimRow, type Column, sortRows, type Sorting, toClaimRows, toNextSorting } from './claims.ts'; // prettier-ignore
import { type ColumnHead, HeadRow } from './HeadRow.tsx';
import { isRowKey, useRows } from './use-rows.ts';
import './register.css';

const COLUMNS: readonly ColumnHead<Column>[] = [
  { column: 'id', label: 'Id', says: 'Name in the argument' },
  { column: 'text', label: 'Claim', says: 'Words of the node' },
  { column: 'order', label: 'Order', says: 'How many failures at once make the top claim fall with it, by structure; 1 is load-bearing' }, // prettier-ignore
  { column: 'declared', label: 'Declared', says: 'Load-bearing, says the author' },
  { column: 'judged', label: 'Judged', says: 'Load-bearing, as reviewers judge it' },
  { column: 'reach', label: 'Reach', says: 'How many nodes fall with it' },
  { column: 'shared', label: 'Shared', says: 'Alternatives that should be independent both rest on it' },
  { column: 'challenges', label: 'Open', says: 'Open challenges' },
  { column: 'read', label: 'Read', says: 'How far you got' },
  { column: 'owner', label: 'Owner', says: 'Who answers for it' },
  { column: 'findings', label: 'Findings', says: 'Findings by rule' },
]; // prettier-ignore

const ROW = 46;

export default function TablePane({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const selection = useReading((state) => state.selection);
  const selectedId = selection?.kind === 'node' ? selection.id : null;
  const [showsAll, setShowsAll] = useState(false);
  const [sorting, setSorting] = useState<Sorting>({ column: null, isDescending: false });
  const { answer: ranks, isLooking, why, again } = useAnswer(safetyCase, 'rank', null);
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const rows = useClaimRows(safetyCase, ranks, { showsAll, onlyDiffering }, sorting);
  const failed = useArgument((state) => state.failed);
  const at = rows.findIndex((one) => one.id === selectedId);
  function choose(index: number): void {
    const row = rows[index];
    if (row !== undefined) select({ kind: 'node', id: row.id });
  }
  const { scroll, list, stop, go, moveBy } = useRows({ count: rows.length, at, heightOf: () => ROW, keyOf: (index) => rows[index]?.id ?? index, choose });
  function handleKey(event: KeyboardEvent): void {
    if (!isRowKey(event) || moveBy(event)) return;
    if (event.key === 'Enter') showMiddle('reader');
    else if (event.key === ' ' && selectedId !== null) void markReviewed('node', selectedId);
    else return;
    event.preventDefault();
  }
  return (
    <section className="pane paper" id="reader" aria-label="Table" data-pane="" tabIndex={-1}>
      <MiddleHead canFind={false}>
        <h1 className="vh">Table of claims of {safetyCase.title}</h1>
      </MiddleHead>
      <div className="gtool" role="group" aria-label="What is listed">
        <span className="small q num nw">{toCount(rows.length, 'row')}</span>
        {isLooking && <span className="small q" role="status">Looking at the structure</span>}
        <span className="grow" />
        <Button kind="quiet" aria-pressed={onlyDiffering} title="Declared, structure and judged do not say the same" onClick={() => { setOnlyDiffering(!onlyDiffering); }}>Marks differ</Button>
        <Button kind="quiet" aria-pressed={showsAll} onClick={() => { setShowsAll(!showsAll); }}>All kinds</Button>
        <Button kind="quiet" icon="scales" keys="W" isOff={selectedId === null} aria-pressed={selectedId !== null && failed.includes(selectedId)} onClick={() => { if (selectedId !== null) toggleFailed(selectedId); }}>What if it fails</Button>
      </div>
      <Looking isLooking={isLooking} why={why} what="Order, reach and shared are" onAgain={again} />
      <div className="panel claimpanel" id={MIDDLE_PANEL} role="tabpanel" aria-label="Table">
        <div className="claimscroll" ref={scroll} data-keys="">
          <div role="grid" className="claims" aria-label="Claims" aria-rowcount={rows.length + 1} aria-colcount={COLUMNS.length} onKeyDown={handleKey}>
            <HeadRow columns={COLUMNS} sorting={sorting} onSort={(column) => { setSorting(toNextSorting(sorting, column)); }} />
            <div role="rowgroup" className="claimbody" style={{ height: list.getTotalSize() }}>
              {list.getVirtualItems().map((item) => {
                const row = rows[item.index];
                return row === undefined ? null : <Row key={item.key} row={row} rowIndex={item.index + 2} top={item.start} isStop={item.index === stop} isSelected={row.id === selectedId} isFailed={failed.includes(row.id)} hasRanks={ranks !== null} onSelect={() => { go(item.index); }} />;
              })}
            </div>
          </div>
        </div>
      </div>
    </section>
  );
} // prettier-ignore

interface RowProps {
  readonly row: ClaimRow;
  readonly rowIndex: number;
  readonly top: number;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly isFailed: boolean;
  readonly hasRanks: boolean;
  readonly onSelect: () => void;
}

function Row({ row, rowIndex, top, isStop, isSelected, isFailed, hasRanks, onSelect }: RowProps): ReactNode {
  const cell = (column: Column, content: ReactNode): ReactNode => <span key={column} role="gridcell" className={`c-${column}`}>{content}</span>;
  const figure = (value: number | null): string => (!hasRanks ? '' : value === null ? '–' : String(value));
  return (
    <div role="row" aria-rowindex={rowIndex} aria-selected={isSelected} tabIndex={isStop ? 0 : -1} data-pane-stop={isStop ? '' : undefined} className="claimrow" style={{ transform: `translateY(${String(top)}px)` }} onClick={onSelect}>
      {cell('id', <><span className="vh">{KIND_WORDS[row.kind]} </span><b>{row.id}</b></>)}
      {cell('text', <><span className={isFailed ? 'words one' : 'words'}>{row.text}</span>{isFailed && <StatePhrase icon="cross" tone="alarm">set as failing</StatePhrase>}</>)}
      {cell('order', row.order === 1 ? <StatePhrase icon="load-bearing" tone="structure">1</StatePhrase> : figure(row.order))}
      {cell('declared', row.declared ? <StatePhrase icon="declared">yes</StatePhrase> : <span className="q">no</span>)}
      {cell('judged', row.judged === null ? <span className="q">–</span> : <StatePhrase icon={row.judged === 'no' ? 'not-declared' : 'pinned'}>{row.judged}</StatePhrase>)}
      {cell('reach', figure(row.reach))}
      {cell('shared', !hasRanks ? '' : row.shared ? <StatePhrase icon="reference" tone="care">yes</StatePhrase> : <span className="q">no</span>)}
      {cell('challenges', row.challenges === 0 ? <span className="q">0</span> : <StatePhrase icon={row.isBlocked ? 'blocking' : 'major'} tone={row.isBlocked ? 'alarm' : 'care'}>{row.challenges}</StatePhrase>)}
      {cell('read', <StatePhrase icon={READ_ICONS[row.read]}>{row.read}</StatePhrase>)}
      {cell('owner', row.owner === '' ? <span className="q">none</span> : row.owner)}
      {cell('findings', row.findings === 0 ? <span className="q">0</span> : row.findings)}
    </div>
  );
} // prettier-ignore

function useClaimRows(
  safetyCase: SafetyCase,
  ranks: readonly NodeRank[] | null,
  { showsAll, onlyDiffering }: { readonly showsAll: boolean; readonly onlyDiffering: boolean },
  sorting: Sorting,
): readonly ClaimRow[] {
  const index = useCase((state) => state.index);
  const review = useReview();
  const rows = useMemo(
    () =>
      toClaimRows(
        {
          safetyCase,
          index,
          view: review.view,
          readOf: (id) => readStateOf(review, 'node', id),
          ranks,
        },
        showsAll,
      ),
    [safetyCase, index, review, ranks, showsAll],
  );
  return useMemo(
    () => sortRows(onlyDiffering ? rows.filter((row) => row.marksDiffer) : rows, sorting),
    [rows, onlyDiffering, sorting],
  );
}
