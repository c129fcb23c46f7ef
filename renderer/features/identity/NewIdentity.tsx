import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity } from '../../../shared/ipc/contract.ts';
import { LINE_WORDS } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Fingerprint } from '../../components/Fingerprint.tsx';

interface NewIdentityProps {
  readonly identity: Identity;
  readonly onDone: () => void;
}

/** The fingerprint of a new key, which others compare before they rely on its signatures. */
export function NewIdentity({ identity, onDone }: NewIdentityProps): ReactNode {
  return (
    <Dialog title={`Key of ${identity.printedName}`} onClose={onDone} actions={<Button onClick={onDone}>Done</Button>}>
      <div className="formgrid">
        <p>
          <Outside text={identity.printedName} />, {identity.role}, {LINE_WORDS[identity.line]}, <Outside text={identity.organisation} />.
        </p>
        <section className="card" aria-labelledby="new-fp">
          <h3 id="new-fp">Fingerprint of this key</h3>
          <p className="small q2">Read it out in rows of four groups.</p>
          <Fingerprint hex={identity.keyid} label="key fingerprint" />
          <p className="mono q brk">{identity.openSshFingerprint}</p>
        </section>
        <p className="q2">
          Others see your name as a name only, until they compare this fingerprint with you by telephone or in person. Give it to whoever keeps the roster.
        </p>
      </div>
    </Dialog>
  );
} // prettier-ignore
