/** What a new policy pack changes, each change with its direction: stricter, looser, or neither (R36). */
import { LINE_WORDS, toList } from '../review/words.ts';
import { sealingOf, type PolicyPack } from './policy-pack.ts';
import { ruleLevel, RULES, type RuleId, type RuleLevel } from './rules.ts';

export type Direction = 'stricter' | 'looser' | 'other';

export interface PolicyChange {
  readonly what: string;
  readonly direction: Direction;
}

const RANK: Readonly<Record<RuleLevel, number>> = { show: 0, warn: 1, enforce: 2 };
const LEVEL_WORDS: Readonly<Record<RuleLevel, string>> = { enforce: 'enforces', warn: 'warns', show: 'shows' }; // prettier-ignore

function byAmount(before: number, after: number): Direction {
  return after > before ? 'stricter' : after < before ? 'looser' : 'other';
}

/** What a pack says of rules that no pack can relax, or of rules that do not exist; empty when nothing. */
export function checkPolicy(pack: PolicyPack): string[] {
  const { defaultMonths, maximumMonths } = pack.expiry;
  const faults = Object.entries(pack.rules).flatMap(([id, level]) => {
    if (!Object.hasOwn(RULES, id)) return [`This version has no rule ${id}.`];
    const rule = RULES[id as RuleId];
    return rule.isFixed && level !== rule.level
      ? [`${id} (${rule.title}) cannot be relaxed, and the pack sets it to “${level}”.`]
      : [];
  });
  if (defaultMonths < 1 || maximumMonths < defaultMonths) faults.push('The months of an approval are at least 1, and the default is not above the maximum.'); // prettier-ignore
  return faults;
}

/** Every difference between two packs, rules first. */
export function toPolicyChanges(before: PolicyPack, after: PolicyPack): PolicyChange[] {
  return [...ruleChanges(before, after), ...rightChanges(before, after), ...numberChanges(before, after)]; // prettier-ignore
}

function ruleChanges(before: PolicyPack, after: PolicyPack): PolicyChange[] {
  return (Object.keys(RULES) as RuleId[]).flatMap((id) => {
    const [was, is] = [ruleLevel(id, before.rules), ruleLevel(id, after.rules)];
    const what = `${id}, ${RULES[id].title}: ${LEVEL_WORDS[was]} becomes ${LEVEL_WORDS[is]}`;
    return was === is ? [] : [{ what, direction: byAmount(RANK[was], RANK[is]) }];
  });
}

function rightChanges(before: PolicyPack, after: PolicyPack): PolicyChange[] {
  const kinds = [...new Set([...Object.keys(before.rights), ...Object.keys(after.rights)])].sort();
  return kinds.flatMap((kind): PolicyChange[] => {
    const [was, is] = [before.rights[kind], after.rights[kind]];
    const lines = (right: typeof was): string[] => [...(right?.lines ?? [])].sort().map((line) => LINE_WORDS[line]); // prettier-ignore
    const added = lines(is).filter((line) => !lines(was).includes(line));
    const removed = lines(was).filter((line) => !lines(is).includes(line));
    const changes: PolicyChange[] = [];
    if (added.length > 0) changes.push({ what: `${toList(added)} may sign: ${kind}`, direction: 'looser' }); // prettier-ignore
    if (removed.length > 0) changes.push({ what: `${toList(removed)} may no longer sign: ${kind}`, direction: 'stricter' }); // prettier-ignore
    if (was?.clause !== is?.clause) changes.push({ what: `clause of ${kind}: ${was?.clause ?? 'none'} becomes ${is?.clause ?? 'none'}`, direction: 'other' }); // prettier-ignore
    return changes;
  });
}

function numberChanges(before: PolicyPack, after: PolicyPack): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const add = (
    what: string,
    was: number | string,
    is: number | string,
    direction: Direction,
  ): void => {
    // prettier-ignore
    if (was !== is) changes.push({ what: `${what}: ${String(was)} becomes ${String(is)}`, direction }); // prettier-ignore
  };
  const [was, is] = [sealingOf(before), sealingOf(after)];
  add('decisions that an approval needs', before.quorum.floor, after.quorum.floor, byAmount(before.quorum.floor, after.quorum.floor)); // prettier-ignore
  add('months of an approval by default', before.expiry.defaultMonths, after.expiry.defaultMonths, byAmount(after.expiry.defaultMonths, before.expiry.defaultMonths)); // prettier-ignore
  add('months of an approval at most', before.expiry.maximumMonths, after.expiry.maximumMonths, byAmount(after.expiry.maximumMonths, before.expiry.maximumMonths)); // prettier-ignore
  for (const what of ['opinions', 'ballots'] as const)
    add(what, was[what], is[what], is[what] === 'sealed' ? 'stricter' : 'looser');
  add('title', before.title, after.title, 'other');
  return changes;
}
