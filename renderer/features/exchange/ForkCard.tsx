import type { ReactNode } from 'react';
import type { ForkView, HeadView } from '../../../shared/review/peer-view.ts';
import { toEntryWords } from '../../../shared/review/words.ts';
import { Message } from '../../components/Message.tsx';
import { SCOPE_WORDS, toHeadWords, toSeatWords } from './words.ts';

/** Two heads of one log that cannot both be true, side by side, and what that means. */
export function ForkCard({ fork }: { readonly fork: ForkView }): ReactNode {
  const isFork = fork.kind === 'fork';
  return (
    <Message tone={isFork ? 'alarm' : 'care'} title={isFork ? 'Two versions of one log' : 'Another key signs under the name of this log'}>
      <p><b>{fork.isOwn ? 'A log of this seat' : toSeatWords(fork.person)}</b>, log of {SCOPE_WORDS[fork.scope]}. <span className="mono brk">{fork.origin}</span></p>
      <p>{isFork ? toMeaning(fork) : 'It is kept and says nothing about the log that was known first. Ask the sender where it came from.'}</p>
      <div className="heads">
        <Head title="Known first" head={fork.heads[0]} />
        <Head title="The other" head={fork.heads[1]} />
      </div>
      {isFork ? <p>{fork.isOwn ? 'Acknowledge it in the log: a new log is begun, and the old one is kept as it is.' : 'No further head of it is cosigned here. Speak with the person at that seat: they acknowledge the fork, begin a new log, and sign again what is to count.'}</p> : null}
    </Message>
  );
} // prettier-ignore

function toMeaning({ at, heads }: ForkView): string {
  if (at === heads[0].size) return `The other version goes on from all ${at} entries that are here. An older copy of the workspace is in use.`;
  return `Both are signed by the key of the seat and are the same up to entry ${at}. From there on they differ: the workspace was copied and both copies were used, or one was made later. What stands from entry ${at} on does not count in either, except challenges.`;
} // prettier-ignore

function Head({ title, head }: { readonly title: string; readonly head: HeadView }): ReactNode {
  return (
    <dl className="kv card" aria-label={title}>
      <dt>{title}</dt><dd>{toHeadWords(head)}</dd>
      <dt>Last entry</dt><dd>{head.lastType === null ? 'none' : toEntryWords(head.lastType)}</dd>
      <dt>Root</dt><dd className="mono brk">{head.root}</dd>
    </dl>
  );
} // prettier-ignore
