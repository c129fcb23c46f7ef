/** Groups made by hand: a name and members, kept on this seat beside the drafts, for whoever made them. */
import type { MadeGroup } from '../../../shared/argument/groups.ts';
import type { Draft } from '../../../shared/review/view.ts';
import { call } from '../../api.ts';
import { sayError } from '../../state/app.ts';
import { setFailed, showWhatIf } from '../../state/argument.ts';
import { groups as groupsOf, isFromElsewhere, refresh, useReview } from '../../state/review.ts';

export function toMade({ fields }: Draft): MadeGroup {
  const members = (fields['members'] ?? '').split('\n').filter((one) => one !== '');
  return { name: fields['name'] ?? '', members };
}

export function groupNamed(all: readonly Draft[], name: string): Draft | undefined {
  return all.find((one) => one.fields['name'] === name);
}

/** Keeps a group; one of the same name is replaced. Answers whether it is on disk. */
export async function saveGroup({ name, members }: MadeGroup): Promise<boolean> {
  const same = groupNamed(groupsOf(useReview.getState()), name);
  const reply = await call('draft.save', {
    id: same === undefined || isFromElsewhere(same) ? crypto.randomUUID() : same.id,
    kind: 'group',
    target: null,
    about: null,
    fields: { name, members: [...new Set(members)].join('\n') },
  });
  if (!reply.ok) {
    sayError(reply.error);
    return false;
  }
  await refresh();
  return true;
}

/** Takes a node or evidence into a group, or out of it. */
export async function toggleMember(group: Draft, id: string): Promise<void> {
  const { name, members } = toMade(group);
  await saveGroup({ name, members: members.includes(id) ? members.filter((one) => one !== id) : [...members, id] }); // prettier-ignore
}

/** Sets the members of a group as failing together, and shows what falls. */
export function failGroup(members: readonly string[]): void {
  setFailed(members);
  showWhatIf(true);
}
