/**
 * What several pieces of support have in common, so that one mistake takes them all: the same evidence,
 * the same preparer, another build than the subject's. The tree itself cannot show this.
 */
import type { EvidenceItem, SafetyCase } from '../case/model.ts';

export interface CommonCause {
  readonly name: string;
  /** Ids of nodes, sorted; two or more. */
  readonly members: readonly string[];
  readonly why: string;
}

type Read = Pick<SafetyCase, 'nodes' | 'evidence' | 'subject' | 'people'>;

/** Groups found by rule. Nothing is said of what every piece of evidence shares. */
export function toCommonCauses({ nodes, evidence, subject, people }: Read): CommonCause[] {
  const citing = (items: readonly EvidenceItem[]): string[] => {
    const ids = new Set(items.map((item) => item.id));
    return nodes.filter((node) => node.evidence.some((id) => ids.has(id))).map((node) => node.id).sort(); // prettier-ignore
  };
  const groupBy = (
    keyOf: (item: EvidenceItem) => string | null,
    describe: (key: string) => { name: string; why: string },
  ): CommonCause[] => {
    const byKey = new Map<string, EvidenceItem[]>();
    for (const item of evidence) {
      const key = keyOf(item);
      if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), item]);
    }
    return [...byKey].map(([key, items]) => ({ ...describe(key), members: citing(items) }));
  };
  const nameOf = (id: string): string => {
    const name = people.find((person) => person.id === id)?.name ?? '';
    const isShared = people.filter((person) => person.name === name).length > 1;
    return name === '' || isShared ? id : name;
  };
  const citingAny = citing(evidence).length;
  return [
    ...groupBy(
      (item) => item.id,
      (id) => ({ name: `evidence ${id}`, why: `All of them cite ${id}.` }),
    ),
    ...groupBy(
      (item) => item.preparedBy,
      (person) => ({ name: `prepared by ${nameOf(person)}`, why: `${nameOf(person)} prepared the evidence of all of them.` }), // prettier-ignore
    ),
    ...groupBy(
      (item) => whatItIsAbout(item, subject),
      (what) => ({ name: what, why: `The evidence of all of them is about ${what}.` }),
    ),
  ].filter((group) => group.members.length > 1 && group.members.length < citingAny);
}

/** "classifier version breakwater-5.2"; null where nothing is said, or where it is the subject itself. */
function whatItIsAbout({ appliesTo }: EvidenceItem, subject: SafetyCase['subject']): string | null {
  if (appliesTo === null || appliesTo.version === '' || appliesTo.version === '-') return null;
  return appliesTo.version === subject.build ? null : `${appliesTo.kind} ${appliesTo.version}`;
}
