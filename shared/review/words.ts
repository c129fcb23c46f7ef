/**
 * The words for what records hold: one table for the screen, the signed text, the registers and the
 * command line, so that a record is recognisable wherever it is met (ux.md 5.1, design.md 6).
 * Lower case for states and kinds; a caller that begins a sentence with one uses `toSentenceStart`.
 */
import type {
  AssessmentOutcome, BundleSupport, ChallengeType, ClaimView, DecisionOutcome, Judged, Line, Meaning,
  RecordKind, ResponseAnswer, Severity, Stance, Vote,
} from './records.ts'; // prettier-ignore
import type { ChallengeState, ChallengeView } from './view.ts';

type Words<K extends string> = Readonly<Record<K, string>>;

export const LINE_WORDS: Words<Line> = {
  first: 'first line',
  second: 'second line',
  third: 'third line',
  external: 'external',
};

export const CHALLENGE_TYPE_WORDS: Words<ChallengeType> = {
  rebutting: 'rebuts the claim',
  undercutting: 'undercuts the step',
  undermining: 'undermines the evidence',
  missing: 'something missing',
};

export const JUDGED_WORDS: Words<Judged> = {
  'load-bearing': 'judged load-bearing',
  'not-load-bearing': 'judged not load-bearing',
  'no-view': 'mark taken back',
};

export const SEVERITY_WORDS: Words<Severity> = {
  blocking: 'blocking',
  major: 'major',
  minor: 'minor',
  note: 'note',
};

/** What each severity claims (product.md 3b). */
export const SEVERITY_MEANING: Words<Severity> = {
  blocking: 'If right, this bundle does not support the top claim.',
  major: 'If right, a claim falls, or a limit or a condition is needed.',
  minor: 'Should be fixed, changes no claim.',
  note: 'A remark, nothing has to be done.',
};

export const CHALLENGE_STATE_WORDS: Words<ChallengeState> = {
  raised: 'raised, unanswered',
  answered: 'answered',
  sustained: 'sustained',
  'resolved-fixed': 'resolved (fixed)',
  'resolved-rebutted': 'resolved (rebutted)',
  'accepted-residual': 'kept as residual doubt',
  withdrawn: 'withdrawn',
  'awaiting-second-signature': 'awaiting a second signature',
};

export const TURN_WORDS: Words<ChallengeView['turn']> = {
  author: 'author',
  raiser: 'raiser or lead',
  'second signer': 'a second signer',
  nobody: 'nobody',
};

export const RESPONSE_ANSWER_WORDS: Words<ResponseAnswer> = {
  fixed: 'fixed in a new revision',
  rebutted: 'rebutted',
  clarified: 'clarified',
  'accepts-residual': 'accepts it as a residual doubt',
  disputes: 'disputes it',
};

export const ASSESSMENT_OUTCOME_WORDS: Words<AssessmentOutcome> = {
  sustained: 'sustained',
  'resolved-fixed': 'resolved (fixed)',
  'resolved-rebutted': 'resolved (rebutted)',
  'accepted-residual': 'kept as residual doubt',
  withdrawn: 'withdrawn',
};

export const BUNDLE_SUPPORT_WORDS: Words<BundleSupport> = {
  supports: 'supports',
  'supports-with-reservations': 'supports with reservations',
  'does-not-support': 'does not support',
  'unable-to-assess': 'unable to assess',
};

export const CLAIM_VIEW_WORDS: Words<ClaimView> = {
  agrees: 'agrees on these grounds',
  'agrees-on-other-grounds': 'agrees on other grounds',
  disagrees: 'disagrees',
  'no-view': 'no view',
};

export const DECISION_OUTCOME_WORDS: Words<DecisionOutcome> = {
  approve: 'approve',
  'approve-limited': 'approve, limited',
  'approve-with-conditions': 'approve with conditions',
  return: 'return',
  defer: 'defer',
  'not-approve': 'not approve',
  note: 'note',
  'record-override': 'record override',
};

/** The decision as something that was done: "returned on 20 November 2026". */
export const DECIDED_WORDS: Words<DecisionOutcome> = {
  approve: 'approved',
  'approve-limited': 'approved, limited',
  'approve-with-conditions': 'approved with conditions',
  return: 'returned',
  defer: 'deferred',
  'not-approve': 'not approved',
  note: 'noted',
  'record-override': 'overridden',
};

