/** A node as the thing being judged: where it stands, its words, what bounds it, then where it is argued. */
import { type ReactNode, useEffect } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { useCase } from '../../state/case.ts';
import { markOpened } from '../../state/reading.ts';
import { useReview } from '../../state/review.ts';
import { KIND_WORDS } from '../outline/facts.ts';
import { ContextsOnPath } from './ContextsOnPath.tsx';
import { NodeLink } from './NodeLink.tsx';
import { Passage } from './Passage.tsx';
import { toEnds, toPath } from './path-to-top.ts';
import { toLineWords } from './person-words.ts';

export function ClaimView({ node }: { readonly node: ArgumentNode }): ReactNode {
  const { safetyCase, index } = useCase();
  const hasView = useReview((state) => state.view !== null);
  useEffect(() => {
    if (hasView) void markOpened('node', node.id);
  }, [hasView, node.id]);
  const path = toPath(node.id, index.supports, index.boundsOf, safetyCase?.topNode ?? null);
  const { first, left, last } = toEnds(path);
  return (
    <article className="reader">
      <div className="para">
        <span className="no" />
        <div className="claimhead" data-keys="" tabIndex={-1}>
          <nav className="crumb" aria-label="Path to the top claim">
            {first.map((id) => <span key={id}><NodeLink id={id} />{' '}<span aria-hidden="true">› </span></span>)}
            {left > 0 && <span className="q2">{toCount(left, 'node')} between <span aria-hidden="true">› </span></span>}
            {last.map((id, at) => (
              <span key={id}>
                {at > 0 && <span aria-hidden="true">› </span>}
                {id === node.id ? <span aria-current="page">{id}</span> : <NodeLink id={id} />}{' '}
              </span>
            ))}
          </nav>
          <h1 className="claim">{node.text}</h1>
          <p className="small q2">{toKindSentence(node)} {toOwnerSentence(node, index.people.get(node.owner ?? ''))}</p>
        </div>
      </div>
      {node.response !== null && node.response !== '' && (
        <div className="para">
          <span className="no" />
          <div className="answer"><p className="small q2">The author answers</p><p className="ser">{node.response}</p></div>
        </div>
      )}
      <ContextsOnPath path={path} />
      <Passage node={node} />
    </article>
  );
} // prettier-ignore

/** "Claim G26." "Defeater D2, undercuts S1." */
function toKindSentence(node: ArgumentNode): string {
  const doubts =
    node.challenges.length === 0 ? '' : `, ${toDoubtVerb(node)} ${node.challenges.join(', ')}`;
  const needs =
    node.supportMode === 'any_of'
      ? ', holds if any one of its supports holds'
      : node.supportMode === 'k_of_n'
        ? `, holds if ${String(node.k ?? 0)} of its ${String(node.supportedBy.length)} supports hold`
        : '';
  return `${KIND_WORDS[node.kind]} ${node.id}${doubts}${needs}${node.undeveloped ? ', undeveloped' : ''}.`;
}

function toDoubtVerb({ defeaterType }: ArgumentNode): string {
  if (defeaterType === 'rebutting') return 'rebuts';
  if (defeaterType === 'undercutting') return 'undercuts';
  return defeaterType === 'undermining' ? 'undermines' : 'doubts';
}

interface Owner {
  readonly name: string;
  readonly role: string;
  readonly line: string;
}

function toOwnerSentence({ owner }: ArgumentNode, person: Owner | undefined): string {
  if (owner === null) return 'No owner is named.';
  if (person === undefined) return `Owner: ${owner}, who is not among the people of the case.`;
  return `Written and answered for by ${person.name}, ${person.role}${toLineWords(person.line)}.`;
}
