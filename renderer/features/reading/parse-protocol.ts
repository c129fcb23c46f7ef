import type { DocumentModel } from '../../../shared/document/model.ts';

export interface ParseRequest {
  readonly id: number;
  readonly as: 'markdown' | 'plain' | 'csv';
  /** Bundle path below data/, against which links are resolved. */
  readonly path: string;
  readonly text: string;
}

export interface TableModel {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly columns: number;
  /** What the parser found odd, in words. */
  readonly problems: readonly string[];
}

export type ParseAnswer =
  | { readonly id: number; readonly ok: true; readonly model: DocumentModel | TableModel }
  | { readonly id: number; readonly ok: false; readonly why: string };
