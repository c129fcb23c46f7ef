import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { Icon } from '../../components/Icon.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toCount } from '../../../shared/review/words.ts';
import { toSize } from '../../components/words.ts';
import { useCase } from '../../state/case.ts';
import { select, useReading } from '../../state/reading.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { READ_ICONS, toOpenChallenges } from './facts.ts';
import { FileRow, useListKeys } from './FileRow.tsx';

export function DocumentList(): ReactNode {
  const { safetyCase, index } = useCase();
  const review = useReview();
  const selection = useReading((state) => state.selection);
  const keys = useListKeys();
  const documents = safetyCase?.documents ?? [];
  if (documents.length === 0) return <p className="emptylist q">This bundle has no documents.</p>;
  return (
    <ul className="scroll filelist" aria-label="Documents" data-keys="" onKeyDown={keys}>
      {documents.map((one) => {
        const read = readStateOf(review, 'document', one.path);
        const arguing = index.arguedIn.get(one.path)?.length ?? 0;
        return (
          <FileRow key={one.path} isSelected={selection?.kind === 'document' && selection.id === one.path} read={read} onOpen={() => { select({ kind: 'document', id: one.path }); }}>
            <span className="rd"><Icon name={READ_ICONS[read]} /></span>
            <span className="tx"><Outside text={one.title} /></span>
            <span className="mt">
              <StatePhrase>{read}</StatePhrase>
              {toOpenChallenges(one.path, review.view).map((phrase) => <StatePhrase key={phrase.text} icon={phrase.icon} tone={phrase.tone}>{phrase.text}</StatePhrase>)}
              <StatePhrase>{arguing === 0 ? 'no claim argued here' : `${toCount(arguing, 'claim')} argued here`}</StatePhrase>
              <StatePhrase>{toSize(one.bytes)}</StatePhrase>
              <span className="mono q filename">{one.path}</span>
            </span>
          </FileRow>
        );
      })}
    </ul>
  );
} // prettier-ignore
