/**
 * Notes, challenges and the own drafts of them as things to be found. Opinions, ballots and decisions are
 * not searched: nothing that is sealed, or was, can be found by its words.
 */
import type { Target } from '../review/records.ts';
import type { ChallengeView, Draft, NoteView, ReviewView } from '../review/view.ts';
import { type SearchItem, toSubject } from './item.ts';

export function toReviewItems({ notes, challenges, drafts }: Pick<ReviewView, 'notes' | 'challenges' | 'drafts'>): readonly SearchItem[] {
  return [...challenges.map(toChallengeItem), ...notes.map(toNoteItem), ...drafts.flatMap(toDraftItem)];
} // prettier-ignore

function toChallengeItem(challenge: ChallengeView): SearchItem {
  const { label, record, target, whatIsWrong, whatWouldSettleIt, severityReason, thread } = challenge; // prettier-ignore
  const said = thread.map((item) => (item.kind === 'response' ? item.body : item.reason));
  const subject = toSubject('challenge', record.digest);
  return {
    key: subject,
    area: 'challenges',
    kind: 'challenge',
    subject,
    id: label,
    isPart: false,
    title: whatIsWrong,
    body: joinTexts(quoteOf(target), whatWouldSettleIt, severityReason, ...said),
    where: toWhere(target),
    place: null,
    owners: ownersOf(record),
  };
}

function toNoteItem({ record, target, body }: NoteView): SearchItem {
  const subject = toSubject('note', record.digest);
  return {
    key: subject,
    area: 'notes',
    kind: 'note',
    subject,
    id: `note ${String(record.number)}`,
    isPart: false,
    title: body,
    body: quoteOf(target),
    where: toWhere(target),
    place: null,
    owners: ownersOf(record),
  };
}

function toDraftItem({ id, kind, target, fields }: Draft): SearchItem[] {
  if ((kind !== 'note' && kind !== 'challenge') || target === null) return [];
  const subject = toSubject('draft', id);
  const words = kind === 'note' ? fields['body'] : fields['whatIsWrong'];
  const more = kind === 'note' ? [] : [fields['whatWouldSettleIt'], fields['severityReason']];
  return [
    {
      key: subject,
      area: kind === 'note' ? 'notes' : 'challenges',
      kind,
      subject,
      id: 'draft',
      isPart: false,
      title: words ?? '',
      body: joinTexts(quoteOf(target), ...more),
      where: toWhere(target),
      place: null,
      owners: [],
    },
  ];
}

function ownersOf({ signer }: NoteView['record']): readonly string[] {
  return [signer.printedName];
}

/** "on G26", "on docs/04-oversight.md". */
function toWhere({ kind, id, source }: Target): string {
  if (kind === 'record') return 'on a record';
  return source === undefined ? `on ${id}` : `on ${id}, in ${source.path}`;
}

function quoteOf({ selector }: Target): string {
  const quote = selector?.find((one) => one.type === 'TextQuoteSelector');
  return quote?.exact ?? '';
}

function joinTexts(...texts: readonly (string | undefined)[]): string {
  return texts.filter((one) => one !== undefined && one.trim() !== '').join('\n');
}
