/**
 * What readers and writers of foreign formats hand to one another. Every format is read into the nodes of
 * our own argument.yaml (docs/formats.md), so that one parser, one set of rules and one screen serve all;
 * what another format knows and ours does not stays under a key of its own in the node.
 */
import type { Finding } from '../case/model.ts';
import type { JsonObject } from '../trust/strict-json.ts';

/** Something that a conversion did not carry over as it stood. */
export interface Loss {
  readonly what: 'dropped' | 'changed';
  readonly where: { readonly file: string | null; readonly node: string | null; readonly line: number | null };
  /** Attribute, element or key as the format writes it: "horizontalIndex", "@cl:strength". */
  readonly field: string;
  readonly message: string;
} // prettier-ignore

/** An argument as our argument.yaml would hold it. */
export interface Interchange {
  readonly title: string | null;
  /** Id of the node on top, where the format names one. */
  readonly top: string | null;
  /** Settings of modules by their names, as the format wrote them; empty where it knows none. */
  readonly modules: ReadonlyMap<string, JsonObject>;
  /** Fields as in argument.yaml, by id, in the order of the file. */
  readonly nodes: ReadonlyMap<string, JsonObject>;
  /** 1-based lines of nodes in the file that was read, for findings. */
  readonly lines: ReadonlyMap<string, number>;
  /** Files of nodes, where an argument was read from several. */
  readonly fileOf?: ReadonlyMap<string, string>;
}

export interface FormatReading {
  readonly interchange: Interchange;
  /** What is odd in the file by the rules of its own format. */
  readonly findings: readonly Finding[];
  readonly losses: readonly Loss[];
}

export interface FormatWriting {
  readonly text: string;
  readonly losses: readonly Loss[];
}

export type FormatId = 'gsn2x' | 'tea' | 'sacm' | 'ltac' | 'asce' | 'markdown';
