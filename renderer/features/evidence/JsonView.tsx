/** A JSON file as a tree. Every value can be pointed at by its JSON pointer. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Message } from '../../components/Message.tsx';
import { toCount } from '../../../shared/review/words.ts';
import { parseStrictJson } from '../../../shared/trust/strict-json.ts';
import { setPlace, useReading } from '../../state/reading.ts';
import { readText } from '../reading/load-file.ts';
import { useLoaded } from '../reading/use-file.ts';
import { runCommand } from '../shortcuts/commands.ts';
import { type JsonRow, toJsonRows } from './json-rows.ts';
import { TextView } from './TextView.tsx';
import { usePointerMarks } from './use-cell-marks.ts';
import { useJsonFind } from './use-json-find.ts';

export function JsonView({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const loaded = useLoaded(`json:${evidence.sha256}`, async () =>
    // What readers understand differently, like a key that stands twice, is never shown as one of its meanings.
    toJsonRows(parseStrictJson(await readText(evidence.path), evidence.path, { numbers: 'finite' })),
  );
  if (loaded.state === 'loading') return <p className="q">Reading {evidence.path}</p>;
  if (loaded.state === 'failed')
    return (
      <>
        <Message tone="care" title="This file cannot be shown as a tree"><p>{loaded.why} Its text is shown instead.</p></Message>
        <TextView evidence={evidence} as="plain" />
      </>
    );
  return <Tree evidence={evidence} rows={loaded.value} />;
} // prettier-ignore

/** Files up to this size open with every value shown. */
const SHOW_ALL_UP_TO = 400;

function Tree({ evidence, rows }: { readonly evidence: EvidenceItem; readonly rows: readonly JsonRow[] }): ReactNode {
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(rows.length <= SHOW_ALL_UP_TO ? [] : rows.filter((one, at) => one.level > 1 && one.end > at + 1).map((one) => one.pointer)),
  );
  const [focused, setFocused] = useState('');
  const scroll = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const marks = usePointerMarks(evidence.id);
  const visit = useReading((state) => state.visit);

  function reveal(pointer: string): void {
    setFolded((before) => new Set([...before].filter((one) => !pointer.startsWith(`${one}/`))));
    setFocused(pointer);
  }
  useJsonFind(rows, reveal);

  const visible = useMemo(() => {
    const seen: number[] = [];
    for (let at = 0; at < rows.length; ) {
      const row = rows[at];
      if (row === undefined) break;
      seen.push(at);
      at = folded.has(row.pointer) ? row.end : at + 1;
    }
    return seen;
  }, [rows, folded]);
  const at = Math.max(0, visible.findIndex((index) => rows[index]?.pointer === focused));

  const virtual = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 26,
    getItemKey: (index) => rows[visible[index] ?? -1]?.pointer ?? index,
    overscan: 12,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].sort((left, right) => left - right),
  });
  const scrollTo = virtual.scrollToIndex;

  useEffect(() => {
    const place = useReading.getState().selection?.place;
    if (place === undefined || !rows.some((one) => one.pointer === place)) return;
    takesFocus.current = true;
    setFolded((before) => new Set([...before].filter((one) => !place.startsWith(`${one}/`))));
    setFocused(place);
  }, [visit, rows]);

  useEffect(() => {
    scrollTo(at, { align: 'auto' });
    if (!takesFocus.current) return;
    takesFocus.current = false;
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus({ preventScroll: true }));
  }, [at, focused, scrollTo]);

  function focusRow(position: number): void {
    const row = rows[visible[position] ?? -1];
    if (row === undefined) return;
    takesFocus.current = true;
    setFocused(row.pointer);
    setPlace(row.pointer);
  }

  function toggle(pointer: string): void {
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(pointer)) after.add(pointer);
      return after;
    });
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = visible[at] ?? 0;
    const row = rows[index];
    if (row === undefined) return;
    const canFold = row.end > index + 1;
    if (event.key === 'ArrowDown') focusRow(at + 1);
    else if (event.key === 'ArrowUp') focusRow(at - 1);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(visible.length - 1);
    else if (event.key === 'ArrowRight') { if (canFold && folded.has(row.pointer)) toggle(row.pointer); else if (canFold) focusRow(at + 1); }
    else if (event.key === 'ArrowLeft') { if (canFold && !folded.has(row.pointer)) toggle(row.pointer); else focusRow(visible.findIndex((one) => rows[one]?.pointer === parentOf(row.pointer))); }
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="r wrap small">
        <span className="q num">{toCount(rows.length, 'value')}</span>
        <span className="grow" />
        <span className="mono q">{focused === '' ? 'whole file' : focused}</span>
        <Button kind="quiet" keys="C" onMouseDown={keepFocus} onClick={() => { runCommand('add-note'); }}>Note on value</Button>
        <Button kind="quiet" keys="X" onMouseDown={keepFocus} onClick={() => { runCommand('raise-challenge'); }}>Challenge value</Button>
      </div>
      <div className="gridscroll json" ref={scroll} data-keys="">
        <div role="tree" aria-label={`${evidence.id}, values`} className="jtree" style={{ height: virtual.getTotalSize() }} onKeyDown={handleKey}>
          {virtual.getVirtualItems().map((item) => {
            const index = visible[item.index] ?? 0;
            const row = rows[index];
            if (row === undefined) return null;
            const canFold = row.end > index + 1;
            const mark = marks.get(row.pointer);
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="treeitem"
                aria-level={row.level}
                aria-setsize={row.setSize}
                aria-posinset={row.position}
                aria-expanded={canFold ? !folded.has(row.pointer) : undefined}
                aria-selected={item.index === at}
                tabIndex={item.index === at ? 0 : -1}
                data-pane-stop={item.index === at ? '' : undefined}
                data-evidence={evidence.id}
                data-pointer={row.pointer}
                data-quote={`${row.name === '' ? 'file' : row.name}: ${row.value}`}
                data-marks={mark?.ids.join(' ')}
                title={mark?.labels}
                className={`jrow${mark === undefined ? '' : mark.isDoubted ? ' hit' : ' noted'}`}
                style={{ transform: `translateY(${String(item.start)}px)`, '--lvl': row.level } as React.CSSProperties}
                onClick={() => { takesFocus.current = true; setFocused(row.pointer); setPlace(row.pointer); }}
                onDoubleClick={() => { if (canFold) toggle(row.pointer); }}
              >
                <span className="tw" onClick={(event) => { if (canFold) { event.stopPropagation(); toggle(row.pointer); } }}>
                  {canFold && <Icon name={folded.has(row.pointer) ? 'collapsed' : 'expanded'} />}
                </span>
                <span className="jname">{row.name === '' ? evidence.path.split('/').at(-1) : row.name}</span>
                <span className={`jvalue ${row.kind}`}>{row.value === '' ? 'empty' : row.value}</span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
} // prettier-ignore

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
