/**
 * Blocks of one file with their marks. One block is the tab stop; arrows go from block to block, and
 * Shift with arrows selects words, so that a passage can be pointed at without a mouse.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { DocumentBlock, DocumentModel } from '../../../shared/document/model.ts';
import { setPlace, useReading } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { useCommands } from '../shortcuts/commands.ts';
import { Block } from './Block.tsx';
import { FindScope } from './find-scope.ts';
import { jumpToNoteOrBack } from './jump.ts';
import { putAtHand } from './load-file.ts';
import { marksIn } from './mark-content.ts';
import type { Mark, PlacedMarks } from './marks.ts';
import { stackMarginMarks } from './stack-margin.ts';
import { useFind } from './use-find.ts';

export interface ArticleProps {
  readonly model: DocumentModel;
  readonly blocks: readonly DocumentBlock[];
  readonly placed: PlacedMarks;
  readonly kind: 'document' | 'evidence';
  readonly id: string;
  /** Said below a heading: which claims are argued there. */
  readonly afterHeading?: (block: DocumentBlock) => ReactNode;
}

const NO_MARKS: readonly Mark[] = [];

/** A long document leaves the drawing of what is out of sight to later. */
const LAZY_FROM = 120;

export function Article({ model, blocks, placed, kind, id, afterHeading }: ArticleProps): ReactNode {
  const article = useRef<HTMLDivElement>(null);
  const visit = useReading((state) => state.visit);
  // Beside evidence the claim stays where it was, and the focus is in the evidence.
  const mayTakeFocus = use(FindScope);
  const [stop, setStop] = useState<string | null>(null);
  const found = useFind(blocks);
  const stopId = blocks.some((one) => one.id === stop) ? stop : (blocks[0]?.id ?? null);
  const view = useReview((state) => state.view);

  useCommands({ 'jump-to-note': jumpToNoteOrBack });

  useLayoutEffect(() => {
    putAtHand(model);
  }, [model]);
  useLayoutEffect(() => {
    if (article.current !== null) stackMarginMarks(article.current);
  }, [blocks, placed, view]);
  useEffect(() => {
    const element = article.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(() => { stackMarginMarks(element); });
    watcher.observe(element);
    return () => { watcher.disconnect(); };
  }, []);

  useEffect(() => {
    const place = useReading.getState().selection?.place;
    if (place === undefined || article.current === null) return;
    const block = blocks.find((one) => one.id === place || (place.startsWith('#') && one.anchor === place.slice(1)));
    if (block === undefined) return;
    const element = article.current.querySelector<HTMLElement>(`[data-block="${CSS.escape(block.id)}"]`);
    setStop(block.id);
    element?.scrollIntoView({ block: 'start' });
    if (mayTakeFocus) element?.focus({ preventScroll: true });
  }, [visit, blocks, mayTakeFocus]);

  const marks = useMemo(
    () => new Map(blocks.map((block) => [block.id, marksIn(block, placed.marks)])),
    [blocks, placed],
  );

  return (
    <div
      className={blocks.length > LAZY_FROM ? 'doc lazy' : 'doc'}
      ref={article}
      data-keys=""
      data-source-kind={kind}
      data-source-id={id}
      data-source-path={model.path}
      onFocus={(event) => {
        const block = event.target.closest<HTMLElement>('[data-block]')?.dataset['block'];
        if (block === undefined) return;
        setStop(block);
        setPlace(block);
      }}
      onKeyDown={(event) => { handleArrows(event, article.current); }}
    >
      {blocks.map((block) => {
        const hits = found.hitsIn(block.id);
        return (
          <Block
            key={block.id}
            block={block}
            source={model.source}
            path={model.path}
            isStop={block.id === stopId}
            marks={marks.get(block.id) ?? NO_MARKS}
            hits={hits}
            currentHit={hits.some((one) => one.number === found.current) ? found.current : -1}
            after={block.depth > 0 ? afterHeading?.(block) : undefined}
          />
        );
      })}
    </div>
  );
} // prettier-ignore

function handleArrows(event: KeyboardEvent, article: HTMLElement | null): void {
  const block = event.target;
  if (article === null || !(block instanceof HTMLElement) || block.dataset['block'] === undefined) return;
  if (event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
    event.preventDefault();
    growSelection(block, event.key === 'ArrowRight' ? 'forward' : 'backward', event.ctrlKey ? 'word' : 'sentence');
    return;
  }
  if (event.key === 'Escape') {
    document.getSelection()?.removeAllRanges();
    return;
  }
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || isTallerThanView(block, by)) return;
  const blocks = [...article.querySelectorAll<HTMLElement>('[data-block]')];
  const next = blocks[blocks.indexOf(block) + by];
  event.preventDefault();
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
} // prettier-ignore

/** A block that goes on out of sight is first scrolled through. */
function isTallerThanView(block: HTMLElement, by: number): boolean {
  const view = block.closest('[data-scroll]')?.getBoundingClientRect();
  if (view === undefined) return false;
  const box = block.getBoundingClientRect();
  return by > 0 ? box.bottom > view.bottom + 1 && box.height > view.height : box.top < view.top - 1 && box.height > view.height;
} // prettier-ignore

/** Selects in the block by word or sentence, beginning at its first word. */
function growSelection(
  block: HTMLElement,
  direction: 'forward' | 'backward',
  by: 'word' | 'sentence',
): void {
  const selection = document.getSelection();
  if (selection === null) return;
  if (selection.isCollapsed || !block.contains(selection.anchorNode)) {
    const first = block.querySelector('[data-seen]')?.firstChild;
    if (first == null) return;
    selection.collapse(first, 0);
  }
  selection.modify('extend', direction, by);
}
