/** Who is who: persons by the roster and by the people file of a case, never keys alone. */
import type { SafetyCase } from '../case/model.ts';
import { personOfKey, type Roster } from '../policy/roster.ts';
import type { Signer } from './records.ts';

/** Persons, not keys: two keys of one person are one signer. */
export function samePerson(roster: Roster | null, a: Signer, b: Signer): boolean {
  if (a.keyid === b.keyid) return true;
  const [first, second] = [personOfKey(roster, a.keyid), personOfKey(roster, b.keyid)];
  return first !== null && second !== null && first.id === second.id;
}

/** Ids under which a signer may stand in the people file of the case. */
export function peopleIdsOf(
  safetyCase: Pick<SafetyCase, 'people'>,
  signer: Signer,
  roster: Roster | null,
): string[] {
  const name = signer.printedName.normalize('NFC').toLowerCase();
  const rosterId = personOfKey(roster, signer.keyid)?.id;
  return safetyCase.people
    .filter((person) => person.id === rosterId || person.name.normalize('NFC').toLowerCase() === name)
    .map((person) => person.id); // prettier-ignore
}

/** Nodes and evidence that the signer wrote or prepared, by the people file (R1). */
export function authoredBy(
  safetyCase: Pick<SafetyCase, 'people' | 'nodes' | 'evidence'>,
  signer: Signer,
  roster: Roster | null,
): { nodes: string[]; evidence: string[] } {
  const ids = new Set(peopleIdsOf(safetyCase, signer, roster));
  return {
    nodes: safetyCase.nodes.filter((node) => node.owner !== null && ids.has(node.owner)).map((node) => node.id),
    evidence: safetyCase.evidence.filter((item) => item.preparedBy !== null && ids.has(item.preparedBy)).map((item) => item.id),
  }; // prettier-ignore
}
