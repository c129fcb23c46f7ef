import { useEffect, useMemo, useState } from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Work, WorkName } from './protocol.ts';
import { ask, Cancelled } from './work.ts';

export interface Asked<A> {
  /** The last answer about the case; null before there was one. */
  readonly answer: A | null;
  readonly isLooking: boolean;
  /** Why there is no answer, in words. */
  readonly why: string | null;
  readonly again: () => void;
}

/** In words, why the worker gave no answer. */
export function toWhy(error: unknown): string {
  return error instanceof Cancelled ? 'the analysis was cancelled.' : String(error);
}

/** Asks the worker about the case, again when the request changes; the answer before it stands meanwhile. */
export function useAnswer<N extends WorkName>(
  safetyCase: SafetyCase,
  name: N,
  request: Work[N]['asks'],
): Asked<Work[N]['answers']> {
  const [turn, setTurn] = useState(0);
  const question = useMemo(() => ({ safetyCase, name, request, turn }), [safetyCase, name, request, turn]); // prettier-ignore
  const [known, setKnown] = useState<{
    readonly to: typeof question | null;
    readonly answer: Work[N]['answers'] | null;
    readonly why: string | null;
  }>({ to: null, answer: null, why: null });
  useEffect(() => {
    let isLeft = false;
    ask(question.safetyCase, question.name, question.request)
      .then((answer) => {
        if (!isLeft) setKnown({ to: question, answer, why: null });
      })
      .catch((error: unknown) => {
        if (!isLeft) setKnown({ to: question, answer: null, why: toWhy(error) });
      });
    return () => {
      isLeft = true;
    };
  }, [question]);
  const isOfCase = known.to?.safetyCase === safetyCase;
  return {
    answer: isOfCase ? known.answer : null,
    isLooking: known.to !== question,
    why: known.to === question ? known.why : null,
    again: () => {
      setTurn(turn + 1);
    },
  };
}
