import { useEffect, useRef, useState } from 'react';
import type { DocumentModel } from '../../../shared/document/model.ts';
import { type FileRef, loadDocument, toReason } from './load-file.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly why: string };

const LOADING = { state: 'loading' } as const;

/** Runs `load` when `key` changes; a late answer to an older key is thrown away. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly value: Loaded<T> }>({
    key,
    value: LOADING,
  });
  // `load` is made anew at each drawing; the key says when it means something else.
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    let isCurrent = true;
    const settle = (value: Loaded<T>): void => {
      if (isCurrent) setLoaded({ key, value });
    };
    latest.current().then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', why: toReason(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.value : LOADING;
}

export function useDocument(
  file: FileRef,
  as: 'markdown' | 'plain' = 'markdown',
): Loaded<DocumentModel> {
  return useLoaded(`${as}:${file.path}:${file.sha256}`, () => loadDocument(file, as));
}
