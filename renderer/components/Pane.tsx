/** A labelled region with a head: one of the sheets that a screen is made of. F6 goes from pane to pane. */
import type { ReactNode, Ref } from 'react';

export interface PaneProps {
  readonly label: string;
  /** Paper: what is read or signed. Desk: what stands around it. */
  readonly sheet?: 'paper' | 'desk';
  readonly head?: ReactNode;
  readonly foot?: ReactNode;
  readonly scrollRef?: Ref<HTMLDivElement>;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Pane(props: PaneProps): ReactNode {
  const { label, sheet = 'desk', head, foot, scrollRef, className = '', children } = props;
  return (
    <section className={`pane${sheet === 'paper' ? ' paper' : ''} ${className}`} aria-label={label} data-pane="" tabIndex={-1}>
      {head !== undefined && <div className="head">{head}</div>}
      <div className="scroll" ref={scrollRef}>{children}</div>
      {foot !== undefined && <div className="panefoot">{foot}</div>}
    </section>
  );
} // prettier-ignore