export const VOTE_WORDS: Words<Vote> = {
  approve: 'approve',
  'not-approve': 'not approve',
  abstain: 'abstain',
};

export const STANCE_WORDS: Words<Stance> = {
  agree: 'agree',
  'disagree-and-support': 'disagree and support',
  'formal-dissent': 'formal dissent',
};

export const MEANING_WORDS: Words<Meaning> = {
  review: 'review',
  approval: 'approval',
  responsibility: 'responsibility',
  authorship: 'authorship',
  witness: 'witness',
  dissent: 'dissent',
  recusal: 'recusal',
  override: 'override',
};

export const RECORD_KIND_WORDS: Words<RecordKind> = {
  engagement: 'engagement',
  declaration: 'declaration of interests',
  note: 'note',
  challenge: 'challenge',
  response: 'response',
  assessment: 'assessment',
  'non-finding': 'non-finding',
  receipt: 'receipt',
  opinion: 'opinion',
  'ballot-commitment': 'sealing',
  ballot: 'ballot',
  decision: 'decision',
  dissent: 'dissent',
  condition: 'condition',
  trigger: 'trigger',
  recusal: 'recusal',
  deferral: 'deferral',
  override: 'override',
  'second-signature': 'second signature',
  reaffirmation: 'reaffirmation',
  withdrawal: 'withdrawal',
  roster: 'roster',
  policy: 'policy pack',
};

/** Words for the events of a log that are not records (formats.md 6). Other types are read as written. */
const ENTRY_WORDS: Readonly<Record<string, string>> = {
  'bundle-admitted': 'bundle admitted',
  'bundle-refused': 'bundle refused',
  'packet-imported': 'packet imported',
  'packet-refused': 'packet refused',
  'export-made': 'export made',
  'export-failed': 'export failed',
  'unlock-failed': 'unlock failed',
  'clock-rollback': 'clock went back',
  'damage-acknowledged': 'damage acknowledged',
  'roster-compared': 'roster compared',
  'torn-line-set-aside': 'torn line set aside',
  'workspace-moved': 'workspace moved',
  'clock-explained': 'clock explained',
  'time-stamp-imported': 'time stamp added',
};

/** Severities from the gravest to the lightest. */
export const SEVERITIES: readonly Severity[] = ['blocking', 'major', 'minor', 'note'];

/** True when `severity` is lighter than `floor`, so that a reason has to be given (product.md 3b). */
export function isBelowFloor(severity: Severity, floor: Severity | null): boolean {
  return floor !== null && SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(floor);
}

/** Words for the type of a log entry: "bundle admitted", "challenge". */
export function toEntryWords(type: string): string {
  // Types come from logs of others: a name like "constructor" must not reach the prototype.
  if (Object.hasOwn(ENTRY_WORDS, type)) return ENTRY_WORDS[type] ?? type;
  const kind = type.startsWith('record-') ? type.slice('record-'.length) : type;
  return Object.hasOwn(RECORD_KIND_WORDS, kind)
    ? RECORD_KIND_WORDS[kind as RecordKind]
    : type.replaceAll('-', ' ');
}

export function toSentenceStart(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** "1 question", "2 questions": the figure and the noun in its number. */
export function toCount(count: number, one: string, many = `${one}s`): string {
  const figure = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${figure} ${count === 1 ? one : many}`;
}

/** "CH-01", "CH-01 and CH-02", "CH-01, CH-02 and CH-09". */
export function toList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** Hex in groups of four, as it is read out. `groups` cuts and ends with an ellipsis. */
export function toHexGroups(hex: string, groups?: number): string {
  const all = hex.match(/.{1,4}/g) ?? [];
  if (groups === undefined || all.length <= groups) return all.join(' ');
  return `${all.slice(0, groups).join(' ')} …`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

/** "18 November 2026" of an ISO date or time; the text itself where it is neither. */
export function toDayWords(iso: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (match === null || month === undefined) return iso;
  return `${Number(match[3])} ${month} ${match[1]}`;
}

/** "11:20" of an ISO time, which is UTC; empty where there is no time in it. */
export function toClockWords(iso: string): string {
  return /T(\d\d:\d\d)/.exec(iso)?.[1] ?? '';
}

/** "18 November 2026, 11:20 UTC". */
export function toTimeWords(iso: string): string {
  const clock = toClockWords(iso);
  return clock === '' ? toDayWords(iso) : `${toDayWords(iso)}, ${clock} UTC`;
}
