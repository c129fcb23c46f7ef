/** What-ifs under a name, kept on this seat beside the drafts, for the person who made them. */
import { call } from '../../api.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { say, sayError } from '../../state/app.ts';
import { setFailed } from '../../state/argument.ts';
import { discardDraft } from '../../state/composer.ts';
import { isFromElsewhere, refresh } from '../../state/review.ts';

/** Keeps what is set as failing; a scenario of the same name is replaced. Answers whether it is on disk. */
export async function saveScenario(
  name: string,
  failed: readonly string[],
  known: readonly Draft[],
): Promise<boolean> {
  const same = known.find((one) => one.fields['name'] === name && !isFromElsewhere(one));
  const reply = await call('draft.save', {
    id: same?.id ?? crypto.randomUUID(),
    kind: 'scenario',
    target: null,
    about: null,
    fields: { name, failed: failed.join('\n') },
  });
  if (!reply.ok) {
    sayError(reply.error);
    return false;
  }
  say(`Scenario "${name}" kept on this seat, only for you.`);
  await refresh();
  return true;
}

export function toFailedIds({ fields }: Draft): readonly string[] {
  return (fields['failed'] ?? '').split('\n').filter((one) => one !== '');
}

/** Sets what the scenario says. Nodes that this version of the case does not have are named. */
export function openScenario(scenario: Draft, exists: (id: string) => boolean): void {
  const ids = toFailedIds(scenario);
  const gone = ids.filter((id) => !exists(id));
  setFailed(ids.filter(exists));
  if (gone.length > 0) say(`Not in this case: ${gone.join(', ')}.`, 'care');
}

export async function discardScenario(scenario: Draft): Promise<void> {
  await discardDraft(scenario.id);
}
