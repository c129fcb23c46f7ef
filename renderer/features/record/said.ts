/**
 * What a record says, for one row of the log: the object, then the words. The row names who said it, and
 * the whole statement stands beside the list.
 */
import type { ChallengeThreadItem, ReviewView } from '../../../shared/review/view.ts';
import {
  ASSESSMENT_OUTCOME_WORDS, BUNDLE_SUPPORT_WORDS, CLAIM_VIEW_WORDS, DECIDED_WORDS, RESPONSE_ANSWER_WORDS,
  SEVERITY_WORDS, toCount, toSentenceStart,
} from '../../../shared/review/words.ts'; // prettier-ignore

const LONGEST = 160;

/** Words of every record that the review shows, by its digest. */
export function toSaidWords(
  review: Pick<ReviewView, 'notes' | 'challenges' | 'opinions' | 'decisions' | 'declarations'>,
): ReadonlyMap<string, string> {
  return new Map([
    ...review.notes.map(({ record, target, body }) => [record.digest, `On ${target.id}: ${toQuote(body)}`] as const),
    ...review.challenges.flatMap(({ label, record, target, severity, whatIsWrong, thread }) => [
      [record.digest, `${label}, ${SEVERITY_WORDS[severity]}, on ${target.id}: ${toQuote(whatIsWrong)}`] as const,
      ...thread.map((item) => [item.record.digest, toThreadWords(label, item)] as const),
    ]),
    ...review.opinions.map(({ record, support, view, reasons }) => [record.digest, `${toSentenceStart(BUNDLE_SUPPORT_WORDS[support])}; of the claim: ${CLAIM_VIEW_WORDS[view]}. ${toQuote(reasons)}`] as const),
    ...review.decisions.map(({ record, decision, reasons }) => [record.digest, `${toSentenceStart(DECIDED_WORDS[decision])}. ${toQuote(reasons)}`] as const),
    ...review.declarations.map(({ record, interests }) => [record.digest, interests.length === 0 ? 'No interests' : `${toCount(interests.length, 'interest')}: ${toQuote(interests.map((one) => one.detail).join('; '))}`] as const),
  ]);
} // prettier-ignore

function toThreadWords(label: string, item: ChallengeThreadItem): string {
  switch (item.kind) {
    case 'response':
      return `${label}, ${RESPONSE_ANSWER_WORDS[item.answer]}: ${toQuote(item.body)}`;
    case 'assessment':
      return `${label} ${ASSESSMENT_OUTCOME_WORDS[item.outcome]}${toVoidWords(item.void)}. ${toQuote(item.reason)}`;
    case 'second-signature':
      return `${label}${toVoidWords(item.void)}. ${toQuote(item.reason)}`;
  }
} // prettier-ignore

function toVoidWords(why: string | null): string {
  return why === null ? '' : `, not counted: ${why}`;
}

/** The beginning of what was written, in quotation marks: these are a person's words. */
function toQuote(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ').trim()];
  const cut = characters.length <= LONGEST ? characters.join('') : `${characters.slice(0, LONGEST).join('').trimEnd()}…`; // prettier-ignore
  return `“${cut}”`;
}
