/** What falls when some nodes do not hold, in words. Nothing here becomes a property of the case. */
import { type ReactNode, useState } from 'react';
import { toNodeIds } from '../../../shared/argument/analysis.ts';
import type { WhatIf } from '../../../shared/argument/what-if.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { FromElsewhere } from '../../components/FromElsewhere.tsx';
import { Icon } from '../../components/Icon.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import {
  redoFailed,
  setFailed,
  showWhatIf,
  toggleFailed,
  undoFailed,
  useArgument,
} from '../../state/argument.ts';
import { useCase } from '../../state/case.ts';
import { useReading } from '../../state/reading.ts';
import { groups, scenarios, useReview } from '../../state/review.ts';
import { toMade } from '../analysis/groups.ts';
import { NodeLink } from '../reading/NodeLink.tsx';
import { discardScenario, openScenario, saveScenario, toFailedIds } from './scenarios.ts';
import { takeUp } from './take-up.ts';
import { useWhatIf } from './use-what-if.ts';
import './what-if.css';

const LISTED = 60;

export default function WhatIfPane({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  useWhatIf(safetyCase);
  const { failed, whatIf, undo, redo } = useArgument();
  const selection = useReading((state) => state.selection);
  const selectedId = selection?.kind === 'node' && !failed.includes(selection.id) ? selection.id : null;
  return (
    <>
      <div className="head">
        <h2>What if</h2>
        <span className="grow" />
        <Button kind="quiet" icon="back" isIconOnly isOff={undo.length === 0} onClick={undoFailed}>Undo</Button>
        <Button kind="quiet" icon="forward" isIconOnly isOff={redo.length === 0} onClick={redoFailed}>Redo</Button>
        <Button kind="quiet" isOff={failed.length === 0} onClick={() => { setFailed([]); }}>Clear</Button>
        <Button kind="quiet" icon="cross" isIconOnly onClick={() => { showWhatIf(false); }}>Close what if</Button>
      </div>
      <div className="scroll">
        <div className="insp">
          <section aria-label="You set as not holding">
            <OpenHead title="You set as not holding" isOpen={failed.length > 0} count={failed.length} />
            {failed.length === 0 && <p className="small q">Nothing yet. Select a node and set it, or press W.</p>}
            <ul className="list whatiflist">{failed.map((id) => <Failed key={id} id={id} />)}</ul>
            {selectedId !== null && <Button icon="plus" onClick={() => { toggleFailed(selectedId); }}>{`Set ${selectedId} as failing`}</Button>}
          </section>
          {whatIf !== null && <TakeUp whatIf={whatIf} safetyCase={safetyCase} />}
          {whatIf !== null && <Outcome whatIf={whatIf} />}
          <GroupsToFail />
          <Scenarios failed={failed} />
          <p className="small q">Structure shows what depends on what. It cannot tell you whether a step is good. Nothing here is stored as a property of the case.</p>
        </div>
      </div>
    </>
  );
} // prettier-ignore

function Failed({ id }: { readonly id: string }): ReactNode {
  const text = useCase((state) => state.index.nodes.get(id)?.text ?? '');
  return (
    <li className="whatifrow">
      <Icon name="cross" />
      <span className="words"><NodeLink id={id} /> {text}</span>
      <Button kind="quiet" icon="cross" isIconOnly onClick={() => { toggleFailed(id); }}>{`Restore ${id}`}</Button>
    </li>
  );
} // prettier-ignore

function Outcome({ whatIf }: { readonly whatIf: WhatIf }): ReactNode {
  const nodes = useCase((state) => state.index.nodes);
  const top = useCase((state) => state.safetyCase?.topNode ?? null);
  const { fallen, standing, heldNothing } = whatIf;
  return (
    <>
      <section aria-label="What falls" role="status">
        <OpenHead title={fallen.length === 0 ? 'Nothing falls with it' : `${toCount(fallen.length, 'node')} ${fallen.length === 1 ? 'falls' : 'fall'} with it`} isOpen={fallen.length > 0} />
        <p>{toTopSentence(whatIf, top)}</p>
        {heldNothing.length > 0 && <p className="small q2">By structure {heldNothing.join(', ')} did not hold before either, so nothing rests on {heldNothing.length === 1 ? 'it' : 'them'}.</p>}
        <ol className="list whatiflist">
          {fallen.slice(0, LISTED).map((id) => <li key={id} className="whatifrow"><span className="words"><NodeLink id={id} /> {nodes.get(id)?.text}</span></li>)}
        </ol>
        {fallen.length > LISTED && <p className="small q">and {fallen.length - LISTED} more</p>}
      </section>
      {standing.length > 0 && (
        <section aria-label="Still stands">
          <OpenHead title="Still stands" isOpen={false} />
          <ul className="list whatiflist">
            {standing.slice(0, LISTED).map(({ id, left, of }) => <li key={id} className="whatifrow"><span className="words"><NodeLink id={id} />, by {left} of its {toCount(of, 'support')}</span></li>)}
          </ul>
        </section>
      )}
    </>
  );
} // prettier-ignore

/** Says in a challenge or a note what was found here. The composer opens, filled; nothing is signed by that. */
function TakeUp({
  whatIf,
  safetyCase,
}: {
  readonly whatIf: WhatIf;
  readonly safetyCase: SafetyCase;
}): ReactNode {
  return (
    <div className="r wrap">
      <Button
        onClick={() => {
          takeUp('challenge', whatIf, safetyCase);
        }}
      >
        Raise challenge from this
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          takeUp('note', whatIf, safetyCase);
        }}
      >
        Note this
      </Button>
    </div>
  );
}

