/** The three marks of load-bearing side by side, and where they disagree. */
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { type JudgedMark, type NodeMarks, toMarkWords, toNodeMarks, toStructureWords } from '../../../shared/argument/marks.ts'; // prettier-ignore
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Segments } from '../../components/Segments.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { showMiddle } from '../../state/argument.ts';
import { select, useReading } from '../../state/reading.ts';
import { notes as notesOf, useReview } from '../../state/review.ts';
import { isRowKey, useRows } from '../register/use-rows.ts';

/** Pixels: words of a disagreement or a reviewer's mark need more than two lines. */
const [ROW, TALL_ROW] = [48, 80];

export function MarksView({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const structure = useReview((state) => state.view?.structure ?? null);
  const isBlind = useReview((state) => state.view?.blindTo.includes('opinion') ?? false);
  const notes = useReview(notesOf);
  const selection = useReading((state) => state.selection);
  const [asked, setWhich] = useState<'differ' | 'all' | null>(null);
  const all = useMemo(() => (structure === null ? [] : toNodeMarks(safetyCase, structure, notes)), [safetyCase, structure, notes]);
  const differing = all.filter((one) => one.differs.length > 0);
  const which = asked ?? (differing.length > 0 ? 'differ' : 'all');
  const rows = which === 'all' ? all : differing;
  const at = rows.findIndex((one) => selection?.kind === 'node' && one.id === selection.id);
  function choose(index: number): void {
    const row = rows[index];
    if (row !== undefined) select({ kind: 'node', id: row.id });
  }
  const { scroll, list, stop, go, moveBy } = useRows({ count: rows.length, at, heightOf: (index) => toHeight(rows[index]), keyOf: (index) => rows[index]?.id ?? index, choose });
  function handleKey(event: KeyboardEvent): void {
    if (!isRowKey(event) || moveBy(event) || event.key !== 'Enter') return;
    event.preventDefault();
    choose(stop);
    showMiddle('reader');
  }
  const declares = safetyCase.nodes.some((node) => node.declaredLoadBearing);
  return (
    <>
      <div className="gtool wrap" role="group" aria-label="Which marks">
        <Segments<'differ' | 'all'> label="Marks" segments={[{ value: 'differ', label: `Marks differ ${String(differing.length)}` }, { value: 'all', label: `All marked ${String(all.length)}` }]} value={which} onChange={setWhich} />
        <span className="grow" />
        <span className="small q num nw" role="status">{toCount(rows.length, 'claim')}</span>
      </div>
      {structure?.topHolds === false && <p className="small analysiswhy st care">By structure the top claim does not hold as it stands, so structure marks nothing.</p>}
      {!declares && <p className="small analysiswhy q2">The author marks no claim as load-bearing.</p>}
      {isBlind && <p className="small analysiswhy q2">Marks of other reviewers are shown once you have sealed your opinion.</p>}
      <div className="claimscroll" ref={scroll} data-keys="">
        <div role="grid" className="claims markgrid" aria-label="Marks of load-bearing" aria-rowcount={rows.length + 1} aria-colcount={4} onKeyDown={handleKey}>
          <div role="row" aria-rowindex={1} className="claimrow registerhead">
            <span role="columnheader">Claim</span><span role="columnheader">Declared</span><span role="columnheader">Structure</span><span role="columnheader">Judged</span>
          </div>
          <div role="rowgroup" className="claimbody" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return row === undefined ? null : <Row key={item.key} row={row} version={safetyCase.version} rowIndex={item.index + 2} top={item.start} height={item.size} isStop={item.index === stop} isSelected={item.index === at} onSelect={() => { go(item.index); }} />;
            })}
          </div>
        </div>
        {rows.length === 0 && <p className="analysisempty q2">{all.length === 0 ? 'No claim carries a mark.' : 'The marks agree wherever there is more than one.'}</p>}
      </div>
    </>
  );
} // prettier-ignore

function toHeight(row: NodeMarks | undefined): number {
  return row === undefined || (row.differs.length === 0 && row.judged.length === 0)
    ? ROW
    : TALL_ROW;
}

interface RowProps {
  readonly row: NodeMarks;
  readonly version: string;
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function Row({ row, version, rowIndex, top, height, isStop, isSelected, onSelect }: RowProps): ReactNode {
  const { id, text, declared, structural, judged, differs } = row;
  return (
    <div role="row" aria-rowindex={rowIndex} aria-selected={isSelected} tabIndex={isStop ? 0 : -1} data-pane-stop={isStop ? '' : undefined} className="claimrow" style={{ height, transform: `translateY(${String(top)}px)` }} onClick={onSelect}>
      <span role="gridcell" className="c-claim"><span className="words"><b>{id}</b> {text}</span>{differs.length > 0 && <span className="words care small" title={differs.join(' ')}>{differs.join(' ')}</span>}</span>
      <span role="gridcell"><StatePhrase icon={declared ? 'declared' : 'not-declared'} tone={declared ? 'plain' : 'quiet'}>{declared ? `yes, by the author, version ${version}` : 'not by the author'}</StatePhrase></span>
      <span role="gridcell"><StatePhrase icon={structural === true ? 'load-bearing' : 'not-declared'} tone={structural === true ? 'structure' : 'quiet'}>{toStructureWords(row)}</StatePhrase></span>
      <span role="gridcell">{judged.length === 0 ? <span className="q">by nobody</span> : judged.slice(0, 2).map((one) => <Judgement key={one.record} mark={one} />)}{judged.length > 2 && <span className="small q">and {judged.length - 2} more</span>}</span>
    </div>
  );
} // prettier-ignore

function Judgement({ mark }: { readonly mark: JudgedMark }): ReactNode {
  return <StatePhrase icon={mark.isLoadBearing ? 'pinned' : 'not-declared'}>{mark.isLoadBearing ? 'yes' : 'no'}, {toMarkWords(mark)}</StatePhrase>;
} // prettier-ignore
