/** The thread of a challenge, and the state that follows from it (product 3a, R1, R24). */
import type { SafetyCase } from '../case/model.ts';
import { personOfKey, type Roster } from '../policy/roster.ts';
import { isOfKind, type CheckedRecord, type RecordOf } from './checked-record.ts';
import { authoredBy, samePerson } from './persons.ts';
import type { AssessmentOutcome, Signer } from './records.ts';
import { severityFloor } from './severity-floor.ts';
import type { ChallengeState, ChallengeThreadItem, ChallengeView, RecordSummary, StructureView } from './view.ts'; // prettier-ignore

const CLOSING: readonly AssessmentOutcome[] = ['resolved-fixed', 'resolved-rebutted', 'accepted-residual']; // prettier-ignore

/** Why an assessment does not count, in words; null when it does. */
export function assessmentVoid(
  safetyCase: SafetyCase,
  roster: Roster | null,
  challenge: RecordOf<'challenge'>,
  assessor: Signer,
  outcome: AssessmentOutcome,
): string | null {
  if (assessor.line === 'first') return 'made by the first line, which never assesses';
  const isRaiser = samePerson(roster, challenge.predicate.signer, assessor);
  const isLead = assessor.line === 'second' && /\blead\b/i.test(assessor.role);
  if (!isRaiser && !isLead) return 'made by neither the raiser nor the second-line lead';
  if (outcome === 'withdrawn' && !isRaiser) return 'only the raiser can withdraw';
  const target = challenge.predicate.target;
  const authored = authoredBy(safetyCase, assessor, roster);
  if (target !== undefined && [...authored.nodes, ...authored.evidence].includes(target.id)) {
    return 'made by the author of what is doubted (R1)';
  }
  return null;
}

/** Why a second signature does not count, in words; null when it does (R24). */
export function secondSignatureVoid(
  roster: Roster | null,
  challenge: RecordOf<'challenge'>,
  assessment: RecordOf<'assessment'>,
  second: Signer,
): string | null {
  if (second.line === 'first') return 'made by the first line, which benefits from the closing';
  if (samePerson(roster, second, assessment.predicate.signer)) {
    return 'made by the person who closed the challenge';
  }
  if (samePerson(roster, second, challenge.predicate.signer)) {
    return 'made by the raiser of the challenge';
  }
  const assessor = personOfKey(roster, assessment.predicate.signer.keyid);
  const reportsTo = personOfKey(roster, second.keyid)?.reportsTo;
  if (assessor !== null && reportsTo === assessor.id) return 'made by a report of the assessor';
  return null;
}

/** Closing a blocking challenge on the same bundle is discretionary: it needs a second signature. */
function needsSecondSignature(
  challenge: RecordOf<'challenge'>,
  assessment: RecordOf<'assessment'>,
): boolean {
  if (challenge.predicate.severity !== 'blocking') return false;
  if (!CLOSING.includes(assessment.predicate.outcome)) return false;
  const isNewRevision = assessment.subject.sha256 !== challenge.subject.sha256;
  return !(assessment.predicate.outcome === 'resolved-fixed' && isNewRevision);
}

type Answer = RecordOf<'response'> | RecordOf<'assessment'> | RecordOf<'second-signature'>;

/** What was signed about each challenge: found once for all of them, since there can be thousands. */
export interface Threads {
  /** In order, by the digest of the challenge. */
  readonly of: ReadonlyMap<string, readonly Answer[]>;
  readonly assessments: ReadonlyMap<string, RecordOf<'assessment'>>;
}

/** @param records those of one case, in order */
export function toThreads(records: readonly CheckedRecord[]): Threads {
  const assessments = new Map<string, RecordOf<'assessment'>>();
  for (const record of records.filter(isOfKind('assessment'))) {
    if (!assessments.has(record.digest)) assessments.set(record.digest, record);
  }
  const of = new Map<string, Answer[]>();
  for (const record of records) {
    if (!isAnswer(record)) continue;
    const about = aboutRecord(record);
    const assessment = assessments.get(about ?? '');
    const challenge = record.kind !== 'second-signature' ? about : assessment && aboutRecord(assessment);
    if (challenge !== null && challenge !== undefined) of.set(challenge, [...(of.get(challenge) ?? []), record]);
  }
  return { of, assessments };
} // prettier-ignore

