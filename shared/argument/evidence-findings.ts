/** Evidence that is not there, that nobody uses, or that is about something else than the subject. */
import type { EvidenceItem, Finding, SafetyCase } from '../case/model.ts';
import { withoutRepeats } from './case-index.ts';
import type { CaseIndex } from './case-index.ts';

/**
 * True for kinds of evidence that lapse with the build: what was measured on the model itself. A training
 * record, a process, a piece of infrastructure or a classifier stays what it was when a new build comes
 * (evidence belongs to one configuration, UL 4600).
 */
export function lapsesWithBuild(kind: string): boolean {
  return /^(?:(?:model|system) )?(?:build|weights|checkpoint)$|^model(?: version)?$/u.test(
    kind.trim().toLowerCase(),
  );
}

/** Why an item is about something else than the subject of the case, or null. */
export function findStaleness(item: EvidenceItem, subject: SafetyCase['subject']): string | null {
  const { appliesTo, collected } = item;
  if (appliesTo === null || !lapsesWithBuild(appliesTo.kind)) return null;
  if (
    subject.build !== null &&
    appliesTo.version !== '' &&
    appliesTo.version !== '-' &&
    appliesTo.version !== subject.build
  ) {
    return `${item.id} applies to ${appliesTo.kind} ${appliesTo.version}; the case is about ${subject.build}.`;
  }
  // Dates are ISO 8601, so that their order as text is their order in time.
  const isDate = (text: string | null): text is string =>
    text !== null && /^\d{4}-\d{2}-\d{2}/u.test(text);
  if (
    isDate(collected) &&
    isDate(subject.weightsFrozen) &&
    collected.slice(0, 10) < subject.weightsFrozen.slice(0, 10)
  ) {
    return `${item.id} was collected on ${collected}, before the weights were frozen on ${subject.weightsFrozen}.`;
  }
  return null;
}

/** Findings about evidence, those about citing nodes first. */
export function findEvidenceIssues(
  safetyCase: Pick<SafetyCase, 'nodes' | 'evidence' | 'subject'>,
  index: CaseIndex,
  argumentFile: string,
): Finding[] {
  const known = new Set(safetyCase.evidence.map((item) => item.id));
  const findings: Finding[] = [];
  for (const node of safetyCase.nodes) {
    for (const id of withoutRepeats(node.evidence)) {
      if (known.has(id)) continue;
      findings.push({ code: 'evidence-not-found', severity: 'error', where: { file: argumentFile, node: node.id, line: node.line }, message: `${node.id} cites the evidence "${id}", which is not in the bundle.`, fix: 'Correct the id, or add the evidence to the index.' }); // prettier-ignore
    }
  }
  for (const item of safetyCase.evidence) {
    const where = { file: `data/${item.path}`, node: null, line: null };
    const users = index.usersOfEvidence.get(item.id) ?? [];
    const stale = findStaleness(item, safetyCase.subject);
    if (stale !== null) {
      const rest =
        users.length === 0
          ? ''
          : ` ${users.join(', ')} ${users.length === 1 ? 'cites' : 'cite'} it.`;
      findings.push({ code: 'evidence-stale', severity: 'warning', where, message: `${stale}${rest}`, fix: 'Ask for a repeat on the build of the case, or for the reason why it still holds.' }); // prettier-ignore
    }
    if (item.appliesTo === null && safetyCase.subject.build !== null) {
      findings.push({ code: 'evidence-subject-unknown', severity: 'info', where, message: `${item.id} does not say what it applies to.`, fix: 'Add "appliesTo" to its entry.' }); // prettier-ignore
    }
    if (users.length === 0) {
      findings.push({ code: 'evidence-unused', severity: 'warning', where, message: `No node cites ${item.id}.`, fix: 'Cite it where it belongs, for the case or against it, or say why it is included.' }); // prettier-ignore
    }
  }
  return findings;
}