/** The groups that this person made: each fails as one. */
function GroupsToFail(): ReactNode {
  const made = useReview(groups);
  const nodes = useCase((state) => state.safetyCase?.nodes);
  if (made.length === 0 || nodes === undefined) return null;
  return (
    <section aria-label="Groups">
      <OpenHead title="Groups" isOpen={false} count={`${String(made.length)}, only you`} />
      <ul className="list whatiflist">
        {made.map((one) => (
          <li key={one.id} className="whatifrow">
            <button
              type="button"
              className="link words"
              onClick={() => {
                setFailed(toNodeIds(nodes, toMade(one).members));
              }}
            >
              {one.fields['name']}
            </button>
            <span className="small q num nw">{toCount(toMade(one).members.length, 'member')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function toTopSentence({ topHeld, topHolds, failed }: WhatIf, top: string | null): string {
  if (top === null) return 'The case names no top claim.';
  if (failed.includes(top)) return `The top claim ${top} is set as failing itself.`;
  if (!topHeld) return `By structure the top claim ${top} does not hold as it stands.`;
  return topHolds ? `The top claim ${top} still holds.` : `The top claim ${top} falls.`;
}

function Scenarios({ failed }: { readonly failed: readonly string[] }): ReactNode {
  const known = useReview(scenarios);
  const nodes = useCase((state) => state.index.nodes);
  const [name, setName] = useState('');
  async function save(): Promise<void> {
    if (await saveScenario(name.trim(), failed, known)) setName('');
  }
  const canSave = name.trim() !== '' && failed.length > 0;
  return (
    <section aria-label="Scenarios">
      <OpenHead title="Scenarios" isOpen={false} count={known.length === 0 ? 'only you see them' : `${String(known.length)}, only you`} />
      <ul className="list whatiflist">
        {known.map((one) => (
          <li key={one.id} className="whatifrow">
            <button type="button" className="link words" onClick={() => { openScenario(one, (id) => nodes.has(id)); }}>{one.fields['name']}</button>
            <span className="small q num nw">{toCount(toFailedIds(one).length, 'node')}</span>
            <Button kind="quiet" icon="cross" isIconOnly onClick={() => void discardScenario(one)}>{`Discard ${one.fields['name'] ?? 'scenario'}`}</Button>
            <FromElsewhere draft={one} />
          </li>
        ))}
      </ul>
      <div className="r scenariosave">
        <Field label="Name" value={name} maxLength={80} onChange={setName} />
        <Button isOff={!canSave} onClick={() => void save()}>Keep</Button>
      </div>
    </section>
  );
} // prettier-ignore
