/**
 * Named searches, what-ifs and groups that were kept on another version of the case. They are listed here as
 * well, as they are; changing one keeps a copy for this version and leaves the other with its own.
 */
import type { Draft } from '../../shared/review/view.ts';
import { call } from '../api.ts';
import { say, sayError } from './app.ts';
import { useCase } from './case.ts';
import { refresh } from './review.ts';

/** Fields that hold ids of the argument, one a line. */
const IDS = ['failed', 'members'] as const;

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((id) => id !== '');
}

function exists(id: string): boolean {
  const { nodes, evidence } = useCase.getState().index;
  return nodes.has(id) || evidence.has(id);
}

/** Ids that it names and the open version does not have. */
export function lostIds({ fields }: Draft): readonly string[] {
  return IDS.flatMap((key) => linesOf(fields[key])).filter((id) => !exists(id));
}

/** Keeps a copy for the open version, with the ids that it has. Answers whether it is on disk. */
export async function takeOver(draft: Draft): Promise<boolean> {
  const kept = IDS.flatMap((key) => {
    const text = draft.fields[key];
    return text === undefined ? [] : [[key, linesOf(text).filter(exists).join('\n')] as const];
  });
  const fields = { ...draft.fields, ...Object.fromEntries(kept) };
  const reply = await call('draft.save', { id: crypto.randomUUID(), kind: draft.kind, target: null, about: null, fields }); // prettier-ignore
  if (!reply.ok) {
    sayError(reply.error);
    return false;
  }
  const lost = lostIds(draft);
  const rest = lost.length === 0 ? '' : ` Not in this version: ${lost.join(', ')}.`;
  say(`"${draft.fields['name'] ?? ''}" taken over for this version.${rest}`, lost.length === 0 ? undefined : 'care'); // prettier-ignore
  await refresh();
  return true;
}
