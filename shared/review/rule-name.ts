import { RULES } from '../policy/rules.ts';

/** "R27, Ballots sealed before any is opened"; the id alone where this version does not compute the rule. */
export function toRuleName(rule: string): string {
  const known = Object.entries(RULES).find(([id]) => id === rule)?.[1];
  return known === undefined ? rule : `${rule}, ${known.title}`;
}
