/** The author's mark and the computed one, apart: where they disagree, that is a finding. */
import type { ReactNode } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useReview } from '../../state/review.ts';

export function LoadBearing({ node }: { readonly node: ArgumentNode }): ReactNode {
  const structure = useReview((state) => state.view?.structure ?? null);
  if (structure === null) return null;
  const isByStructure = Object.hasOwn(structure.loadBearing, node.id);
  return (
    <section aria-label="Load-bearing">
      <div className="shuthead"><h3>Load-bearing</h3></div>
      <dl className="kv">
        <dt><StatePhrase icon={node.declaredLoadBearing ? 'declared' : 'not-declared'}>declared</StatePhrase></dt>
        <dd>{node.declaredLoadBearing ? 'yes, by the author' : 'not by the author'}</dd>
        <dt><StatePhrase icon={isByStructure ? 'load-bearing' : 'not-declared'}>structure</StatePhrase></dt>
        <dd>{isByStructure ? 'yes, fails the top claim alone' : 'no'}</dd>
      </dl>
    </section>
  );
} // prettier-ignore
