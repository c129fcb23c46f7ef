import type { Drawing } from '../../../shared/argument/drawing/drawing.ts';
import type { GraphView } from '../../../shared/argument/drawing/visible.ts';
import type { LayoutStep } from '../../../shared/argument/layout/types.ts';
import type { GroupEffect, MadeGroup } from '../../../shared/argument/groups.ts';
import type { CaseForFindings } from '../../../shared/argument/link-findings.ts';
import type { NodeRank } from '../../../shared/argument/rank.ts';
import type { RankedItem } from '../../../shared/argument/reading-order.ts';
import type { WhatIf } from '../../../shared/argument/what-if.ts';
import type { ArgumentNode, Finding, SafetyCase } from '../../../shared/case/model.ts';

/** Without the findings that were made on opening: the window has them. */
export type AnalysedCase = CaseForFindings & Pick<SafetyCase, 'argumentFile'>;

export interface Drawn {
  readonly drawing: Drawing;
  /** The view that was drawn: the one asked for, or the first one. */
  readonly view: GraphView;
}

/** What the worker is asked, and what it answers, by name. */
export interface Work {
  readonly take: { readonly asks: AnalysedCase; readonly answers: null };
  /** The nodes that follow those of `take`. */
  readonly more: { readonly asks: readonly ArgumentNode[]; readonly answers: null };
  readonly draw: {
    readonly asks: { readonly view: GraphView | null; readonly challenged: readonly string[] };
    readonly answers: Drawn;
  };
  readonly fail: { readonly asks: readonly string[]; readonly answers: WhatIf };
  /** Order, reach and shared support of every node. */
  readonly rank: { readonly asks: null; readonly answers: readonly NodeRank[] };
  /** What to read, in order, with the reasons. */
  readonly order: {
    readonly asks: readonly MadeGroup[];
    readonly answers: readonly RankedItem[];
  };
  /** Common causes, those made by hand among them, each as one event. */
  readonly groups: {
    readonly asks: readonly MadeGroup[];
    readonly answers: readonly GroupEffect[];
  };
  /** What is weak about the argument, besides the findings that were made on opening. */
  readonly weak: {
    readonly asks: { readonly universalWords: boolean };
    readonly answers: readonly Finding[];
  };
}

export type WorkName = keyof Work;

export interface WorkRequest<N extends WorkName = WorkName> {
  readonly id: number;
  readonly name: N;
  readonly ask: Work[N]['asks'];
}

export type WorkAnswer =
  | { readonly id: number; readonly state: 'done'; readonly answer: Work[WorkName]['answers'] }
  | { readonly id: number; readonly state: 'step'; readonly step: LayoutStep }
  | { readonly id: number; readonly state: 'failed'; readonly why: string };
