/** Whatever has no view of its own: its bytes, so that it can at least be compared and doubted. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { Message } from '../../components/Message.tsx';
import { readBytes } from '../reading/load-file.ts';
import { useLoaded } from '../reading/use-file.ts';
import { toHexRow } from './hex-row.ts';

const ROW = 16;

export function BytesView({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const loaded = useLoaded(`hex:${evidence.sha256}`, () => readBytes(evidence.path));
  if (loaded.state === 'loading') return <p className="q">Reading {evidence.path}</p>;
  if (loaded.state === 'failed') return <Message tone="alarm" title="This file is not shown" isAlert><p>{loaded.why}</p></Message>;
  return (
    <>
      <Message title={`There is no view for ${evidence.mediaType}`}>
        <p>Its bytes match the manifest and follow here. A note or a challenge can be about the file as a whole.</p>
      </Message>
      <Hex bytes={loaded.value} name={evidence.id} />
    </>
  );
} // prettier-ignore

function Hex({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }): ReactNode {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: Math.ceil(bytes.length / ROW),
    getScrollElement: () => scroll.current,
    estimateSize: () => 18,
    overscan: 20,
  });
  return (
    <div
      className="gridscroll hex"
      ref={scroll}
      tabIndex={0}
      role="region"
      aria-label={`${name}, bytes`}
      data-keys=""
    >
      <div className="vbody mono" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => (
          <div
            key={item.key}
            className="hexrow"
            style={{ transform: `translateY(${String(item.start)}px)` }}
          >
            {toHexRow(bytes, item.index * ROW, ROW)}
          </div>
        ))}
      </div>
    </div>
  );
}
