/** Who sits here and what this computer does and does not do. */
import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity } from '../../../shared/ipc/contract.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { showPeople } from '../../state/people.ts';
import { activeIdentity, openDialog, selectIdentity, useApp } from '../../state/app.ts';

export function Seat(): ReactNode {
  return (
    <aside>
      <section aria-labelledby="you">
        <OpenHead title="You" isOpen={false} level={2} id="you" />
        <You />
        <p className="small below"><button type="button" className="link" onClick={showPeople}>People and keys</button></p>
      </section>
      <section aria-labelledby="computer">
        <OpenHead title="This computer" isOpen={false} level={2} id="computer" />
        <p><StatePhrase icon="offline">never connects to a network</StatePhrase></p>
        <p className="small q2 below">Cases arrive and leave as files.</p>
      </section>
      <section aria-labelledby="drop">
        <OpenHead title="Drop a file here" isOpen={false} level={2} id="drop" />
        <p className="small q2">
          A bundle (.safetycase), an argument file or an audit record. Its bytes are checked before anything
          in it is shown.
        </p>
      </section>
    </aside>
  );
} // prettier-ignore

function You(): ReactNode {
  const identity = useApp(activeIdentity);
  const others = useApp((state) => state.identities).filter((one) => one.keyid !== identity?.keyid);
  const choose = others.length > 0 && (
    <ul className="otherseats small">
      {others.map((one) => (
        <li key={one.keyid}>
          <button type="button" className="link" onClick={() => void selectIdentity(one.keyid)}>
            Sit as {one.printedName}, {one.role}
          </button>
        </li>
      ))}
    </ul>
  );
  if (identity === null)
    return (
      <>
        <p className="small q2">
          Reading needs no identity. A note, a challenge or a decision is signed with a key that is made here
          and stays here.
        </p>
        <p className="below">
          <Button icon="person" onClick={() => openDialog({ kind: 'identity' })}>Create identity</Button>
        </p>
        {choose}
      </>
    );
  return (
    <>
      <Who identity={identity} />
      {choose}
    </>
  );
} // prettier-ignore

function Who({ identity }: { readonly identity: Identity }): ReactNode {
  return (
    <>
      <p>
        <b>
          <Outside text={identity.printedName} />
        </b>
        , {identity.role}, {LINE_WORDS[identity.line]}
        <br />
        <span className="q2">
          <Outside text={identity.organisation} />
        </span>
      </p>
      <p className="small q2 fplabel">Fingerprint of your signing key</p>
      <Fingerprint hex={identity.keyid} label="key fingerprint" size="small" />
      <p className="small below">
        {identity.isUnlocked ? (
          <StatePhrase icon="unlocked">key unlocked, until 15 minutes without use</StatePhrase>
        ) : (
          <StatePhrase icon="locked">key locked, asked for when you sign</StatePhrase>
        )}
      </p>
    </>
  );
}
