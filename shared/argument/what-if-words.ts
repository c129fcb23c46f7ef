/** What a what-if says, as a paragraph that a person goes on from in a challenge or a note. */
import { toCount, toList } from '../review/words.ts';
import type { WhatIf } from './what-if.ts';

/** Ids that are written out; the rest is counted. */
const LISTED = 20;

/** What was set to fail, by name where it has one. */
export interface WhatIfName {
  readonly kind: 'scenario' | 'group';
  readonly name: string;
}

function toIds(ids: readonly string[]): string {
  const rest = ids.length - LISTED;
  return rest > 0 ? `${ids.slice(0, LISTED).join(', ')} and ${String(rest)} more` : toList(ids);
}

function toTop({ topHeld, topHolds, failed }: WhatIf, top: string | null): string {
  if (top === null) return 'the case names no top claim';
  if (failed.includes(top)) return `the top claim ${top} is what fails`;
  if (!topHeld) return `the top claim ${top} did not hold before either`;
  return topHolds ? `the top claim ${top} still holds` : `the top claim ${top} falls`;
}

/** "If C7 fails (scenario "Setting differs"), the top claim G1 falls. 5 other nodes fall with it: …" */
export function toWhatIfWords(whatIf: WhatIf, top: string | null, name: WhatIfName | null): string {
  const { failed, fallen, heldNothing } = whatIf;
  const named = name === null ? '' : ` (${name.kind} "${name.name}")`;
  const others = fallen.filter((id) => id !== top);
  const rest =
    others.length === 0
      ? 'Nothing else falls with it.'
      : `${toCount(others.length, 'other node')} ${others.length === 1 ? 'falls' : 'fall'} with it: ${toIds(others)}.`;
  const before = heldNothing.length === 0 ? '' : ` By structure ${toIds(heldNothing)} did not hold before either.`; // prettier-ignore
  return `If ${toIds(failed)} ${failed.length === 1 ? 'fails' : 'fail'}${named}, ${toTop(whatIf, top)}. ${rest}${before}\n\nBy structure alone, which cannot tell whether a step is good.`;
}
