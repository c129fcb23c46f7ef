import { useEffect, useRef, useState } from 'react';
import type { RecordInput } from '../../../shared/review/records.ts';
import type { SignOffPreparation } from '../../../shared/review/view.ts';
import { call, type IpcError } from '../../api.ts';

export interface PreparationState {
  /** The last one that arrived. It may be about what stood in the form before `isPreparing`. */
  readonly preparation: SignOffPreparation | null;
  readonly error: IpcError | null;
  /** True from a change until the preparation that belongs to it is there: no signing meanwhile. */
  readonly isPreparing: boolean;
  /** Asks again for the same form, after something else changed. */
  readonly again: () => void;
}

const SETTLED_AFTER_MS = 150;

/** Asks main for gate and text after each change of the form; the answer to the last change wins. */
export function usePreparation(record: RecordInput | null): PreparationState {
  const [preparation, setPreparation] = useState<SignOffPreparation | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  const [preparedFor, setPreparedFor] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const asked = useRef(0);
  // The object is made anew with every render, so its text decides whether to ask again.
  const latest = useRef(record);
  useEffect(() => {
    latest.current = record;
  });
  const key = record === null ? null : `${round} ${JSON.stringify(record)}`;
  useEffect(() => {
    const asking = latest.current;
    if (key === null || asking === null) return undefined;
    const mine = ++asked.current;
    const timer = setTimeout(() => {
      void call('signOff.prepare', asking).then((reply) => {
        if (mine !== asked.current) return;
        if (reply.ok) setPreparation(reply.value);
        setError(reply.ok ? null : reply.error);
        setPreparedFor(key);
      });
    }, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return {
    preparation,
    error,
    isPreparing: key !== preparedFor,
    again: () => setRound((count) => count + 1),
  };
}
