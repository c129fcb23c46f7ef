import { useEffect, useState, type ReactNode } from 'react';
import type { PeopleView } from '../../../shared/policy/people-view.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { useApp } from '../../state/app.ts';
import { leavePeople, loadPeople, usePeople } from '../../state/people.ts';
import { NeedsYou } from './NeedsYou.tsx';
import { OtherRosters } from './OtherRosters.tsx';
import { PolicySection } from './PolicySection.tsx';
import { RosterSection } from './RosterSection.tsx';
import type { SectionProps, Sheet } from './sheets.tsx';
import { YourKey } from './YourKey.tsx';
import './people.css';

/** People, their keys and the policy pack: what waits for the person first, then what is in force. */
export default function PeopleScreen(): ReactNode {
  const view = usePeople((state) => state.view);
  const returnTo = usePeople((state) => state.returnTo);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const open = (next: Sheet): void => setSheet(() => next);
  useEffect(() => void loadPeople(), []);
  return (
    <div className="ppl" data-pane="" tabIndex={-1}>
      <div className="pplw">
        <header className="r">
          <h1>People and keys</h1>
          <span className="grow" />
          <Button icon="back" onClick={leavePeople}>{returnTo === 'start' ? 'Back to start' : 'Back'}</Button>
        </header>
        {view === null ? null : <Sections view={view} onOpen={open} />}
      </div>
      {sheet === null ? null : sheet(() => setSheet(null))}
    </div>
  );
} // prettier-ignore

function Sections({ view, onOpen }: SectionProps): ReactNode {
  const adopted = view.chains.find((chain) => chain.isAdopted) ?? null;
  const others = view.chains.filter((chain) => !chain.isAdopted);
  return (
    <>
      <NeedsYou view={view} onOpen={onOpen} />
      <YourKey chain={adopted} logs={view.logs} onOpen={onOpen} />
      {adopted === null ? (
        <NoRoster />
      ) : (
        <RosterSection chain={adopted} view={view} onOpen={onOpen} />
      )}
      <OtherRosters chains={others} canAdd={adopted !== null} onOpen={onOpen} />
      <PolicySection view={view} onOpen={onOpen} />
      <Rejected rejected={view.rejected} />
    </>
  );
}

function NoRoster(): ReactNode {
  const hasIdentity = useApp((state) => state.identities.length > 0);
  return (
    <section aria-labelledby="ppl-none">
      <OpenHead title="Roster in use" isOpen={false} level={2} id="ppl-none" />
      <p className="q2">{hasIdentity ? 'The adopted roster is not here.' : 'There is none yet. The first identity of this computer begins one.'}</p>
    </section>
  );
} // prettier-ignore

/** Versions that never count, with the reason: nothing that was signed is left out. */
function Rejected({ rejected }: Pick<PeopleView, 'rejected'>): ReactNode {
  if (rejected.length === 0) return null;
  return (
    <section aria-labelledby="ppl-rejected">
      <OpenHead title="Rosters that do not count" isOpen={false} level={2} id="ppl-rejected" count={String(rejected.length)} />
      <ul className="ppllist">
        {rejected.map((item, index) => (
          <li key={index}>
            <p><b>Version {item.version}</b> <span className="mono q">{item.sha256.slice(0, 16)}</span>, signed by {item.signatures.map((one) => one.printedName).join(', ')}</p>
            <p className="st care">{item.why}</p>
          </li>
        ))}
      </ul>
    </section>
  );
} // prettier-ignore
