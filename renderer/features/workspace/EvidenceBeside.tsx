/** A claim at the left, a piece of its evidence at the right: the two that have to be compared. */
import { type ReactNode, useEffect } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useCase } from '../../state/case.ts';
import { useComposer } from '../../state/composer.ts';
import { showBeside, useReading } from '../../state/reading.ts';
import { EvidenceView } from '../evidence/EvidenceView.tsx';
import { InspectorPane } from '../inspector/InspectorPane.tsx';
import { ClaimView } from '../reading/ClaimView.tsx';
import { FindBar } from '../reading/FindBar.tsx';
import { FindScope } from '../reading/find-scope.ts';
import { useCommands } from '../shortcuts/commands.ts';

export function EvidenceBeside({ id }: { readonly id: string }): ReactNode {
  const index = useCase((state) => state.index);
  const selection = useReading((state) => state.selection);
  const isFinding = useReading((state) => state.find.isOpen);
  const isComposing = useComposer((state) => state.open !== null);
  const node = selection?.kind === 'node' ? index.nodes.get(selection.id) : undefined;
  const evidence = index.evidence.get(id);
  const close = (): void => {
    showBeside(null);
  };
  useCommands({ 'open-evidence': close });
  useFocusWhenThere(id);
  useFocusBack();
  useEffect(() => {
    // Whatever else is selected later, evidence beside belongs to the claim it was opened for.
    return useReading.subscribe((state, before) => {
      if (state.selection?.id !== before.selection?.id) showBeside(null);
    });
  }, []);
  return (
    <div className={isComposing ? 'ev composing' : 'ev'}>
      <nav className="strip36" aria-label="Hidden panes">
        <button type="button" onClick={close}><Icon name="forward" /><span>Outline</span></button>
      </nav>
      <section className="pane paper" aria-label="Claim" data-pane="" tabIndex={-1}>
        <div className="head">
          <Button kind="quiet" icon="back" isIconOnly onClick={close}>Back to the reader</Button>
          <h2>{node?.id ?? 'No claim'}</h2>
          <span className="grow" />
          <span className="small q">F6 goes across</span>
        </div>
        <div className="scroll" data-scroll="">
          {node === undefined ? <p className="emptylist q">Open evidence from a claim to have both.</p> : <FindScope value={false}><ClaimView node={node} /></FindScope>}
        </div>
      </section>
      <section className="pane" id="beside" aria-label="Evidence" data-pane="" tabIndex={-1} onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}>
        <div className="head">
          <h2 className="cut">{evidence === undefined ? id : `${evidence.id} ${evidence.title}`}</h2>
          <span className="grow" />
          <Button kind="quiet" icon="cross" isIconOnly onClick={close}>Close evidence, Esc</Button>
        </div>
        {isFinding && <FindBar />}
        <div className="scroll" data-scroll="">
          {evidence === undefined ? <p className="emptylist q">{id} is not in this bundle.</p> : <EvidenceView evidence={evidence} />}
        </div>
      </section>
      {isComposing && <InspectorPane />}
    </div>
  );
} // prettier-ignore

/** The panes are drawn anew when the evidence closes; the focus goes to the row of the claim, as before. */
function useFocusBack(): void {
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        document.querySelector<HTMLElement>('#outline [role=treeitem][data-pane-stop]')?.focus();
      });
    },
    [],
  );
}

/** The file is read first: the focus waits on the pane and goes on to the first cell when there is one. */
function useFocusWhenThere(id: string): void {
  useEffect(() => {
    const pane = document.getElementById('beside');
    if (pane === null) return undefined;
    pane.focus();
    const goOn = (): boolean => {
      const stop = pane.querySelector<HTMLElement>('[data-pane-stop]');
      if (stop === null && document.activeElement === pane) return false;
      if (document.activeElement === pane) stop?.focus();
      return true;
    };
    if (goOn()) return undefined;
    const watcher = new MutationObserver(() => {
      if (goOn()) watcher.disconnect();
    });
    watcher.observe(pane, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
    };
  }, [id]);
}
