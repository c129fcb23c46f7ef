/** How the argument is looked at: as text, picture or table; what is folded; what is set as failing. */
import { create } from 'zustand';
import type { GraphView } from '../../shared/argument/drawing/visible.ts';
import type { WhatIf } from '../../shared/argument/what-if.ts';

export type MiddleView = 'reader' | 'graph' | 'table' | 'findings';

export interface ArgumentState {
  readonly middle: MiddleView;
  /** Null until the case was drawn once: how many levels fit is found out then. */
  readonly view: GraphView | null;
  /** What was chosen before the case was drawn once: it is part of the view as soon as there is one. */
  readonly early: Partial<GraphView>;
  /** Nodes that a person set as not holding, in the order in which that was done. */
  readonly failed: readonly string[];
  readonly isWhatIfOpen: boolean;
  readonly undo: readonly (readonly string[])[];
  readonly redo: readonly (readonly string[])[];
  /** What structure says about `failed`; null while nothing is set or the answer is under way. */
  readonly whatIf: WhatIf | null;
}

const INITIAL: ArgumentState = {
  middle: 'reader',
  view: null,
  early: {},
  failed: [],
  isWhatIfOpen: false,
  undo: [],
  redo: [],
  whatIf: null,
};
const MOST_STEPS = 100;

export const useArgument = create<ArgumentState>()(() => INITIAL);

/** For another case: what was folded or set as failing belongs to the one that is left. */
export function resetArgument(): void {
  useArgument.setState(INITIAL);
}

export function showMiddle(middle: MiddleView): void {
  useArgument.setState({ middle });
}

export function changeView(change: Partial<GraphView>): void {
  useArgument.setState(({ view, early }) =>
    view === null ? { early: { ...early, ...change } } : { view: { ...view, ...change } },
  );
}

/** Takes the view that was drawn first, with what was chosen meanwhile. */
export function takeFirstView(drawn: GraphView): void {
  useArgument.setState(({ early }) => ({
    view: Object.keys(early).length === 0 ? drawn : { ...drawn, ...early },
    early: {},
  }));
}

/** Folds or unfolds what is below a node, whatever the levels say. */
export function setFolded(id: string, isFolded: boolean): void {
  useArgument.setState(({ view }) => {
    if (view === null) return {};
    const folded = view.folded.filter((one) => one !== id);
    const unfolded = view.unfolded.filter((one) => one !== id);
    return {
      view: isFolded
        ? { ...view, folded: [...folded, id], unfolded }
        : { ...view, folded, unfolded: [...unfolded, id] },
    };
  });
}

export function showWhatIf(isWhatIfOpen: boolean): void {
  useArgument.setState({ isWhatIfOpen });
}

/** Sets which nodes fail. Every change can be undone. */
export function setFailed(failed: readonly string[]): void {
  useArgument.setState((state) => ({
    failed,
    undo: [...state.undo, state.failed].slice(-MOST_STEPS),
    redo: [],
    whatIf: failed.length === 0 ? null : state.whatIf,
  }));
}

export function toggleFailed(id: string): void {
  const { failed } = useArgument.getState();
  setFailed(failed.includes(id) ? failed.filter((one) => one !== id) : [...failed, id]);
  showWhatIf(true);
}

export function undoFailed(): void {
  useArgument.setState(({ undo, redo, failed }) => {
    const before = undo.at(-1);
    return before === undefined
      ? {}
      : { failed: before, undo: undo.slice(0, -1), redo: [failed, ...redo] };
  });
}

export function redoFailed(): void {
  useArgument.setState(({ undo, redo, failed }) => {
    const next = redo[0];
    return next === undefined ? {} : { failed: next, undo: [...undo, failed], redo: redo.slice(1) };
  });
}
