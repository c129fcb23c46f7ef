/** What the node rests on, what rests on it, and what doubts it, in words. */
import { Fragment, type ReactNode } from 'react';
import { moduleOf } from '../../../shared/argument/drawing/modules.ts';
import { isAway } from '../../../shared/argument/drawing/shapes.ts';
import { isReference } from '../../../shared/argument/rules/allowed-links.ts';
import { otherText } from '../../../shared/argument/rules/other-fields.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { NodeLink } from '../reading/NodeLink.tsx';

/** The module that the node stands in, or for what stands for something of another module, that one. */
function toModuleWords(node: ArgumentNode): string {
  const own = moduleOf(node);
  const other = isAway(node.kind) || isReference(node.kind) ? otherText(node, 'module') : null;
  return [own, other === null ? null : `stands for ${isReference(node.kind) ? '' : 'an element of '}${other}`].filter((one) => one !== null).join(', '); // prettier-ignore
}

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
  const module = toModuleWords(node);
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
      {module !== '' && <dl className="kv"><dt>Module</dt><dd>{module}</dd></dl>}
      {(doubtedBy.get(node.id) ?? []).length === 0 && node.kind === 'goal' && <p className="small q against">Evidence against: the author lists none.</p>}
    </section>
  );
} // prettier-ignore

function toSupportWords({ supportMode, k, supportedBy }: ArgumentNode): string {
  if (supportedBy.length < 2 || supportMode === 'all_of') return 'Supported by';
  return supportMode === 'any_of' ? 'Any one of' : `Any ${String(k ?? supportedBy.length)} of`;
}
