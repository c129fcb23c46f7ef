/** The one sentence of each sign-off, as its signer would say it aloud, and what a sign-off is about. */
import { toRuleName } from './rule-name.ts';
import type { SafetyCase } from '../case/model.ts';
import type { GateContext, SignOffInput } from './gate.ts';
import type { BundleSupport, DecisionOutcome, Signer, Vote } from './records.ts';
import type { ReviewState } from './state.ts';
import type { ChallengeView, DecisionView } from './view.ts';
import { CLAIM_VIEW_WORDS, DECISION_OUTCOME_WORDS, LINE_WORDS, toDayWords, toHexGroups } from './words.ts'; // prettier-ignore

/** The chain of records that a second signature is about. */
export interface SecondSignatureSubject {
  readonly challenge: ChallengeView;
  readonly assessment: Extract<ChallengeView['thread'][number], { kind: 'assessment' }>;
}

/** Finds the challenge whose assessment a second signature names. */
export function secondSignatureSubject(
  state: Pick<ReviewState, 'challenges'>,
  assessmentDigest: string,
): SecondSignatureSubject | null {
  for (const challenge of state.challenges) {
    for (const item of challenge.thread) {
      if (item.kind === 'assessment' && item.record.digest === assessmentDigest) {
        return { challenge, assessment: item };
      }
    }
  }
  return null;
}

/** The decision that a dissent is from. */
export function dissentSubject(
  state: Pick<ReviewState, 'decisions'>,
  digest: string,
): DecisionView | null {
  return state.decisions.find((decision) => decision.record.digest === digest) ?? null;
}

function asSigner(signer: Signer): string {
  return `I, ${signer.printedName}, ${signer.role}, ${LINE_WORDS[signer.line]}, ${signer.organisation}`;
}

function caseWords(safetyCase: SafetyCase): string {
  return `the case ${safetyCase.id}, ${safetyCase.title}, version ${safetyCase.version}`;
}

const SUPPORT_SENTENCES: Readonly<Record<BundleSupport, (what: string) => string>> = {
  supports: (what) => `find that the bundle of ${what}, supports its top claim.`,
  'supports-with-reservations': (what) => `find that the bundle of ${what}, supports its top claim with the reservations below.`,
  'does-not-support': (what) => `find that the bundle of ${what}, does not support its top claim.`,
  'unable-to-assess': (what) => `am unable to assess whether the bundle of ${what}, supports its top claim.`,
}; // prettier-ignore

const VOTE_SENTENCES: Readonly<Record<Vote, (what: string) => string>> = {
  approve: (what) => `vote to approve ${what}.`,
  'not-approve': (what) => `vote not to approve ${what}.`,
  abstain: (what) => `abstain from the vote on ${what}.`,
};

const DECISION_SENTENCES: Readonly<Record<DecisionOutcome, (what: string) => string>> = {
  approve: (what) => `approve ${what}.`,
  'approve-limited': (what) => `approve ${what}, limited to the scope below.`,
  'approve-with-conditions': (what) => `approve ${what} with the conditions below.`,
  return: (what) => `return ${what} to its author. I do not decide on it.`,
  defer: (what) => `defer the decision on ${what}.`,
  'not-approve': (what) => `do not approve ${what}. Its author may respond.`,
  note: (what) => `was informed of ${what}. I hold no right to decide on it.`,
  'record-override': (what) => `record that ${what} was released without an approval.`,
};

/** The one sentence that the signer would say aloud. */
export function toStatement(context: GateContext, input: SignOffInput): string {
  const { safetyCase, signer } = context;
  const me = asSigner(signer);
  switch (input.kind) {
    case 'opinion':
      return `${me}, ${SUPPORT_SENTENCES[input.input.support](caseWords(safetyCase))} My view of the claim itself: ${CLAIM_VIEW_WORDS[input.input.view]}.`;
    case 'decision':
      return `${me}, ${DECISION_SENTENCES[input.input.decision](caseWords(safetyCase))}`;
    case 'second-signature': {
      const about = secondSignatureSubject(context.state, input.record);
      const closing =
        about === null
          ? `the record ${toHexGroups(input.record, 4)}`
          : `the assessment of ${about.challenge.label} by ${about.assessment.record.signer.printedName} as ${about.assessment.outcome.replaceAll('-', ' ')}`;
      return `${me}, countersign ${closing} in ${caseWords(safetyCase)}.`;
    }
    case 'ballot':
      return `${me}, ${VOTE_SENTENCES[input.input.vote](caseWords(safetyCase))}`;
    case 'dissent': {
      const about = dissentSubject(context.state, input.record);
      const decided =
        about === null
          ? `the record ${toHexGroups(input.record, 4)}`
          : `the decision of ${about.record.signer.printedName}, ${toDayWords(about.record.signedOn)}: ${DECISION_OUTCOME_WORDS[about.decision]}`;
      return `${me}, dissent from ${decided}, on ${caseWords(safetyCase)}.`;
    }
    case 'override':
      return `${me}, set aside rule ${toRuleName(input.input.rule)} for ${caseWords(safetyCase)}.`;
  }
}
