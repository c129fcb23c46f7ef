/** What was written in the passage that argues the node: about the document, so not in the node's own lists. */
import type { ReactNode } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import type { ReviewView } from '../../../shared/review/view.ts';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { useReview } from '../../state/review.ts';
import { toOpenChallenges } from '../outline/facts.ts';
import { jumpToMark } from '../reading/jump.ts';
import { documentAtHand } from '../reading/load-file.ts';
import { type Mark, placeMarks } from '../reading/marks.ts';
import { toSection } from '../reading/passages.ts';
import { select } from '../../state/reading.ts';
import { toArguedAt } from '../reading/argued-at.ts';
import { useDocumentAt } from './use-document-at.ts';

export function PassageRecords({ node }: { readonly node: ArgumentNode }): ReactNode {
  const view = useReview((state) => state.view);
  const index = useCase((state) => state.index);
  const doc = toArguedAt(node, index)?.doc ?? null;
  const isReady = useDocumentAt(doc?.path ?? null);
  const model = doc === null || !isReady ? null : documentAtHand(doc.path);
  if (doc === null || model === null || view === null) return null;
  const section = doc.heading === null ? model.blocks : (toSection(model.blocks, doc.heading) ?? model.blocks);
  const [start, end] = [section[0]?.start ?? 0, section.at(-1)?.end ?? 0];
  const { path } = doc;
  const title = index.documents.get(path)?.title;
  const marks = placeMarks(model, 'document', path, view).marks.filter((one) => one.start < end && one.end > start && !isAbout(node.id, one, view));
  if (marks.length === 0) return null;
  const isOpen = marks.some((one) => one.kind === 'doubt' || one.kind === 'draft');
  function go(mark: Mark): void {
    if (!jumpToMark(mark.id)) select({ kind: 'document', id: path });
  }
  return (
    <section aria-label="In this passage">
      <div className={isOpen ? 'openhead' : 'shuthead'}>
        <h3>In this passage</h3>
        <span className="cnt">{title}</span>
      </div>
      {marks.map((mark) => (
        <article className="ch" key={mark.id} data-record={mark.id}>
          <div className="l1">
            <button type="button" className="link id" onClick={() => { go(mark); }}>{mark.label}</button>
            <MarkState mark={mark} />
          </div>
          <p className="what">{toBody(mark, view)}</p>
        </article>
      ))}
      {toOpenChallenges(path, view).length > 0 && <p className="hint">Written about the text, so counted with the document.</p>}
    </section>
  );
} // prettier-ignore

/** What was written about the node itself stands in the node's own lists. */
function isAbout(nodeId: string, mark: Mark, view: ReviewView): boolean {
  const draft = view.drafts.find((one) => one.id === mark.id);
  const record = [...view.challenges, ...view.notes].find((one) => one.record.digest === mark.id);
  return (draft ?? record)?.target?.id === nodeId;
}

function MarkState({ mark }: { readonly mark: Mark }): ReactNode {
  const challenge = useReview((state) => state.view?.challenges.find((one) => one.record.digest === mark.id));
  if (mark.kind === 'draft') return <StatePhrase icon="person">only you</StatePhrase>;
  if (challenge === undefined) return <StatePhrase icon={mark.hasMoved ? 'moved' : 'exact'}>{mark.hasMoved ? 'moved' : 'exact'}</StatePhrase>;
  return challenge.isOpen ? (
    <StatePhrase icon={challenge.severity === 'note' ? 'severity-note' : challenge.severity} tone={challenge.severity === 'blocking' ? 'alarm' : challenge.severity === 'major' ? 'care' : 'plain'}>
      {challenge.severity}
    </StatePhrase>
  ) : (
    <StatePhrase icon="bar">settled</StatePhrase>
  );
} // prettier-ignore

function toBody(mark: Mark, view: ReviewView): string {
  const challenge = view.challenges.find((one) => one.record.digest === mark.id);
  if (challenge !== undefined) return challenge.whatIsWrong;
  const note = view.notes.find((one) => one.record.digest === mark.id);
  if (note !== undefined) return note.body;
  const draft = view.drafts.find((one) => one.id === mark.id);
  return Object.values(draft?.fields ?? {}).find((one) => one.trim().length > 12) ?? 'A draft';
} // prettier-ignore