function isAnswer(record: CheckedRecord): record is Answer {
  return ['response', 'assessment', 'second-signature'].includes(record.kind);
}

/** The digest of the record that a record is about; null where it is about something else. */
function aboutRecord({ predicate: { target } }: Answer): string | null {
  return target?.kind === 'record' ? target.id : null;
}

/** What a challenge is judged by. */
export interface ChallengeContext {
  readonly safetyCase: SafetyCase;
  readonly structure: StructureView;
  readonly roster: Roster | null;
  readonly summaryOf: (record: CheckedRecord) => RecordSummary;
  /** Why a record counts for nothing by the rosters in force, in words; null when it counts. */
  readonly voidOf: (record: CheckedRecord) => string | null;
}

const TURNS: { readonly [K in ChallengeState]?: ChallengeView['turn'] } = {
  raised: 'author',
  sustained: 'author',
  answered: 'raiser',
  'awaiting-second-signature': 'second signer',
};

/**
 * A challenge as it is shown; null where it names nothing that it is about.
 * @param index its place among the challenges of the case, in order: its label follows from it
 */
export function toChallengeView(
  context: ChallengeContext,
  threads: Threads,
  challenge: RecordOf<'challenge'>,
  index: number,
): ChallengeView | null {
  const { predicate } = challenge;
  if (predicate.target === undefined) return null;
  const { thread, state } = followThread(context, threads, challenge);
  const turn = TURNS[state];
  const isOpen = context.voidOf(challenge) === null && turn !== undefined;
  return {
    label: `CH-${String(index + 1).padStart(2, '0')}`,
    record: context.summaryOf(challenge),
    target: predicate.target,
    challengeType: predicate.challengeType,
    severity: predicate.severity,
    floor: severityFloor(context.safetyCase, context.structure, predicate.target),
    whatIsWrong: predicate.whatIsWrong,
    whatWouldSettleIt: predicate.whatWouldSettleIt,
    severityReason: predicate.severityReason,
    state,
    isOpen,
    turn: isOpen ? turn : 'nobody',
    thread,
  };
}

function followThread(
  { safetyCase, roster, summaryOf, voidOf }: ChallengeContext,
  { of, assessments }: Threads,
  challenge: RecordOf<'challenge'>,
): { readonly thread: readonly ChallengeThreadItem[]; readonly state: ChallengeState } {
  const thread: ChallengeThreadItem[] = [];
  let state: ChallengeState = 'raised';
  /** The last assessment that counts. */
  let last: string | null = null;
  for (const answer of of.get(challenge.digest) ?? []) {
    const record = summaryOf(answer);
    if (answer.kind === 'response') {
      const { body, signer } = answer.predicate;
      thread.push({ kind: 'response', record, answer: answer.predicate.answer, body });
      if (voidOf(answer) === null && signer.line === 'first' && state === 'raised') state = 'answered';
    } else if (answer.kind === 'assessment') {
      const { outcome, reason, signer } = answer.predicate;
      const isVoid = voidOf(answer) ?? assessmentVoid(safetyCase, roster, challenge, signer, outcome);
      thread.push({ kind: 'assessment', record, outcome, reason, void: isVoid });
      if (isVoid !== null) continue;
      last = answer.digest;
      state = needsSecondSignature(challenge, answer) ? 'awaiting-second-signature' : outcome;
    } else {
      const assessment = assessments.get(aboutRecord(answer) ?? '');
      if (assessment === undefined) continue;
      const isVoid = voidOf(answer) ?? secondSignatureVoid(roster, challenge, assessment, answer.predicate.signer);
      thread.push({ kind: 'second-signature', record, reason: answer.predicate.reason, void: isVoid });
      if (isVoid === null && last === assessment.digest && state === 'awaiting-second-signature') state = assessment.predicate.outcome;
    }
  }
  return { thread, state };
} // prettier-ignore
