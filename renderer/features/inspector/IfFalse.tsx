/** What falls when this node is false, by structure alone. */
import { Fragment, useMemo, type ReactNode } from 'react';
import { toWhatIf } from '../../../shared/argument/what-if.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { toggleFailed } from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { NodeLink } from '../reading/NodeLink.tsx';

const LISTED = 12;

export function IfFalse({ node }: { readonly node: ArgumentNode }): ReactNode {
  const structure = useReview((state) => state.view?.structure ?? null);
  if (structure === null) return null;
  return (
    <section aria-label="If this is false">
      <div className="shuthead"><h3>If this is false</h3><span className="cnt">structure</span></div>
      <p><Falls node={node} /></p>
      <p><Button kind="quiet" icon="scales" keys="W" onClick={() => { toggleFailed(node.id); }}>What if it fails</Button></p>
    </section>
  );
} // prettier-ignore

function Falls({ node }: { readonly node: ArgumentNode }): ReactNode {
  const structure = useReview((state) => state.view?.structure ?? null);
  if (structure === null) return null;
  const { top, topHolds, unsupported, cycles, loadBearing } = structure;
  if (node.id === top)
    return topHolds
      ? 'The case falls: this is the top claim.'
      : 'By structure the top claim does not hold as it stands.';
  if (unsupported.includes(node.id)) {
    const group = cycles.find((one) => one.includes(node.id));
    return group === undefined ? (
      'Nothing changes: by structure it does not hold as it stands, so it carries nothing.'
    ) : (
      <>
        Nothing changes: its support comes round a circle (<Ids ids={group} />
        ), so it carries nothing.
      </>
    );
  }
  if (!Object.hasOwn(loadBearing, node.id))
    return topHolds
      ? 'The top claim still holds: other support carries it.'
      : 'The top claim does not hold as it stands, so no single failure can make it fall.';
  return <Fallen id={node.id} />;
}

function Fallen({ id }: { readonly id: string }): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const falls = useMemo(() => (safetyCase === null ? [] : toWhatIf(safetyCase, [id]).fallen), [safetyCase, id]);
  return (
    <>
      {toCount(falls.length, 'other')} {falls.length === 1 ? 'falls' : 'fall'}, the top claim among them: <Ids ids={falls} />.
    </>
  );
} // prettier-ignore

function Ids({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const shown = ids.slice(0, LISTED);
  return (
    <>
      {shown.map((id, at) => <Fragment key={id}>{at > 0 && ', '}<NodeLink id={id} /></Fragment>)}
      {ids.length > LISTED && ` and ${String(ids.length - LISTED)} more`}
    </>
  );
} // prettier-ignore
