import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { findStaleness } from '../../../shared/argument/evidence-findings.ts';
import { Icon } from '../../components/Icon.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toList } from '../../../shared/review/words.ts';
import { useCase } from '../../state/case.ts';
import { select, useReading } from '../../state/reading.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { READ_ICONS, toOpenChallenges } from './facts.ts';
import { FileRow, useListKeys } from './FileRow.tsx';

export function EvidenceList(): ReactNode {
  const { safetyCase, index } = useCase();
  const review = useReview();
  const selection = useReading((state) => state.selection);
  const keys = useListKeys();
  const evidence = safetyCase?.evidence ?? [];
  if (safetyCase === null || evidence.length === 0) return <p className="emptylist q">This bundle has no evidence.</p>;
  return (
    <ul className="scroll filelist" aria-label="Evidence" data-keys="" onKeyDown={keys}>
      {evidence.map((one) => {
        const read = readStateOf(review, 'evidence', one.id);
        const citing = index.citing.get(one.id) ?? [];
        return (
          <FileRow key={one.id} isSelected={selection?.kind === 'evidence' && selection.id === one.id} read={read} onOpen={() => { select({ kind: 'evidence', id: one.id }); }}>
            <span className="rd"><Icon name={READ_ICONS[read]} /></span>
            <span className="tx"><span className="id">{one.id}</span> <Outside text={one.title} /></span>
            <span className="mt">
              <StatePhrase>{read}</StatePhrase>
              {toOpenChallenges(one.id, review.view).map((phrase) => <StatePhrase key={phrase.text} icon={phrase.icon} tone={phrase.tone}>{phrase.text}</StatePhrase>)}
              {findStaleness(one, safetyCase.subject) !== null && <StatePhrase icon="clock" tone="care">other build</StatePhrase>}
              {citing.length === 0 ? <StatePhrase icon="unread" tone="care">no claim cites it</StatePhrase> : <StatePhrase>cited by {toList(citing)}</StatePhrase>}
            </span>
          </FileRow>
        );
      })}
    </ul>
  );
} // prettier-ignore
