/** What is drawn now, on pages: the same drawing as in the SVG file, always light. On screen only the choice. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import { PAGE_ROOM, type PrintPage, type PrintPlan, toOnePage, toPart, toTiles } from '../../../shared/argument/drawing/pages.ts'; // prettier-ignore
import { type SvgOptions, toSvg } from '../../../shared/argument/drawing/svg.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { type Segment, Segments } from '../../components/Segments.tsx';
import { toShownWords } from './describe.ts';
import './print.css';

/** More pages than these are no print that anybody puts together. */
const MOST_PAGES = 60;
const WHY = 'print-why';

interface PrintProps extends Pick<SvgOptions, 'fallen' | 'failed'> {
  readonly safetyCase: SafetyCase;
  readonly drawing: Drawing;
  readonly onDone: () => void;
}

type Kind = 'one' | 'tiles';

export function PrintSheets(props: PrintProps): ReactNode {
  const { drawing, onDone } = props;
  const [isPrinting, setPrinting] = useState(false);
  const plans = useMemo(() => ({ one: toOnePage(drawing), tiles: toTiles(drawing) }), [drawing]);
  const [kind, setKind] = useState<Kind>('one');
  const { pages, columns, rows, scale } = plans[kind];
  if (isPrinting) return createPortal(<Sheets {...props} plan={plans[kind]} />, document.body);
  const isTooMuch = pages.length > MOST_PAGES;
  const percent = scale < 0.01 ? 'under 1 %' : `${String(Math.round(scale * 100))} %`;
  const choices: readonly Segment<Kind>[] = [
    { value: 'one', label: 'On one page' },
    { value: 'tiles', label: `On ${toCount(plans.tiles.pages.length, 'page')}` },
  ];
  return (
    <Dialog title="Print the graph" onClose={onDone} actions={<><Button onClick={onDone}>Cancel</Button><Button kind="main" isOff={isTooMuch} aria-describedby={WHY} onClick={() => { setPrinting(true); }}>Print</Button></>}>
      <div className="printchoice">
      <p>What is shown now is printed: {toShownWords(drawing)}.</p>
 {isTooMuch && <p id={WHY}>At most {MOST_PAGES} pages are printed. Fold, focus or draw fewer levels.</p>}
      <Segments label="Size" segments={choices} value={kind} onChange={setKind} />
      <p className="small q2" role="status">
        {percent} of full size, {columns === 1 && rows === 1 ? 'one page' : `${toCount(pages.length, 'page')} of ${String(columns)} across and ${String(rows)} down`}, paper lying.
        {kind === 'one' && scale < 0.35 ? ' The words will be too small to read.' : ''}
      </p>
      </div>
    </Dialog>
  );
} // prettier-ignore

interface SheetsProps extends PrintProps {
  readonly plan: PrintPlan;
}

/** Prints as soon as every page is drawn, and goes when that is over. */
function Sheets({ safetyCase, drawing, fallen, failed, plan, onDone }: SheetsProps): ReactNode {
  const sheets = useRef<HTMLDivElement>(null);
  const title = `${safetyCase.title}, version ${safetyCase.version}`;
  const [addresses] = useState(() =>
    plan.pages.map((page) => toAddress(drawing, page, { title, ...(fallen === undefined ? {} : { fallen }), ...(failed === undefined ? {} : { failed }) })), // prettier-ignore
  );
  const done = useRef(onDone);
  useEffect(() => {
    const images = [...(sheets.current?.querySelectorAll('img') ?? [])];
    const finish = (): void => {
      for (const address of addresses) URL.revokeObjectURL(address);
      done.current();
    };
    window.addEventListener('afterprint', finish, { once: true });
    void Promise.all(images.map((image) => image.decode())).then(() => {
      window.print();
    }, finish);
    return () => {
      window.removeEventListener('afterprint', finish);
    };
  }, [addresses]);
  const { bundleDigest } = safetyCase;
  return (
    <div className="printsheets" ref={sheets}>
      {plan.pages.map((page, index) => (
        <section key={index} className="printsheet">
          <header><b>{title}</b><span>Argument, {toShownWords(drawing)}</span></header>
          <img className={page.goesOn.map((side) => `on-${side}`).join(' ')} src={addresses[index]} alt="" style={{ width: `${String(PAGE_ROOM.width)}mm`, height: `${String(PAGE_ROOM.height)}mm` }} />
          <footer>
            <span className="mono">{bundleDigest === null ? 'draft, not sealed' : `bundle ${bundleDigest}`}</span>
            <span>{plan.pages.length > 1 ? `part ${String(page.across)} across, ${String(page.down)} down; ` : ''}page {index + 1} of {plan.pages.length}</span>
          </footer>
        </section>
      ))}
    </div>
  );
} // prettier-ignore

function toAddress(drawing: Drawing, page: PrintPage, options: SvgOptions): string {
  const svg = toSvg(toPart(drawing, page), { ...options, area: page });
  return URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
}
