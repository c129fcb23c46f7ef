/** The foot of the window: what holds for the open case, what is saved, and that nothing is ever sent. */
import { Fragment, type ReactNode } from 'react';
import { toCount } from '../../shared/review/words.ts';
import { openDialog, useApp } from '../state/app.ts';
import { useCase } from '../state/case.ts';
import { useComposer } from '../state/composer.ts';
import { toQueue } from '../state/queue.ts';
import { drafts, useReview } from '../state/review.ts';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { toClock } from './words.ts';

export function AppFoot(): ReactNode {
  const isCaseOpen = useApp((state) => state.screen === 'case');
  const version = useApp((state) => state.appInfo?.version ?? null);
  return (
    <footer className="foot">
      <div className="fi">
        {isCaseOpen ? <CaseFacts /> : version !== null && <span className="num">Countersign {version}</span>}
        <StatusLine />
      </div>
      <span className="grow" />
      <span>Never connects to a network</span>
      <span className="sep" />
      <button type="button" className="plain" onClick={() => { openDialog({ kind: 'shortcuts' }); }}>
        Shortcuts <Kbd>Ctrl /</Kbd>
      </button>
    </footer>
  );
} // prettier-ignore

function StatusLine(): ReactNode {
  const status = useApp((state) => state.status);
  return (
    <>
      {status !== null && <span className="sep" />}
      <span role="status" title={status?.text} className={`cut ${status === null || status.tone === 'plain' ? '' : status.tone}`}>
        {status?.text}
      </span>
    </>
  );
} // prettier-ignore

function CaseFacts(): ReactNode {
  const facts = [useSealFact(), useQueueFact(), useDraftFact(), useSavedFact()].filter((one) => one !== null);
  return facts.map((fact, index) => (
    <Fragment key={index}>
      {index > 0 && <span className="sep" />}
      {fact}
    </Fragment>
  ));
} // prettier-ignore

function useSealFact(): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  if (safetyCase === null) return null;
  const isSealed = safetyCase.seal === 'sealed';
  return (
    <span className="fact num">
      {safetyCase.version === '' ? '' : `version ${safetyCase.version}, `}
      <Icon name={isSealed ? 'sealed' : 'unknown'} small />
      {isSealed ? 'bytes match the manifest' : 'draft, not sealed'}
    </span>
  );
}

function useQueueFact(): ReactNode {
  const { safetyCase } = useCase();
  const { view, readStates } = useReview();
  if (safetyCase === null || view === null) return null;
  const queue = toQueue(safetyCase.nodes, view.structure);
  if (queue.length === 0) return null;
  const opened = queue.filter((id) => readStates.has(`node:${id}`)).length;
  return (
    <span className="fact num">
      load-bearing opened {opened} of {queue.length}
    </span>
  );
}

function useDraftFact(): ReactNode {
  const count = useReview((state) => drafts(state).length);
  if (count === 0) return null;
  return (
    <span className="fact">
      <Icon name="person" small />
      {toCount(count, 'draft')}, only you
    </span>
  );
}

function useSavedFact(): ReactNode {
  const { savedAt, isSaving, saveError } = useComposer();
  if (saveError !== null) return <span className="fact alarm">not saved: {saveError}</span>;
  if (isSaving) return <span className="fact">saving</span>;
  return savedAt === null ? null : (
    <span className="fact num">saved {toClock(new Date(savedAt))}</span>
  );
}
