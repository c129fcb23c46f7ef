/** Contexts, assumptions and justifications that bound the claims on the way to the top. */
import { type ReactNode, useState } from 'react';
import { useCase } from '../../state/case.ts';
import { KIND_WORDS } from '../outline/facts.ts';
import { ContextClashes } from './ContextClashes.tsx';
import { NodeLink } from './NodeLink.tsx';

/** How many are listed before the person asks for the rest. */
const SHOWN = 3;

export function ContextsOnPath({ path }: { readonly path: readonly string[] }): ReactNode {
  const nodes = useCase((state) => state.index.nodes);
  const [isWhole, setIsWhole] = useState(false);
  // The nearest bounds first: they are the least likely to be remembered from above.
  const bounds = [...path].reverse().flatMap((id) => (nodes.get(id)?.inContextOf ?? []).map((bound) => ({ bound, of: id })));
  const seen = new Set<string>();
  const unique = bounds.filter(({ bound }) => !seen.has(bound) && seen.add(bound));
  if (unique.length === 0) return null;
  const shown = isWhole ? unique : unique.slice(0, SHOWN);
  return (
    <section className="para" aria-labelledby="contexts">
      <span className="no" />
      <div className="bounds">
        <ContextClashes bounds={unique} />
        <div className="shuthead">
          <h2 id="contexts">In the context of</h2>
          <span className="cnt">{unique.length} on this path</span>
        </div>
        <dl>
          {shown.map(({ bound, of }) => {
            const node = nodes.get(bound);
            return (
              <div key={bound}>
                <dt><NodeLink id={bound} /><span className="q"> for {of}</span></dt>
                <dd>{node === undefined ? 'not in the argument' : <>{node.kind === 'context' ? '' : <b>{KIND_WORDS[node.kind]}. </b>}{node.text}</>}</dd>
              </div>
            );
          })}
        </dl>
        {unique.length > SHOWN && (
          <button type="button" className="link small" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show the nearest only' : `Show ${String(unique.length - SHOWN)} more`}
          </button>
        )}
      </div>
    </section>
  );
} // prettier-ignore
