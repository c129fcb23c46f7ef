/** `countersign loadbearing`: what would have to be wrong for the top claim to fall. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyseArgument, type LoadBearingReport } from '../../shared/argument/analysis.ts';
import type { SafetyCase } from '../../shared/case/model.ts';
import { openBundle } from '../host/bundle/open-bundle.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { plural, toSafe } from './text.ts';

/** Sets that are printed for each order; --json has them all. */
const PRINTED_SETS = 20;

function toList(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

function toGroup(value: string): { name: string; members: string[] } {
  const at = value.indexOf('=');
  const [name, members] = [value.slice(0, at).trim(), toList([value.slice(at + 1)])];
  if (at < 1 || name === '' || members.length === 0) {
    throw new UsageError(`"${value}" is not a group of the form NAME=ID,ID.`);
  }
  return { name, members };
}

function assertKnown(safetyCase: SafetyCase, ids: readonly string[]): void {
  const known = new Set([...safetyCase.nodes, ...safetyCase.evidence].map((item) => item.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new UsageError(`No node and no evidence has the id ${unknown.join(', ')}.`);
  }
}

function toBasic(value: string | null): 'all' | 'evidence' {
  if (value === null || value === 'all') return 'all';
  if (value === 'evidence') return 'evidence';
  throw new UsageError(`--basic is "all" or "evidence", not "${value}".`);
}

function toSetLines(report: LoadBearingReport, order: string): string {
  const sets = report.cutSets[order] ?? [];
  const more = report.incomplete.includes(order) ? ', and there may be more' : '';
  const lines = sets.slice(0, PRINTED_SETS).map((set) => `  ${set.map(toSafe).join(' + ')}\n`);
  const rest = sets.length > PRINTED_SETS ? `  and ${sets.length - PRINTED_SETS} more (--json lists them)\n` : ''; // prettier-ignore
  const what = order === '1' ? 'Each alone makes the top claim fall' : `${order} together`;
  return `${what}: ${plural(sets.length, 'set')}${more}\n${lines.join('')}${rest}`;
}

function toText(report: LoadBearingReport): string {
  const list = (label: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `${label}\n${items.map((item) => `  ${toSafe(item)}\n`).join('')}`;
  const { whatIf } = report;
  return [
    `Top claim ${toSafe(report.top ?? 'none')}: ${report.topHolds ? 'holds by structure' : 'does not hold by structure'}.\n`,
    'Structure cannot tell whether an inference is good.\n\n',
    list(
      'Circles, which support nothing',
      report.cycles.map((cycle) => cycle.join(', ')),
    ),
    list('Claims that do not hold', report.unsupported),
    ...Object.keys(report.cutSets).map((order) => toSetLines(report, order)),
    list(`Shared under claimed redundancy${report.incomplete.includes('shared') ? ', and there may be more' : ''}`, report.nodes.filter((node) => node.shared).map((node) => node.id)), // prettier-ignore
    list('Common causes', report.commonCause.map(({ name, members, why }) => `${name}: ${members.join(', ')}. ${why}`)), // prettier-ignore
    list(
      'Read first',
      report.readingOrder.map(({ id, why }) => `${id}: ${why}`),
    ),
    whatIf.failed.length === 0
      ? ''
      : `If ${whatIf.failed.map(toSafe).join(', ')} fails, the top claim ${whatIf.topHolds ? 'holds' : 'falls'}. ${whatIf.fallen.length === 0 ? 'Nothing falls with it.' : `What falls with it: ${whatIf.fallen.map(toSafe).join(', ')}.`}\n`,
  ].join('');
}

/** Analyses the argument of a bundle, folder or argument file. Nothing stays on disk. */
export async function loadbearing(args: CommandArguments): Promise<CommandResult> {
  const failed = toList(args.failed);
  if (args.failed.length > 0 && failed.length === 0) throw new UsageError('--fail names no id.');
  const groups = args.groups.map(toGroup);
  const twice = groups.find(({ name }, at) => groups.findIndex((one) => one.name === name) !== at);
  if (twice !== undefined) throw new UsageError(`Two groups are called "${twice.name}".`);
  const basic = toBasic(args.basic);
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-loadbearing-'));
  try {
    const { safetyCase } = await openBundle(args.operand, { store });
    assertKnown(safetyCase, [...failed, ...groups.flatMap((group) => group.members)]);
    const report = analyseArgument(safetyCase, { failed, groups, basic });
    const isSound = report.topHolds && report.cycles.length === 0 && report.whatIf.topHolds;
    // How many fall stands in the length of the list, and in `incomplete` where that is cut.
    const nodes = report.nodes.map(({ reaches: _, ...node }) => node);
    return {
      json: { ...report, nodes },
      text: toText(report),
      exitCode: isSound ? EXIT.fine : EXIT.findings,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
