/** The rules of the field that this version computes at signing, with what a policy pack may do to them. */

export type RuleLevel = 'enforce' | 'warn' | 'show';

export interface Rule {
  readonly title: string;
  /** Marked E! in the rule table: no policy pack can relax it. */
  readonly isFixed: boolean;
  readonly level: RuleLevel;
}

export const RULES = {
  R1: { title: 'Signer did not write what is judged', isFixed: true, level: 'enforce' },
  R2: { title: 'One person, one line', isFixed: false, level: 'enforce' },
  R4: { title: 'Interests declared', isFixed: false, level: 'enforce' },
  R5: { title: 'No undeclared overlap with the people file', isFixed: false, level: 'warn' },
  R6: { title: 'Engagement terms on file', isFixed: false, level: 'show' },
  R7: { title: 'No blocking challenge open', isFixed: true, level: 'enforce' },
  R8: { title: 'Load-bearing claims opened', isFixed: false, level: 'enforce' },
  R10: { title: 'What the argument leaves open', isFixed: false, level: 'show' },
  R11: { title: 'Top claim stands by structure', isFixed: false, level: 'enforce' },
  R17: { title: 'Bytes to be signed are the bytes you saw', isFixed: true, level: 'enforce' },
  R21: { title: 'Approval has scope, start and expiry', isFixed: false, level: 'enforce' },
  R22: { title: 'Every condition is complete', isFixed: false, level: 'enforce' },
  R24: { title: 'Discretionary closings have a second signature', isFixed: true, level: 'enforce' },
  R26: { title: 'Panel has a quorum and carries it', isFixed: false, level: 'enforce' },
  R27: { title: 'Ballots sealed before any is opened', isFixed: false, level: 'enforce' },
  R29: { title: 'Reasons name a challenge', isFixed: false, level: 'enforce' },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;

/**
 * The level of a rule under a policy pack. A pack cannot relax a fixed rule: what it says of one is
 * ignored here, and reported where the pack is read.
 */
export function ruleLevel(rule: RuleId, policyRules: Readonly<Record<string, string>>): RuleLevel {
  const { isFixed, level } = RULES[rule];
  if (isFixed) return level;
  const chosen = policyRules[rule];
  return chosen === 'enforce' || chosen === 'warn' || chosen === 'show' ? chosen : level;
}
