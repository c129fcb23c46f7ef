/** `countersign check`: the argument of a file by numbered rules. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Profile } from '../../shared/argument/rules/allowed-links.ts';
import { checkArgument } from '../../shared/argument/rules/check.ts';
import type { CheckedFinding } from '../../shared/argument/rules/check.ts';
import type { Finding } from '../../shared/case/model.ts';
import { openBundle } from '../host/bundle/open-bundle.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { plural, sortFindings, toFindingLines, toSafe } from './text.ts';

const PROFILES: readonly Profile[] = ['gsn', 'gsn2x'];
const NAMES = { gsn: 'GSN Community Standard v3', gsn2x: 'gsn2x' } as const;

function toProfile({
  profile,
  extended,
  warnDialectic,
  universalWords,
}: CommandArguments): Profile {
  const found = PROFILES.find((item) => item === (profile ?? 'gsn'));
  if (found === undefined) throw new UsageError('--profile is "gsn" or "gsn2x".');
  if (found === 'gsn' && (extended || warnDialectic)) throw new UsageError('--extended-check and --warn-dialectic belong to --profile gsn2x.'); // prettier-ignore
  if (found === 'gsn2x' && universalWords)
    throw new UsageError('--universal-words belongs to --profile gsn.');
  return found;
}

function toText(profile: Profile, title: string, nodes: number, findings: readonly CheckedFinding[]): string {
  const untold = findings.filter((finding) => finding.told === false).length;
  const count = findings.length === 0 ? 'none' : String(findings.length);
  const stops = untold === 0 ? '' : `gsn2x itself stops before ${plural(untold, 'finding')} of these.\n`;
  return `${toSafe(title)}: ${plural(nodes, 'node')}, checked by ${NAMES[profile]}\nFindings: ${count}\n${stops}${toFindingLines(findings, true)}`;
} // prettier-ignore

/** Checks an argument. Nothing stays on disk. */
export async function check(args: CommandArguments): Promise<CommandResult> {
  const profile = toProfile(args);
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-check-'));
  try {
    const { safetyCase } = await openBundle(args.operand, { store });
    const findings = sortFindings(checkArgument(safetyCase, profile, args));
    const countOf = (severity: Finding['severity']): number => findings.filter((item) => item.severity === severity).length; // prettier-ignore
    const counts = { nodes: safetyCase.nodes.length, errors: countOf('error'), warnings: countOf('warning'), notes: countOf('info') }; // prettier-ignore
    return {
      json: {
        profile,
        counts,
        findings: findings.map(({ rule, ...finding }) => ({ rule: rule ?? null, ...finding })),
      },
      text: toText(profile, safetyCase.title, counts.nodes, findings),
      exitCode: counts.errors + counts.warnings > 0 ? EXIT.findings : EXIT.fine,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
