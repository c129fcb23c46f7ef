import { useEffect, useState } from 'react';
import { useCase } from '../../state/case.ts';
import { loadDocument } from '../reading/load-file.ts';

/** True once the document at a path was parsed. Failures are shown by the reader. */
export function useDocumentAt(path: string | null): boolean {
  const document = useCase((state) => state.index.documents.get(path ?? ''));
  const [readyFor, setReadyFor] = useState<string | null>(null);
  useEffect(() => {
    if (document === undefined) return undefined;
    let isCurrent = true;
    loadDocument(document, 'markdown').then(
      () => {
        if (isCurrent) setReadyFor(document.sha256);
      },
      () => {
        if (isCurrent) setReadyFor(null);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [document]);
  return document !== undefined && readyFor === document.sha256;
}
