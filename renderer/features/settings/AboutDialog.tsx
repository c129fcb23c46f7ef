import type { ReactNode } from 'react';
import { Brand } from '../../components/Brand.tsx';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Message } from '../../components/Message.tsx';
import { closeDialog, say, useApp } from '../../state/app.ts';

export default function AboutDialog(): ReactNode {
  const info = useApp((state) => state.appInfo);
  if (info === null) return null;
  const { electron, chrome, node, isStandIn } = info.runtime;
  const diagnostics = [
    `Countersign ${info.version}`,
    `Electron ${electron}`,
    `Chromium ${chrome}`,
    `Node ${node}`,
    `Platform ${info.platform}`,
    ...(isStandIn ? ['Development runtime, not for real cases'] : []),
  ].join('\n');
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(diagnostics);
    say('Diagnostics copied.');
  }
  return (
    <Dialog title="About Countersign" onClose={closeDialog} actions={<Button onClick={() => void copy()}>Copy diagnostics</Button>}>
      <div className="about">
        <Brand size={56} />
        <div>
          <p className="aboutname">Countersign <span className="num">{info.version}</span></p>
          <p className="q2">Read a safety case, doubt it in writing, sign what you decided.</p>
        </div>
      </div>
      {isStandIn && (
        <Message tone="care" title="Development runtime, not for real cases">
          <p>This Electron is long out of support. It is for building and testing the program only.</p>
        </Message>
      )}
      <dl className="kv aboutfacts">
        <dt>Electron</dt><dd className="mono">{electron}</dd>
        <dt>Chromium</dt><dd className="mono">{chrome}</dd>
        <dt>Node</dt><dd className="mono">{node}</dd>
        <dt>Platform</dt><dd className="mono">{info.platform}</dd>
        <dt>Network</dt><dd>never connects; there is no update check</dd>
        <dt>Licence</dt><dd>Apache 2.0. Typefaces under the SIL Open Font License 1.1.</dd>
      </dl>
    </Dialog>
  );
} // prettier-ignore
