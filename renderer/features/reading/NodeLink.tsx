/** The id of a node, evidence or document as a link to it. The words follow on focus or hover as a title. */
import type { ReactNode } from 'react';
import { useCase } from '../../state/case.ts';
import { select, type Selection } from '../../state/reading.ts';

export function NodeLink({ id }: { readonly id: string }): ReactNode {
  const text = useCase((state) => state.index.nodes.get(id)?.text);
  if (text === undefined) return <span title="not in the argument">{id}</span>;
  return <ObjectLink to={{ kind: 'node', id }} title={text}>{id}</ObjectLink>;
} // prettier-ignore

interface ObjectLinkProps {
  readonly to: Selection;
  readonly title?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}

export function ObjectLink({ to, title, className, children }: ObjectLinkProps): ReactNode {
  return (
    <a
      href={`#${encodeURIComponent(to.id)}`}
      title={title}
      className={className}
      onClick={(event) => {
        event.preventDefault();
        select(to);
      }}
    >
      {children}
    </a>
  );
}
