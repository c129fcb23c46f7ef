/** What of a case is new or other than in an earlier version, by the digests of both. */
import type { EvidenceItem, SafetyCase } from '../case/model.ts';

type Read = Pick<SafetyCase, 'nodes' | 'documents' | 'evidence'>;

/** Ids of nodes and evidence, and paths of documents, in the order of the later version. */
export interface ChangedSince {
  readonly nodes: readonly string[];
  readonly documents: readonly string[];
  readonly evidence: readonly string[];
}

/** The bytes of the file, and what the case says about it. */
function toWords({ title, path, sha256, collected, appliesTo, preparedBy }: EvidenceItem): string {
  return JSON.stringify([title, path, sha256, collected, appliesTo?.kind, appliesTo?.version, preparedBy]); // prettier-ignore
}

function changed<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string, wordsOf: (one: T) => string): string[] {
  const known = new Map(before.map((one) => [keyOf(one), wordsOf(one)]));
  return after.flatMap((one) => (known.get(keyOf(one)) === wordsOf(one) ? [] : [keyOf(one)]));
} // prettier-ignore

/** Linear in both versions. What is gone is not among it: it cannot be found in the later one. */
export function changedSince(before: Read, after: Read): ChangedSince {
  return {
    nodes: changed(before.nodes, after.nodes, (node) => node.id, (node) => node.sha256),
    documents: changed(before.documents, after.documents, (one) => one.path, (one) => one.sha256),
    evidence: changed(before.evidence, after.evidence, (item) => item.id, toWords),
  }; // prettier-ignore
}
