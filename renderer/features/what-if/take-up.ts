/** From a what-if to a challenge or a note: the composer opens with what falls, in words. */
import { toNodeIds } from '../../../shared/argument/analysis.ts';
import type { WhatIf } from '../../../shared/argument/what-if.ts';
import { toWhatIfWords, type WhatIfName } from '../../../shared/argument/what-if-words.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { compose } from '../../state/composer.ts';
import { groups, scenarios, useReview } from '../../state/review.ts';
import { toMade } from '../analysis/groups.ts';
import { toWholeObject } from '../reading/current-target.ts';
import { toFailedIds } from './scenarios.ts';

/** The scenario or group that was kept with exactly these nodes; null where none was. */
export function toNameOf(
  failed: readonly string[],
  kept: { readonly scenarios: readonly Draft[]; readonly groups: readonly Draft[] },
  nodes: SafetyCase['nodes'],
): WhatIfName | null {
  const wanted = [...new Set(failed)].sort().join('\n');
  const isSame = (ids: readonly string[]): boolean =>
    [...new Set(ids)].sort().join('\n') === wanted;
  const scenario = kept.scenarios.find((one) => isSame(toFailedIds(one)));
  if (scenario !== undefined) return { kind: 'scenario', name: scenario.fields['name'] ?? '' };
  const group = kept.groups.find((one) => isSame(toNodeIds(nodes, toMade(one).members)));
  return group === undefined ? null : { kind: 'group', name: group.fields['name'] ?? '' };
}

/** What it is about: the one node that was set to fail, or for several the top claim that they carry. */
export function toAbout({ failed }: WhatIf, top: string | null): string | null {
  return failed.length === 1 || top === null ? (failed[0] ?? null) : top;
}

export function takeUp(kind: 'challenge' | 'note', whatIf: WhatIf, safetyCase: SafetyCase): void {
  const about = toAbout(whatIf, safetyCase.topNode);
  const object = about === null ? null : toWholeObject({ kind: 'node', id: about });
  if (object === null) return;
  const review = useReview.getState();
  const kept = { scenarios: scenarios(review), groups: groups(review) };
  const words = toWhatIfWords(whatIf, safetyCase.topNode, toNameOf(whatIf.failed, kept, safetyCase.nodes)); // prettier-ignore
  compose(kind, object.target, object.quote, kind === 'note' ? { body: words } : { whatIsWrong: words, challengeType: 'undercutting' }); // prettier-ignore
}
