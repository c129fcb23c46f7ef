import { useEffect, useState } from 'react';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import { loadDocument } from '../reading/load-file.ts';

/** True once the document in which a node is argued was parsed. Failures are shown by the reader. */
export function useDocumentOf(node: ArgumentNode): boolean {
  const document = useCase((state) => state.index.documents.get(node.doc?.path ?? ''));
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
