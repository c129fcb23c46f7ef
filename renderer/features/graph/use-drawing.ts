/** The drawing of the open case as it is folded now, made by the worker; the last one stays meanwhile. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import type { LayoutStep } from '../../../shared/argument/layout/types.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { takeFirstView, useArgument } from '../../state/argument.ts';
import { openChallenges, useReview } from '../../state/review.ts';
import { ask, Cancelled, cancelWork } from './work.ts';

export interface DrawingState {
  readonly drawing: Drawing | null;
  /** What is being done, once it takes long enough to be told (design.md 5: from 400 ms on). */
  readonly step: LayoutStep | null;
  readonly why: string | null;
  readonly cancel: () => void;
}

const TOLD_AFTER_MS = 400;

export function useDrawing(safetyCase: SafetyCase): DrawingState {
  const view = useArgument((state) => state.view);
  const review = useReview((state) => state.view);
  const challenged = useMemo(
    () => [...new Set(openChallenges(review).map((one) => one.target.id))].sort().join('\n'),
    [review],
  );
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [step, setStep] = useState<LayoutStep | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const latest = useRef(0);
  const drawnView = useRef<unknown>(undefined);
  useEffect(() => {
    if (view !== null && view === drawnView.current) return undefined;
    latest.current += 1;
    const turn = latest.current;
    let now: LayoutStep = 'layers';
    const telling = setTimeout(() => {
      if (turn === latest.current) setStep(now);
    }, TOLD_AFTER_MS);
    let isTold = false;
    const onStep = (next: LayoutStep): void => {
      now = next;
      if (isTold && turn === latest.current) setStep(next);
    };
    const request = { view, challenged: challenged === '' ? [] : challenged.split('\n') };
    const asked = performance.now();
    ask(safetyCase, 'draw', request, (next) => {
      isTold = performance.now() - asked > TOLD_AFTER_MS;
      onStep(next);
    })
      .then((drawn) => {
        if (turn !== latest.current) return;
        drawnView.current = drawn.view;
        setDrawing(drawn.drawing);
        setWhy(null);
        if (view === null) takeFirstView(drawn.view);
      })
      .catch((error: unknown) => {
        if (turn !== latest.current) return;
        const isCancelled = error instanceof Cancelled;
        setWhy(isCancelled ? 'Drawing was cancelled. Fewer levels are drawn faster.' : String(error)); // prettier-ignore
      })
      .finally(() => {
        clearTimeout(telling);
        if (turn === latest.current) setStep(null);
      });
    return () => {
      clearTimeout(telling);
    };
  }, [safetyCase, view, challenged]);
  return { drawing, step, why, cancel: cancelWork };
}
