/** Where contexts on one path say different things about the same (R14): both phrases side by side. */
import { Fragment, type ReactNode, useMemo } from 'react';
import { type ContextClash, findContextClashes, type PhrasePart } from '../../../shared/argument/context-clash.ts'; // prettier-ignore
import { toCount, toSentenceStart } from '../../../shared/review/words.ts';
import { Icon } from '../../components/Icon.tsx';
import { useCase } from '../../state/case.ts';
import { NodeLink } from './NodeLink.tsx';

/** Compared while the reader waits, each with each: so many contexts, the nearest, and no longer ones than this. */
const MOST_COMPARED = 60;
const LONGEST_COMPARED = 10_000;

/** Never part of an id: ids are one line. */
const SEPARATOR = '\n';

export interface Bound {
  readonly bound: string;
  /** The node that it bounds. */
  readonly of: string;
}

/** `bounds`: what bounds the claims of the path, the nearest first. */
export function ContextClashes({ bounds }: { readonly bounds: readonly Bound[] }): ReactNode {
  const nodes = useCase((state) => state.index.nodes);
  const ids = bounds.map((one) => one.bound).join(SEPARATOR);
  const { clashes, left } = useMemo(() => {
    const contexts = ids.split(SEPARATOR).flatMap((id) => {
      const node = nodes.get(id);
      return node?.kind === 'context' || node?.kind === 'assumption' ? [{ id, text: node.text }] : [];
    });
    const compared = contexts.filter((one) => one.text.length <= LONGEST_COMPARED).slice(0, MOST_COMPARED);
    return { clashes: findContextClashes(compared.reverse()), left: contexts.length - compared.length };
  }, [ids, nodes]);
  const leftOut = left === 0 ? null : <p className="small q">{toCount(left, 'context')} on this path, farther up or longer, {left === 1 ? 'was' : 'were'} not compared here.</p>;
  if (clashes.length === 0) return leftOut;
  const pairs = [...new Set(clashes.map((one) => one.ids.join(SEPARATOR)))];
  return (
    <div className="clash">
      <div className="r">
        <h2 className="st care"><Icon name="differ" />Contexts on this path differ in {toCount(clashes.length, 'place')}</h2>
        <span className="right small q">computed here</span>
      </div>
      {leftOut}
      {pairs.map((pair) => <Pair key={pair} clashes={clashes.filter((one) => one.ids.join(SEPARATOR) === pair)} bounds={bounds} />)}
    </div>
  );
} // prettier-ignore

interface PairProps {
  readonly clashes: readonly ContextClash[];
  readonly bounds: readonly Bound[];
}

function Pair({ clashes, bounds }: PairProps): ReactNode {
  const ids = clashes[0]?.ids ?? [];
  return (
    <table>
      <thead>
        <tr>
          <td><span className="vh">About</span></td>
          {ids.map((id) => <th scope="col" key={id}><NodeLink id={id} /> for {bounds.find((one) => one.bound === id)?.of}</th>)}
        </tr>
      </thead>
      <tbody>
        {clashes.map((one, row) => (
          <tr key={row}>
            <th scope="row">{toSentenceStart(one.about)}</th>
            {one.phrases.map((parts, at) => <td key={ids[at]}><Parts parts={parts} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

function Parts({ parts }: { readonly parts: readonly PhrasePart[] }): ReactNode {
  return parts.map((part, at) =>
    part.differs ? (
      <b className="dif" key={at}>
        {part.text}
      </b>
    ) : (
      <Fragment key={at}>{part.text}</Fragment>
    ),
  );
}
