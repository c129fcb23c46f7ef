/** The index of the open case: which files are in it already, which are left out, and why. */
import { create } from 'zustand';
import type { NodeRank } from '../../../shared/argument/rank.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { CaseChanges } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { useCase } from '../../state/case.ts';
import { ask as askArgument } from '../graph/work.ts';
import { readText, toReason } from '../reading/load-file.ts';
import { type NotSearched, type SearchableFile, toFilePlan } from './files.ts';
import type { ReviewToSearch } from './protocol.ts';
import { ask, stopWork } from './work.ts';

export interface IndexState {
  /** The case that the worker holds; null before one, and after the worker stopped. */
  readonly of: SafetyCase | null;
  readonly done: number;
  readonly total: number;
  readonly left: readonly NotSearched[];
  /** Since the version before; null where none is known, undefined while it is looked for. */
  readonly changes: CaseChanges | null | undefined;
  /** Null while the structure is being looked at. */
  readonly ranks: readonly NodeRank[] | null;
  /** Rises with everything that may change an answer. */
  readonly version: number;
  /** Rises with everything that may change what is known of objects, besides their words. */
  readonly facts: number;
  /** Why there is no search, in words; null while there is one. */
  readonly why: string | null;
}

const NONE: IndexState = {
  of: null,
  done: 0,
  total: 0,
  left: [],
  changes: undefined,
  ranks: null,
  version: 0,
  facts: 0,
  why: null,
};

export const useSearchIndex = create<IndexState>()(() => NONE);

// What the worker holds belongs to the case that is open; without it the worker is not needed.
useCase.subscribe(({ safetyCase }) => {
  const { of } = useSearchIndex.getState();
  if (of === null || of === safetyCase) return;
  useSearchIndex.setState(NONE);
  stopWork();
});

/** Reads the case into the worker, once. Files come in one after the other, and are found from then on. */
export async function indexCase(safetyCase: SafetyCase): Promise<void> {
  if (useSearchIndex.getState().of === safetyCase) return;
  const { files, left } = toFilePlan(safetyCase);
  useSearchIndex.setState({ ...NONE, of: safetyCase, total: files.length, left });
  const { nodes, documents, evidence, people, subject } = safetyCase;
  const isLeft = (): boolean => useSearchIndex.getState().of !== safetyCase;
  try {
    const taken = ask('case', { nodes, documents, evidence, people, subject });
    void lookAtStructure(safetyCase, isLeft);
    void lookForChanges(isLeft);
    await taken;
    for (const file of files) {
      const why = await indexFile(file);
      if (isLeft()) return;
      useSearchIndex.setState((state) => ({
        done: state.done + 1,
        left: why === null ? state.left : [...state.left, { path: file.path, why }],
        version: state.version + 1,
      }));
    }
    useSearchIndex.setState((state) => ({ facts: state.facts + 1 }));
  } catch (error) {
    if (!isLeft()) useSearchIndex.setState({ ...NONE, why: toReason(error) });
  }
}

/** Gives the worker the records as they are now, and what this seat knows. */
export async function indexReview(review: ReviewToSearch): Promise<void> {
  try {
    await ask('review', review);
    useSearchIndex.setState((state) => ({ version: state.version + 1, facts: state.facts + 1 }));
  } catch (error) {
    useSearchIndex.setState({ ...NONE, why: toReason(error) });
  }
}

/** Answers why the file is not searched, or not all of it; null when it is. */
async function indexFile(file: SearchableFile): Promise<string | null> {
  let text: string;
  try {
    text = await readText(file.path);
  } catch (error) {
    return toReason(error);
  }
  return ask('file', { ...file, text });
}

async function lookForChanges(isLeft: () => boolean): Promise<void> {
  const reply = await call('case.changes', undefined);
  if (!isLeft()) useSearchIndex.setState({ changes: reply.ok ? reply.value : null });
}

async function lookAtStructure(safetyCase: SafetyCase, isLeft: () => boolean): Promise<void> {
  const ranks = await askArgument(safetyCase, 'rank', null).catch(() => null);
  if (!isLeft()) useSearchIndex.setState({ ranks });
}
