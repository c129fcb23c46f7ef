/** `countersign diff`: what one version of a case has that another has not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareCases, isSame, type CaseComparison, type Changed, type Compared, type FieldChange } from '../../shared/argument/compare-cases.ts'; // prettier-ignore
import type { SafetyCase } from '../../shared/case/model.ts';
import { openBundle } from '../host/bundle/open-bundle.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { toSafe } from './text.ts';

function toFieldLines({ field, before, after, numbers }: FieldChange, indent: string): string {
  const side = (sign: string, value: string | null): string => (value === null ? '' : `${indent}${sign} ${toSafe(value)}\n`); // prettier-ignore
  const changed = numbers === null ? '' : `${indent}numbers changed: ${toSafe(numbers.before.join(', ') || 'none')} → ${toSafe(numbers.after.join(', ') || 'none')}\n`; // prettier-ignore
  return `${indent.slice(2)}${toSafe(field)}\n${side('-', before)}${side('+', after)}${changed}`;
}

function toChangedLines({ id, fields, links }: Changed): string {
  const relations = links.flatMap(({ field, added, removed }) => [
    ...removed.map((target) => `    ${field} - ${toSafe(target)}\n`),
    ...added.map((target) => `    ${field} + ${toSafe(target)}\n`),
  ]);
  return `  changed ${toSafe(id)}\n${fields.map((change) => toFieldLines(change, '      ')).join('')}${relations.join('')}`; // prettier-ignore
}

function toPart(title: string, { added, removed, changed }: Compared, renamed: CaseComparison['nodes']['renamed'] = []): string {
  if (added.length + removed.length + changed.length + renamed.length === 0) return '';
  return [
    `${title}\n`,
    ...removed.map((id) => `  removed ${toSafe(id)}\n`),
    ...added.map((id) => `  added ${toSafe(id)}\n`),
    ...renamed.map(({ from, to }) => `  renamed ${toSafe(from)} → ${toSafe(to)}\n`),
    ...changed.map(toChangedLines),
  ].join('');
} // prettier-ignore

function toStructureLines({ topHolds, loadBearing, unsupported }: CaseComparison['structure']): string {
  const word = (holds: boolean): string => (holds ? 'holds' : 'does not hold');
  const list = (words: string, ids: readonly string[]): string => ids.length === 0 ? '' : `  ${words}: ${ids.map(toSafe).join(', ')}\n`;
  const lines = [
    topHolds.before === topHolds.after ? '' : `  the top claim ${word(topHolds.before)} → ${word(topHolds.after)}\n`,
    list('now fail the top claim alone', loadBearing.added),
    list('no longer do', loadBearing.removed),
    list('claims that no longer hold', unsupported.added),
    list('claims that held not before, or are gone', unsupported.removed),
  ].join('');
  return lines === '' ? '' : `By structure\n${lines}`;
} // prettier-ignore

function toText(comparison: CaseComparison): string {
  if (isSame(comparison)) return 'No difference in the case, its argument, evidence, documents and people.\n'; // prettier-ignore
  const { documents, structure } = comparison;
  const ofCase = comparison.case.map((change) => toFieldLines(change, '    ')).join('');
  return [
    ofCase === '' ? '' : `Case\n${ofCase}`,
    toPart('Argument', comparison.nodes, comparison.nodes.renamed),
    toPart('Evidence', comparison.evidence),
    toPart('Documents', { ...documents, changed: documents.changed.map((id) => ({ id, fields: [], links: [] })) }), // prettier-ignore
    toPart('People', comparison.people),
    toStructureLines(structure),
  ].join('');
}

/** Compares two bundles, folders or argument files. Exit code 1 where they differ. */
export async function diff({ operand, second }: CommandArguments): Promise<CommandResult> {
  if (second === null) throw new UsageError('"diff" takes two files or folders.');
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-diff-'));
  try {
    const open = async (file: string, name: string): Promise<SafetyCase> =>
      (await openBundle(file, { store: path.join(store, name) })).safetyCase;
    const before = await open(operand, 'before');
    const comparison = compareCases(before, await open(second, 'after'));
    const exitCode = isSame(comparison) ? EXIT.fine : EXIT.findings;
    return { json: comparison, text: toText(comparison), exitCode };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
