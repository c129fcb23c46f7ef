/** A link of a document: to another place of the bundle, or shown as text. Nothing is ever opened. */
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { resolveLink } from '../../../shared/document/links.ts';
import { useCase } from '../../state/case.ts';
import { select, type Selection } from '../../state/reading.ts';
import { documentAtHand } from './load-file.ts';
import { jumpFromMark } from './jump.ts';

type DocumentLinkProps = ComponentProps<'a'> & {
  readonly from: string;
  readonly 'data-margin'?: string;
  readonly 'data-mark-kind'?: string;
};

export function DocumentLink({ from, href = '', children, id, title, ...rest }: DocumentLinkProps): ReactNode {
  const margin = rest['data-margin'];
  if (margin !== undefined) return <MarginMark id={id} record={margin} kind={rest['data-mark-kind'] ?? 'note'} title={title}>{children}</MarginMark>;
  const target = resolveLink(href, from);
  switch (target.kind) {
    case 'external':
      return <OutsideLink address={target.address}>{children}</OutsideLink>;
    case 'inert':
      return <span className="inertlink" title="This link was made inert.">{children} <span className="address">[inert link: {target.address}]</span></span>;
    case 'fragment':
      return <InsideLink to={toFragment(target.fragment, from)}>{children}</InsideLink>;
    case 'file':
      return <InsideLink to={toFile(target.path, target.fragment)}>{children}</InsideLink>;
  }
} // prettier-ignore

function MarginMark({ id, record, kind, title, children }: { readonly id: string | undefined; readonly record: string; readonly kind: string; readonly title: string | undefined; readonly children: ReactNode }): ReactNode {
  return (
    <a
      className={kind === 'doubt' ? 'mn' : 'mn q2'}
      id={id}
      href={`#record-${record}`}
      title={title}
      tabIndex={-1}
      onClick={(event) => {
        event.preventDefault();
        jumpFromMark(record);
      }}
    >
      {children}
    </a>
  );
} // prettier-ignore

function InsideLink({ to, children }: { readonly to: Selection | null; readonly children: ReactNode }): ReactNode {
  if (to === null) return <span className="inertlink">{children} <span className="address">[not in this bundle]</span></span>;
  function follow(event: MouseEvent): void {
    event.preventDefault();
    if (to !== null) select(to);
  }
  return <a href={`#${encodeURIComponent(to.id)}`} onClick={follow}>{children}</a>;
} // prettier-ignore

function OutsideLink({ address, children }: { readonly address: string; readonly children: ReactNode }): ReactNode {
  const shown = address.replace(/^mailto:/, '');
  const isSame = typeof children === 'string' && (children === shown || `http://${children}` === shown);
  return <span className="outside">{children}{!isSame && <span className="address"> ({shown})</span>}</span>;
} // prettier-ignore

/** A heading or footnote of the same document first, then a node or evidence with that id. */
function toFragment(fragment: string, path: string): Selection | null {
  const block = documentAtHand(path)?.blocks.find(
    (one) => one.anchor === fragment.toLowerCase() || one.anchor === fragment,
  );
  if (block !== undefined) return { kind: 'document', id: path, place: block.id };
  return toObject(fragment);
}

function toObject(id: string): Selection | null {
  const { index } = useCase.getState();
  if (index.nodes.has(id)) return { kind: 'node', id };
  if (index.evidence.has(id)) return { kind: 'evidence', id };
  return null;
}

function toFile(path: string, fragment: string | null): Selection | null {
  const { safetyCase, index } = useCase.getState();
  if (index.documents.has(path)) {
    const place = fragment === null ? undefined : toPlace(path, fragment);
    return place === undefined
      ? { kind: 'document', id: path }
      : { kind: 'document', id: path, place };
  }
  const evidence = safetyCase?.evidence.find((one) => one.path === path);
  if (evidence !== undefined) return { kind: 'evidence', id: evidence.id };
  // Authors also write the bare id of a claim where a path could stand.
  return toObject(path.split('/').at(-1) ?? path);
}

function toPlace(path: string, fragment: string): string {
  return (
    documentAtHand(path)?.blocks.find((one) => one.anchor === fragment.toLowerCase())?.id ??
    `#${fragment}`
  );
}
