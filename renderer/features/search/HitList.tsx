/** The hits by area, virtual. The field has the focus; the list shows where its arrows stand. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Hit, HitGroup, SearchAnswer } from '../../../shared/search/search.ts';
import { HitRow } from './HitRow.tsx';
import { AREA_WORDS } from './words.ts';

type Row =
  | { readonly kind: 'area'; readonly group: HitGroup }
  | { readonly kind: 'hit'; readonly hit: Hit; readonly number: number };

const AREA_HEIGHT = 38;
const HIT_HEIGHT = 76;

interface HitListProps {
  readonly answer: SearchAnswer;
  readonly hits: readonly Hit[];
  readonly at: number;
}

export function HitList({ answer, hits, at }: HitListProps): ReactNode {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => toRows(answer), [answer]);
  const current = useMemo(() => rows.findIndex((row) => row.kind === 'hit' && row.number === at), [rows, at]);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'area' ? AREA_HEIGHT : HIT_HEIGHT),
    getItemKey: (index) => toKey(rows[index]) ?? index,
    overscan: 6,
    // The hit that the field names as current is always on the page.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.max(0, current)])].sort((left, right) => left - right),
  });
  const scrollTo = list.scrollToIndex;
  useEffect(() => {
    // The first hit brings the head of its area with it.
    scrollTo(current <= 1 ? 0 : current, { align: 'auto' });
  }, [current, scrollTo]);
  return (
    <div className="hits" role="listbox" id="search-hits" aria-label="Found" ref={scroll}>
      <div role="presentation" className="hitbody" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div key={item.key} ref={list.measureElement} data-index={item.index} role="presentation" className="hitplace" style={{ transform: `translateY(${String(item.start)}px)` }}>
              {row.kind === 'area'
                ? <div className="hitarea" aria-hidden="true"><b>{AREA_WORDS[row.group.area]}</b> <span className="q num">{row.group.count}</span></div>
                : <HitRow hit={row.hit} number={row.number} of={hits.length} isCurrent={row.number === at} />}
            </div>
          );
        })}
      </div>
    </div>
  );
} // prettier-ignore

function toRows({ groups }: SearchAnswer): readonly Row[] {
  let number = 0;
  return groups.flatMap((group): Row[] => [
    { kind: 'area', group },
    ...group.hits.map((hit): Row => ({ kind: 'hit', hit, number: number++ })),
  ]);
}

function toKey(row: Row | undefined): string | undefined {
  return row?.kind === 'hit' ? row.hit.key : row?.group.area;
}
