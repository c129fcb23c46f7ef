/** All findings about an argument by the rules of one profile. */
import type { Finding, SafetyCase } from '../../case/model.ts';
import type { CaseForFindings } from '../link-findings.ts';
import type { Profile } from './allowed-links.ts';
import { checkGsn2x } from './gsn2x.ts';
import type { Gsn2xOptions } from './gsn2x.ts';
import { toldByGsn2x } from './gsn2x-told.ts';
import { findWeaknesses } from '../weaknesses.ts';
import type { WeaknessOptions } from '../weaknesses.ts';

export interface CheckOptions extends Gsn2xOptions, WeaknessOptions {}

export interface CheckedFinding extends Finding {
  /** Profile gsn2x: whether gsn2x itself comes to say it; null in the profile gsn. */
  readonly told: boolean | null;
}

/** Findings of gsn2x that are made while modules are read: they are among those of the case. */
const FOUND_ON_READING = new Set([
  'module-twice', 'id-in-two-modules', 'module-empty', 'module-unread', 'no-elements',
  'develops-wrong-kind', 'develops-missing-node', 'extends-missing-module', 'extends-missing-node',
]); // prettier-ignore

/**
 * Checks a case that was opened.
 *
 * - `gsn`: GSN Community Standard v3. What was found when the case was opened, with the numbers of rules,
 *   and what is weak about the argument.
 * - `gsn2x`: the rules of gsn2x with its severities, and nothing else.
 *
 * All findings at once: nothing stops at the first.
 */
export function checkArgument(
  safetyCase: CaseForFindings & Pick<SafetyCase, 'findings' | 'argumentFile'>,
  profile: Profile,
  options: CheckOptions,
): CheckedFinding[] {
  const { nodes, findings, argumentFile = '' } = safetyCase;
  if (profile === 'gsn') {
    const weak = findWeaknesses(safetyCase, argumentFile, options);
    return [...findings, ...weak].map((finding) => ({ ...finding, told: null }));
  }
  const all = [
    ...findings.filter((finding) => FOUND_ON_READING.has(finding.code)),
    ...checkGsn2x(nodes, argumentFile, options),
  ];
  const told = toldByGsn2x(all, nodes);
  return all.map((finding) => ({ ...finding, told: told.has(finding) }));
}
