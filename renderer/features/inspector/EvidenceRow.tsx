import type { ReactNode } from 'react';
import { findStaleness } from '../../../shared/argument/evidence-findings.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toDate } from '../../components/words.ts';
import { useCase } from '../../state/case.ts';
import { showBeside } from '../../state/reading.ts';
import { toViewer, type Viewer } from '../evidence/EvidenceView.tsx';
import { ObjectLink } from '../reading/NodeLink.tsx';

const VIEWER_ICONS: Readonly<Record<Viewer, IconName>> = {
  table: 'table',
  json: 'braces',
  markdown: 'document',
  text: 'document',
  image: 'image',
  bytes: 'document',
};

/** A piece of evidence of a node. `from` names the node beside which it opens. */
export function EvidenceRow({ id, from }: { readonly id: string; readonly from: string }): ReactNode {
  const { safetyCase, index } = useCase();
  const item = index.evidence.get(id);
  if (item === undefined || safetyCase === null)
    return (
      <li className="r top">
        <Icon name="warning" />
        <span className="grow">{id} <span className="small"><StatePhrase tone="care">not in this bundle</StatePhrase></span></span>
      </li>
    );
  const stale = findStaleness({ ...item, collected: null }, safetyCase.subject);
  return (
    <li className="r top">
      <Icon name={VIEWER_ICONS[toViewer(item)]} />
      <span className="grow">
        <ObjectLink to={{ kind: 'evidence', id }}>{id} {item.title}</ObjectLink>
        <br />
        <span className="small">
          {stale !== null && item.appliesTo !== null && (
            <><StatePhrase icon="clock" tone="care">for {item.appliesTo.version}, case is {safetyCase.subject.build}</StatePhrase><br /></>
          )}
          {item.collected !== null && <span className="q">collected {toDate(item.collected)}</span>}
        </span>
      </span>
      <span className="small nw">
        <button type="button" className="link" aria-label={`Open ${id} beside ${from}`} onClick={() => { showBeside(id); }}>Open</button> <Kbd>E</Kbd>
      </span>
    </li>
  );
} // prettier-ignore
