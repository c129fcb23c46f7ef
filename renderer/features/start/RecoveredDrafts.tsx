/** What was typed and not closed when the program stopped. Every line can be had back or put away. */
import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { StartView } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toWhen } from '../../components/words.ts';
import { loadStart, say, sayError } from '../../state/app.ts';
import { openRecent } from '../../state/opening.ts';

type RecoveredDraft = StartView['recoveredDrafts'][number];

export function RecoveredDrafts({ start }: { readonly start: StartView }): ReactNode {
  const { recoveredDrafts, stoppedUncleanAt } = start;
  if (recoveredDrafts.length === 0) return null;
  const stopped =
    stoppedUncleanAt === null
      ? undefined
      : `Countersign stopped without closing, ${toWhen(stoppedUncleanAt, new Date())}`;
  return (
    <section aria-labelledby="recovered">
      <OpenHead title="Drafts recovered" isOpen level={2} id="recovered" count={stopped} />
      <table className="tb">
        <tbody>
          {recoveredDrafts.map((one) => (
            <tr key={one.id}>
              <td className="nw"><StatePhrase icon="person">only you</StatePhrase></td>
              <td>
                {toDraftTitle(one)}: <span className="ser">{toExcerpt(one)}</span>
              </td>
              <td className="q2 nw"><Outside text={one.caseTitle} /></td>
              <td className="n nw">
                {one.token === null ? (
                  <span className="small q">kept, open its bundle to go on</span>
                ) : (
                  <Button onClick={() => void recover(one)}>Recover</Button>
                )}{' '}
                <Button kind="quiet" onClick={() => void discard(one)}>Discard</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
} // prettier-ignore

async function recover(one: RecoveredDraft): Promise<void> {
  if (one.token !== null) await openRecent(one.token, one.id);
}

async function discard(one: RecoveredDraft): Promise<void> {
  const reply = await call('draft.discard', { id: one.id });
  if (reply.ok) say('Draft discarded.');
  else sayError(reply.error);
  await loadStart();
}

/** "Challenge on G26", "Opinion". */
export function toDraftTitle(one: Pick<RecoveredDraft, 'kind' | 'target'>): string {
  const kind = `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)}`;
  return one.target === null ? kind : `${kind} on ${one.target.id}`;
}

const EXCERPT_LENGTH = 90;

/** The longest thing that was typed: what the person will recognise. */
export function toExcerpt(one: Pick<RecoveredDraft, 'fields'>): string {
  const longest = Object.values(one.fields).reduce((best, next) => (next.length > best.length ? next : best), '');
  if (longest === '') return 'nothing typed yet';
  const characters = [...longest.replace(/\s+/g, ' ').trim()];
  return characters.length <= EXCERPT_LENGTH
    ? `“${characters.join('')}”`
    : `“${characters.slice(0, EXCERPT_LENGTH).join('').trimEnd()}…”`;
} // prettier-ignore
