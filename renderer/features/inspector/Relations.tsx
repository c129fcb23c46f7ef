/** What the node rests on, what rests on it, and what doubts it, in words. */
import { Fragment, type ReactNode } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { NodeLink } from '../reading/NodeLink.tsx';

export function Relations({ node }: { readonly node: ArgumentNode }): ReactNode {
  const { supports, boundsOf, doubtedBy } = useCase((state) => state.index);
  const rows = [
    { label: 'Supports', ids: supports.get(node.id) ?? [] },
    { label: toSupportWords(node), ids: node.supportedBy },
    { label: 'In context of', ids: node.inContextOf },
    { label: 'Bounds', ids: boundsOf.get(node.id) ?? [] },
    { label: 'Doubted by', ids: doubtedBy.get(node.id) ?? [] },
    { label: 'Doubts', ids: node.challenges },
  ].filter((one) => one.ids.length > 0);
  return (
    <section aria-label="Relations">
      <div className="shuthead"><h3>Relations</h3></div>
      {rows.length === 0 ? (
        <p className="small q">It stands alone: no node names it, it names none.</p>
      ) : (
        <dl className="kv">
          {rows.map((row) => (
            <Fragment key={row.label}>
              <dt>{row.label}</dt>
              <dd>{row.ids.map((id, at) => <Fragment key={id}>{at > 0 && ', '}<NodeLink id={id} /></Fragment>)}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      {(doubtedBy.get(node.id) ?? []).length === 0 && node.kind === 'goal' && <p className="small q against">Evidence against: the author lists none.</p>}
    </section>
  );
} // prettier-ignore

function toSupportWords({ supportMode, k, supportedBy }: ArgumentNode): string {
  if (supportedBy.length < 2 || supportMode === 'all_of') return 'Supported by';
  return supportMode === 'any_of' ? 'Any one of' : `Any ${String(k ?? supportedBy.length)} of`;
}
