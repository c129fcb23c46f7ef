/** What each record is about: a bundle that is here, and in it a thing with exactly the bytes that were meant. */
import type { SafetyCase } from '../case/model.ts';
import type { AuditContents, ReadRecord } from './audit-input.ts';
import { withheldRecords } from './audit-input.ts';
import { runCheck, type CheckRows } from './check.ts';
import type { VerifyCheck } from './model.ts';

interface Named {
  readonly kind: string;
  readonly id: string;
  readonly sha256: string;
}

/** Digest of a node, document or evidence file of a case; null where there is none of that name. */
function digestIn(safetyCase: SafetyCase, named: Named): string | null {
  switch (named.kind) {
    case 'node':
      return safetyCase.nodes.find((node) => node.id === named.id)?.sha256 ?? null;
    case 'evidence':
      return safetyCase.evidence.find((item) => item.id === named.id)?.sha256 ?? null;
    case 'document':
      return safetyCase.documents.find((item) => item.path === named.id)?.sha256 ?? null;
    default:
      return null;
  }
}

function checkNamed(
  safetyCase: SafetyCase,
  named: Named,
  record: ReadRecord,
  rows: CheckRows,
): void {
  const found = digestIn(safetyCase, named);
  if (found === named.sha256) return;
  rows.fail(
    record.file,
    found === null
      ? `It is about ${named.kind} ${named.id}, which is not in its bundle.`
      : `It is about ${named.kind} ${named.id} with the digest ${named.sha256.slice(0, 16)}; in its bundle that has ${found.slice(0, 16)}.`,
  );
}

function checkTarget(byDigest: ReadonlyMap<string, ReadRecord>, withheld: ReadonlyMap<string, unknown>, record: ReadRecord, safetyCase: SafetyCase, rows: CheckRows): void {
  const { target } = record.common;
  if (target === undefined) return;
  if (target.kind === 'edge') return rows.cannot(record.file, `It is about the step ${target.id}, whose digest this version does not compute.`); // prettier-ignore
  if (target.source !== undefined) checkNamed(safetyCase, { kind: 'document', id: target.source.path, sha256: target.source.sha256 }, record, rows); // prettier-ignore
  if (target.kind !== 'record') return checkNamed(safetyCase, target, record, rows);
  const other = byDigest.get(target.id);
  if (other === undefined && withheld.has(target.id)) rows.cannot(record.file, `It is about the record ${target.id.slice(0, 16)}, which is withheld.`); // prettier-ignore
  else if (other === undefined || target.sha256 !== target.id) rows.fail(record.file, `It is about the record ${target.id.slice(0, 16)}, which is not in this audit record.`); // prettier-ignore
  else if (!precedes(other, record)) rows.fail(record.file, 'It is about a record that stands later in the same log.');
} // prettier-ignore

function precedes(earlier: ReadRecord, later: ReadRecord): boolean {
  if (earlier.log === null || later.log === null) return true;
  return earlier.log.origin !== later.log.origin || earlier.log.seq < later.log.seq;
}

/** Subjects, targets and closures of all records. */
export function checkAbout(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('subjects', 'What the records are about', (rows) => {
    const { records, rosters, policies, input } = contents;
    const byDigest = new Map(records.map((record) => [record.digest, record]));
    const withheld = withheldRecords(input);
    const unseen = new Set<string>();
    let things = 0;
    for (const record of records) {
      const { sha256 } = record.subject;
      const { supersedes, case: about } = record.common;
      if (supersedes !== undefined && !byDigest.has(supersedes) && !withheld.has(supersedes)) rows.fail(record.file, `It replaces the record ${supersedes.slice(0, 16)}, which is not in this audit record.`); // prettier-ignore
      if (record.kind === 'roster' || record.kind === 'policy') {
        const versions = record.kind === 'roster' ? [...rosters, ...contents.otherRosters] : [...policies, ...contents.otherPolicies]; // prettier-ignore
        if (!versions.some((item) => item.sha256 === sha256)) rows.fail(record.file, `It signs a ${record.kind} that is not in this audit record.`); // prettier-ignore
        continue;
      }
      const safetyCase = input.cases.get(sha256);
      if (input.withheldCases.has(sha256)) {
        unseen.add(sha256);
        continue;
      }
      if (safetyCase === undefined) {
        rows.fail(record.file, `It is about the bundle ${sha256.slice(0, 16)}, which is not in this audit record or cannot be read.`); // prettier-ignore
        continue;
      }
      if (about.id !== safetyCase.id || about.version !== safetyCase.version) rows.fail(record.file, `It says case ${about.id}, version ${about.version}; its bundle is ${safetyCase.id}, version ${safetyCase.version}.`); // prettier-ignore
      checkTarget(byDigest, withheld, record, safetyCase, rows);
      const closure = record.known !== null && 'closure' in record.known.predicate ? record.known.predicate.closure : []; // prettier-ignore
      for (const named of closure) checkNamed(safetyCase, named, record, rows);
      things += closure.length + (record.common.target === undefined ? 0 : 1);
    }
    for (const digest of unseen) rows.cannot(`data/bundle/${digest}/`, 'Records are about this bundle, whose case is withheld. Whether the nodes and files they name are in it cannot be checked.'); // prettier-ignore
    return `${records.length} records, each about a bundle, roster or policy pack that is here. The ${things} nodes, files and records they name have the digests they name.`; // prettier-ignore
  });
}

/** The roster and policy records carry the content they sign; it must be the file. */
export function checkSignedContent(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('signed-content', 'Rosters and policies as signed', (rows) => {
    const { rosters, policies, records } = contents;
    for (const item of [
      ...rosters,
      ...policies,
      ...contents.otherRosters,
      ...contents.otherPolicies,
    ]) {
      // prettier-ignore
      const kind = item.file.startsWith('data/roster/') ? 'roster' : 'policy';
      const isSigned = records.some((record) => record.kind === kind && record.subject.sha256 === item.sha256); // prettier-ignore
      if (!isSigned) rows.fail(item.file, `No record signs this ${kind}.`);
    }
    return `${rosters.length + policies.length} files, each signed as a record.`;
  });
}
