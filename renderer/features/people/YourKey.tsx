import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PeopleView, RosterChainView } from '../../../shared/policy/people-view.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { activeIdentity, lockIdentity, openDialog, selectIdentity, useApp } from '../../state/app.ts'; // prettier-ignore
import type { SectionProps } from './sheets.tsx';
import { RevokeForm } from './RosterForms.tsx';
import { RotateForm } from './RotateForm.tsx';

interface YourKeyProps extends Pick<SectionProps, 'onOpen'> {
  readonly chain: RosterChainView | null;
  readonly logs: PeopleView['logs'];
}

/** Who sits here, with the key and what can be done about it. */
export function YourKey({ chain, logs, onOpen }: YourKeyProps): ReactNode {
  const identity = useApp(activeIdentity);
  const others = useApp((state) => state.identities).filter((one) => one.keyid !== identity?.keyid);
  const person = chain?.persons.find((one) => one.keys.some((key) => key.keyid === identity?.keyid)) ?? null;
  return (
    <section aria-labelledby="ppl-you">
      <OpenHead title="You" isOpen={false} level={2} id="ppl-you" />
      {identity === null ? (
        <div className="r"><span className="q2">There is no signing key on this computer.</span><Button icon="person" onClick={() => openDialog({ kind: 'identity' })}>Create identity</Button></div>
      ) : (
        <div className="keyg">
          <div>
            <p><b><Outside text={identity.printedName} /></b>, {identity.role}, {LINE_WORDS[identity.line]}, <Outside text={identity.organisation} /></p>
            {person === null ? <p><StatePhrase icon="unknown" tone="care">not in the roster in use, so nothing you sign counts under it</StatePhrase></p> : null}
            <p className="small q2 fplabel">Fingerprint of your signing key</p>
            <Fingerprint hex={identity.keyid} label="key fingerprint" />
            <p className="mono q brk">{identity.openSshFingerprint}</p>
          </div>
          <div className="keyacts">
            <p className="small q2">Read it out when someone asks, over a channel that did not carry your packets. All sixteen groups must agree.</p>
            <div className="r wrap">
              {person === null ? null : <Button onClick={() => onOpen((close) => <RotateForm person={person} keyid={identity.keyid} onClose={close} />)}>Replace this key</Button>}
              {person === null ? null : <Button kind="grave" onClick={() => onOpen((close) => <RevokeForm person={person} keyid={identity.keyid} logs={logs} onClose={close} />)}>Revoke this key</Button>}
            </div>
            <p className="small">
              {identity.isUnlocked
                ? <><StatePhrase icon="unlocked">unlocked for notes and challenges, until 15 minutes without use</StatePhrase> <button type="button" className="link" onClick={() => void lockIdentity()}>Lock it now</button></>
                : <StatePhrase icon="locked">locked; the passphrase is asked for when you sign</StatePhrase>}
            </p>
            {others.map((one) => <p className="small" key={one.keyid}><button type="button" className="link" onClick={() => void selectIdentity(one.keyid)}>Sit as {one.printedName}, {one.role}</button></p>)}
            <p className="small"><button type="button" className="link" onClick={() => openDialog({ kind: 'identity' })}>Create another identity</button></p>
          </div>
        </div>
      )}
    </section>
  );
} // prettier-ignore
