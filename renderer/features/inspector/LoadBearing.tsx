/** The three marks, apart: the author's, the computed one, the reviewers'. Where they disagree, that is said. */
import { type ReactNode, useMemo } from 'react';
import { toMarkWords, toNodeMarks, toStructureWords } from '../../../shared/argument/marks.ts';
import type { ArgumentNode, SafetyCase } from '../../../shared/case/model.ts';
import type { Judged } from '../../../shared/review/records.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { compose } from '../../state/composer.ts';
import { notes as notesOf, useReview } from '../../state/review.ts';
import { toWholeObject } from '../reading/current-target.ts';

export function LoadBearing({ node }: { readonly node: ArgumentNode }): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  return safetyCase === null ? null : <Marks node={node} safetyCase={safetyCase} />;
}

function Marks({ node, safetyCase }: { readonly node: ArgumentNode; readonly safetyCase: SafetyCase }): ReactNode {
  const structure = useReview((state) => state.view?.structure ?? null);
  const notes = useReview(notesOf);
  const isBlind = useReview((state) => state.view?.blindTo.includes('opinion') ?? false);
  const marks = useMemo(() => (structure === null ? [] : toNodeMarks(safetyCase, structure, notes, node.id)), [safetyCase, structure, notes, node.id]);
  if (structure === null) return null;
  const [own] = marks;
  const isByStructure = Object.hasOwn(structure.loadBearing, node.id);
  const judged = own?.judged ?? [];
  const differs = own?.differs ?? [];
  return (
    <section aria-label="Load-bearing">
      <OpenHead title="Load-bearing" isOpen={differs.length > 0} {...(differs.length > 0 ? { count: 'marks differ' } : {})} />
      <dl className="kv">
        <dt><StatePhrase icon={node.declaredLoadBearing ? 'declared' : 'not-declared'}>declared</StatePhrase></dt>
        <dd>{node.declaredLoadBearing ? 'yes, by the author' : 'not by the author'}</dd>
        <dt><StatePhrase icon={isByStructure ? 'load-bearing' : 'not-declared'}>structure</StatePhrase></dt>
        <dd>{own === undefined ? (isByStructure ? 'yes, fails the top claim alone' : structure.topHolds ? 'no' : 'not known, the top claim does not hold as it stands') : toStructureWords(own)}</dd>
        <dt><StatePhrase icon={judged.some((one) => one.isLoadBearing) ? 'pinned' : 'not-declared'}>judged</StatePhrase></dt>
        <dd>
          {judged.length === 0 ? 'by nobody' : judged.map((one) => <div key={one.record}>{one.isLoadBearing ? 'yes' : 'no'}, {toMarkWords(one)}</div>)}
          {isBlind && <div className="small q">Marks of others are shown once you have sealed your opinion.</div>}
        </dd>
      </dl>
      {differs.map((one) => <p key={one} className="small differs">{one}</p>)}
      <div className="r wrap">
        <Button kind="quiet" onClick={() => { judge(node.id, 'load-bearing'); }}>Judge load-bearing</Button>
        <Button kind="quiet" onClick={() => { judge(node.id, 'not-load-bearing'); }}>Judge not</Button>
      </div>
    </section>
  );
} // prettier-ignore

/** Opens the sheet in which the reason is given. Nothing is marked by that. */
function judge(id: string, judged: Judged): void {
  const object = toWholeObject({ kind: 'node', id });
  if (object !== null) compose('note', object.target, object.quote, { judged });
}
