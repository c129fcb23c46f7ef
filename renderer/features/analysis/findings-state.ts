/**
 * All findings of the open case: those that were made when it was opened, and what the worker finds weak
 * about the argument. One store, so that the list and the inspector say the same.
 */
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { Finding, SafetyCase } from '../../../shared/case/model.ts';
import { useCase } from '../../state/case.ts';
import type { Selection } from '../../state/reading.ts';
import { toWhy } from '../graph/use-answer.ts';
import { ask } from '../graph/work.ts';

export interface FindingsState {
  /** The case that `weak` is about; null before anything was asked. */
  readonly of: SafetyCase | null;
  /** Null while the worker is looking. */
  readonly weak: readonly Finding[] | null;
  /** R16, off by default: many claims are worded so. */
  readonly universalWords: boolean;
  /** Why there is no answer, in words. */
  readonly why: string | null;
}

export const useFindings = create<FindingsState>()(() => ({
  of: null,
  weak: null,
  universalWords: false,
  why: null,
}));

export function setUniversalWords(universalWords: boolean): void {
  useFindings.setState({ universalWords, of: null, weak: null, why: null });
}

/** Asks once more, after there was no answer. */
export function lookAgain(): void {
  useFindings.setState({ of: null, weak: null, why: null });
}

/** Asks the worker about a case unless that was done; the last question counts. */
export function loadFindings(safetyCase: SafetyCase): void {
  const { of, universalWords } = useFindings.getState();
  if (of === safetyCase) return;
  useFindings.setState({ of: safetyCase, weak: null, why: null });
  const isCurrent = (): boolean => {
    const state = useFindings.getState();
    return state.of === safetyCase && state.universalWords === universalWords;
  };
  ask(safetyCase, 'weak', { universalWords })
    .then((weak) => {
      if (isCurrent()) useFindings.setState({ weak });
    })
    .catch((error: unknown) => {
      if (!isCurrent()) return;
      useFindings.setState({ why: toWhy(error) });
    });
}

export interface AllFindings {
  readonly findings: readonly Finding[];
  readonly isLooking: boolean;
  readonly why: string | null;
}

/** The findings about one object, of the case and of its weaknesses. */
export function useFindingsAt({ kind, id }: Selection): readonly Finding[] {
  const safetyCase = useCase((state) => state.safetyCase);
  const index = useCase((state) => state.index);
  const { of, weak } = useFindings();
  useEffect(() => {
    if (safetyCase !== null) loadFindings(safetyCase);
  }, [safetyCase, of]);
  return useMemo(() => {
    const known = of === safetyCase ? (weak ?? []) : [];
    if (kind === 'node') return [...(index.findings.get(id) ?? []), ...known.filter(({ where }) => where.node === id)]; // prettier-ignore
    const path = kind === 'document' ? id : index.evidence.get(id)?.path;
    const all = [...(safetyCase?.findings ?? []), ...known];
    return all.filter(({ where }) => where.node === null && where.file === `data/${path ?? ''}`);
  }, [safetyCase, index, of, weak, kind, id]);
}

/** The findings of a case, as far as they are known. */
export function useAllFindings(safetyCase: SafetyCase): AllFindings {
  const { of, weak, why, universalWords } = useFindings();
  useEffect(() => {
    loadFindings(safetyCase);
  }, [safetyCase, universalWords, of]);
  const known = of === safetyCase ? weak : null;
  const findings = useMemo(() => [...safetyCase.findings, ...(known ?? [])], [safetyCase, known]);
  return { findings, isLooking: known === null && why === null, why };
}
