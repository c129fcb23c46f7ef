/** Queries under a name, kept on this seat beside the drafts, for the person who made them. */
import type { Draft } from '../../../shared/review/view.ts';
import { call } from '../../api.ts';
import { say, sayError } from '../../state/app.ts';
import { isFromElsewhere, refresh } from '../../state/review.ts';

/** Keeps a query; a view of the same name is replaced. Answers whether it is on disk. */
export async function keepView(name: string, query: string, known: readonly Draft[]): Promise<boolean> {
  const same = known.find((one) => one.fields['name'] === name && !isFromElsewhere(one));
  const reply = await call('draft.save', {
    id: same?.id ?? crypto.randomUUID(),
    kind: 'search',
    target: null,
    about: null,
    fields: { name, query },
  });
  if (!reply.ok) {
    sayError(reply.error);
    return false;
  }
  say(`View "${name}" kept on this seat, only for you.`);
  await refresh();
  return true;
} // prettier-ignore
