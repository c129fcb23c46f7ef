import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { findStaleness } from '../../../shared/argument/evidence-findings.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toDayWords } from '../../../shared/review/words.ts';
import { useCase } from '../../state/case.ts';
import { showBeside } from '../../state/reading.ts';
import { toViewer, type Viewer } from '../evidence/viewer.ts';
import { ObjectLink } from '../reading/NodeLink.tsx';

const VIEWER_ICONS: Readonly<Record<Viewer, IconName>> = {
  table: 'table',
  json: 'braces',
  markdown: 'document',
  text: 'document',
  image: 'image',
  bytes: 'document',
};

export interface EvidenceRowProps {
  readonly id: string;
  /** The support that cites it; null when the node itself does. */
  readonly via: string | null;
  /** The node beside which it opens. */
  readonly from: string;
}

/** A piece of evidence on which a node rests. */
export function EvidenceRow({ id, via, from }: EvidenceRowProps): ReactNode {
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
        <ObjectLink to={{ kind: 'evidence', id }}>{id} <Outside text={item.title} /></ObjectLink>
        <br />
        <span className="small">
          {stale !== null && item.appliesTo !== null && (
            <><StatePhrase icon="clock" tone="care">for {item.appliesTo.version}, case is {safetyCase.subject.build}</StatePhrase><br /></>
          )}
          <span className="q">{[via === null ? '' : `cited by ${via}`, item.collected === null ? '' : `collected ${toDayWords(item.collected)}`].filter((one) => one !== '').join(', ')}</span>
        </span>
      </span>
      <span className="small nw">
        <button type="button" className="link" aria-label={`Open ${id} beside ${from}`} onClick={() => { showBeside(id); }}>Open</button> <Kbd>E</Kbd>
      </span>
    </li>
  );
} // prettier-ignore
