/** The first screen: what was left open, what was opened here before, who sits here. */
import { type ReactNode, useEffect } from 'react';
import { Brand } from '../../components/Brand.tsx';
import { Button } from '../../components/Button.tsx';
import { Message } from '../../components/Message.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { activeIdentity, useApp } from '../../state/app.ts';
import { openSample, openWithDialog } from '../../state/opening.ts';
import { RecentCases } from './RecentCases.tsx';
import { RecoveredDrafts } from './RecoveredDrafts.tsx';
import { Seat } from './Seat.tsx';
import { WaitingOnYou } from './WaitingOnYou.tsx';

export function StartScreen(): ReactNode {
  const start = useApp((state) => state.start);
  const identity = useApp(activeIdentity);
  const isReady = start !== null;
  useEffect(() => {
    if (isReady) document.documentElement.dataset['ready'] = 'start';
  }, [isReady]);
  const isFirst = start !== null && start.recent.length === 0;
  return (
    <div className="start" data-pane="" tabIndex={-1}>
      <header className="sthead">
        <Brand size={44} />
        <div>
          <h1>Countersign</h1>
          <p className="q2">Read a safety case, doubt it in writing, sign what you decided.</p>
        </div>
        <div className="right r wrap">
          <Button
            kind="main"
            icon="folder"
            keys="Ctrl O"
            onClick={() => void openWithDialog('file')}
          >
            Open bundle
          </Button>
          <Button icon="scales" onClick={() => void openWithDialog('audit-record')}>
            Verify an audit record
          </Button>
          <Button onClick={() => void openSample('1.0')}>Open the sample case</Button>
        </div>
      </header>
      {start !== null && (
        <div className="cols">
          <div>
            {start.workspaceMoved === null ? null : (
              <Message tone="care" title="This workspace is not where it was">
                <p>{start.workspaceMoved} The log of this seat says so too.</p>
              </Message>
            )}
            <WaitingOnYou recent={start.recent} identity={identity} />
            <RecoveredDrafts start={start} />
            {isFirst ? <FirstStart /> : <RecentCases recent={start.recent} identity={identity} />}
          </div>
          <Seat />
        </div>
      )}
    </div>
  );
}

function FirstStart(): ReactNode {
  return (
    <section aria-labelledby="first">
      <OpenHead
        title="No case was opened on this computer yet"
        isOpen={false}
        level={2}
        id="first"
      />
      <div className="firststart">
        <p className="ser">
          A case arrives as one sealed file. Every byte of it is checked before anything in it is
          shown, and nothing you write leaves this computer until you export it.
        </p>
        <p className="ser">
          To look around, open the sample: a fictional developer asks to release a model. The case
          has weaknesses on purpose, and some harmless things that look like weaknesses.
        </p>
        <div className="r">
          <Button icon="folder" onClick={() => void openSample('1.0')}>
            Open the sample case
          </Button>
          <span className="small q">Marram-3 general availability, version 1.0</span>
        </div>
      </div>
    </section>
  );
}
