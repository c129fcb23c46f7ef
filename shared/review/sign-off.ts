/**
 * A sign-off before it is signed: the exact text, what is missing, and the predicate. The text is made
 * from the same facts as the gate, shown word for word, and stands in the signed bytes as `text`.
 */
import type { SafetyCase } from '../case/model.ts';
import type { JsonObject } from '../trust/strict-json.ts';
import { openChallenges, rightToSign, toCoverage, evaluateGate, isApproval, type Gate, type GateContext, type SignOffInput } from './gate.ts'; // prettier-ignore
import { standingDefeaters } from '../argument/findings.ts';
import { loadBearingClaims } from '../argument/load-bearing.ts';
import { personOfKey } from '../policy/roster.ts';
import type { BundleSupport, DecisionOutcome, Meaning, Signer } from './records.ts';
import { samePerson, type ReviewState } from './state.ts';
import type { ChallengeView, Coverage } from './view.ts';
import {
  BUNDLE_SUPPORT_WORDS, CLAIM_VIEW_WORDS, DECISION_OUTCOME_WORDS, LINE_WORDS, STANCE_WORDS, toCount,
  toDayWords, toHexGroups, toList,
} from './words.ts'; // prettier-ignore

export const LIMITS_OF_A_SIGNATURE =
  'This is not a certificate of safety and not a legal opinion. Opened is not understood.';

/** The chain of records that a second signature is about. */
export interface SecondSignatureSubject {
  readonly challenge: ChallengeView;
  readonly assessment: Extract<ChallengeView['thread'][number], { kind: 'assessment' }>;
}

export interface SignOffDraft {
  readonly gate: Gate;
  readonly coverage: Coverage;
  readonly statement: string;
  readonly text: readonly string[];
  readonly action: string | null;
  readonly missing: readonly string[];
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
  }
}

function digestParagraph(safetyCase: SafetyCase): string {
  return `I saw the bundle with the digest ${toHexGroups(safetyCase.bundleDigest ?? '')}.`;
}

function openParagraph(state: ReviewState): string {
  const blocking = openChallenges(state, 'blocking');
  const major = openChallenges(state, 'major');
  const minor = [...openChallenges(state, 'minor'), ...openChallenges(state, 'note')];
  const residual = state.challenges.filter((challenge) => challenge.state === 'accepted-residual');
  if (blocking.length + major.length + minor.length === 0) {
    const recorded = state.challenges.length === 0 ? 'No challenge was raised.' : `${toCount(state.challenges.length, 'challenge')} raised, none open.`;
    return `When I signed, no challenge was open. ${recorded}`;
  } // prettier-ignore
  const named = (list: readonly ChallengeView[]): string =>
    list.map((challenge) => challenge.label).join(', ');
  const parts = [
    blocking.length > 0 ? `${String(blocking.length)} blocking (${named(blocking)})` : null,
    major.length > 0 ? `${String(major.length)} major (${named(major)})` : null,
    minor.length > 0 ? `${String(minor.length)} minor` : null,
  ].filter((part) => part !== null);
  const kept = residual.length > 0 ? ` Kept as residual doubt: ${named(residual)}.` : '';
  return `When I signed, these challenges were open: ${toList(parts)}.${kept}`;
}

function structureParagraph(context: GateContext): string {
  const { structure, safetyCase } = context;
  const undeveloped = safetyCase.nodes.filter((node) => node.undeveloped).map((node) => node.id);
  const parts = [
    structure.topHolds ? 'By structure support reaches the top claim.' : 'By structure nothing carries the top claim.',
    structure.unsupported.length > 0 ? `Unsupported: ${toList(structure.unsupported)}.` : 'No claim is unsupported.',
    undeveloped.length > 0 ? `Undeveloped: ${toList(undeveloped)}.` : '',
    structure.cycles.length > 0 ? `Support goes round in ${toCount(structure.cycles.length, 'cycle')}: ${structure.cycles.map((cycle) => cycle.join(' ')).join('; ')}.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
} // prettier-ignore

function readingParagraph(coverage: Coverage): string {
  const { loadBearing, claims, evidence, documents } = coverage;
  const missed = [...loadBearing.notOpened, ...evidence.notOpened];
  return `I opened ${String(loadBearing.opened)} of ${String(loadBearing.of)} load-bearing claims, ${String(claims.opened)} of ${String(claims.of)} claims, ${String(documents.opened)} of ${toCount(documents.of, 'document')} and ${String(evidence.opened)} of ${toCount(evidence.of, 'evidence file')}.${missed.length > 0 ? ` Not opened: ${toList(missed)}.` : ''}`;
}

function interestsParagraph(context: GateContext): string {
  const declaration = [...context.state.declarations].reverse().find((view) => samePerson(context.roster, view.record.signer, context.signer)); // prettier-ignore
  if (declaration === undefined) return 'I declared no interests and made no declaration that there are none.'; // prettier-ignore
  const day = toDayWords(declaration.record.signedOn);
  if (declaration.interests.length === 0) return `I declared on ${day} that I have no interests.`;
  return `I declared these interests on ${day}: ${declaration.interests.map((interest) => `${interest.kind}, ${interest.detail}`).join('; ')}.`;
}

function own(label: string, words: string): string[] {
  return words.trim() === '' ? [] : [`${label}: ${words.trim()}`];
}

function inputParagraphs(context: GateContext, input: SignOffInput): string[] {
  if (input.kind === 'second-signature') {
    const about = secondSignatureSubject(context.state, input.record);
    return [
      ...(about === null ? [] : [`The challenge: ${about.challenge.whatIsWrong}`, `Reason of the assessment: ${about.assessment.reason}`]),
      ...own('My reason', input.input.reason),
    ];
  } // prettier-ignore
  const { reasons, whatWouldChangeMyMind, keyUncertainties, stance } = input.input;
  const specific =
    input.kind === 'opinion'
      ? [
          ...own('Reservations', input.input.reservations),
          ...own('Grounds outside the bundle', input.input.otherGrounds),
        ]
      : [
          ...own(input.input.decision === 'return' ? 'Questions' : 'Scope', input.input.scope),
          ...(isApproval(input.input.decision) ? [`In force from ${input.input.start} until ${input.input.expiry}.`] : []),
          ...input.input.conditions.map((item, index) => `Condition ${String(index + 1)}: ${item.duty}. Owner ${item.owner}; measure: ${item.measure}; evidence: ${item.evidence}; verifier ${item.verifier}; due ${item.due}; if not met: ${item.consequence}.`),
        ]; // prettier-ignore
  const passed = Object.entries(input.passed).filter(([, reason]) => reason.trim() !== '');
  return [
    ...specific,
    ...own('Reasons', reasons),
    ...own('What would change my mind', whatWouldChangeMyMind),
    ...own('Key uncertainties', keyUncertainties),
    ...passed.map(([rule, reason]) => `I passed ${rule} with the reason: ${reason.trim()}`),
    `My stance: ${STANCE_WORDS[stance]}.`,
  ];
}

function missingWords(context: GateContext, input: SignOffInput, gate: Gate): string[] {
  const missing = [...gate.stops];
  const need = (value: string, words: string): void => {
    if (value.trim() === '') missing.push(words);
  };
  if (input.kind === 'second-signature') {
    need(input.input.reason, 'A reason.');
    const about = secondSignatureSubject(context.state, input.record);
    if (about?.challenge.state !== 'awaiting-second-signature') missing.push('No closing waits for this signature.'); // prettier-ignore
    return missing;
  }
  const chosen = input.kind === 'opinion' ? input.input.support : input.input.decision;
  const closed = gate.closedOptions.find((option) => option.option === chosen);
  if (closed !== undefined) missing.push(`This choice is not available: ${closed.why}.`);
  for (const item of gate.items) {
    if (item.state === 'needs a reason') missing.push(`A reason for passing ${item.rule}.`);
  }
  need(input.input.reasons, 'Reasons.');
  need(input.input.whatWouldChangeMyMind, 'What would change your mind.');
  if (input.kind === 'opinion') {
    if (input.input.view === 'agrees-on-other-grounds') need(input.input.otherGrounds, 'The other grounds.'); // prettier-ignore
    if (input.input.support === 'supports-with-reservations') need(input.input.reservations, 'The reservations.'); // prettier-ignore
  } else if (input.input.decision === 'return') need(input.input.scope, 'The questions to the author.');
  else if (input.input.decision === 'defer') need(input.input.scope, 'The organisation to which you defer.'); // prettier-ignore
  return missing;
}

function actionWords(input: SignOffInput): string {
  switch (input.kind) {
    case 'opinion':
      return `Sign: ${BUNDLE_SUPPORT_WORDS[input.input.support]}`;
    case 'decision':
      return `Sign: ${DECISION_OUTCOME_WORDS[input.input.decision]}`;
    case 'second-signature':
      return 'Sign: second signature';
  }
}

/** Everything that the dialog shows; a pure function, so that the same facts give the same text. */
export function prepareSignOff(context: GateContext, input: SignOffInput): SignOffDraft {
  const gate = evaluateGate(context, input);
  const coverage = toCoverage(context.safetyCase, context.structure, context.reading);
  const statement = toStatement(context, input);
  const missing = missingWords(context, input, gate);
  const { clause } = rightToSign(context, input.kind);
  return {
    gate,
    coverage,
    statement,
    text: [
      statement,
      digestParagraph(context.safetyCase),
      openParagraph(context.state),
      structureParagraph(context),
      readingParagraph(coverage),
      ...(input.kind === 'second-signature' ? [] : [interestsParagraph(context)]),
      ...inputParagraphs(context, input),
      `Policy pack ${String(context.policy.version)}, clause ${clause}. One signature; no panel was convened.`,
      LIMITS_OF_A_SIGNATURE,
    ],
    action: missing.length === 0 ? actionWords(input) : null,
    missing,
  };
}

const MEANINGS: Readonly<Record<SignOffInput['kind'], Meaning>> = {
  opinion: 'review',
  decision: 'approval',
  'second-signature': 'witness',
};

/** "approval" only where something is approved; returning or refusing a case is a review of it. */
export function meaningOf(input: SignOffInput): Meaning {
  if (input.kind !== 'decision') return MEANINGS[input.kind];
  if (input.input.decision === 'record-override') return 'override';
  return isApproval(input.input.decision) ? 'approval' : 'review';
}

/** The fields of product 3d that a sign-off adds to the common ones. */
export function toSignOffFields(
  context: GateContext,
  input: SignOffInput,
  draft: SignOffDraft,
  program: { readonly name: string; readonly version: string },
): JsonObject {
  const { safetyCase, structure, state, signer, roster } = context;
  const { model, build, configuration } = safetyCase.subject;
  const declaration = [...state.declarations].reverse().find((view) => samePerson(roster, view.record.signer, signer)); // prettier-ignore
  const passed = input.kind === 'second-signature' ? {} : input.passed;
  const fields = {
    ...input.input,
    text: [...draft.text],
    subject: { model, build, configuration },
    closure: [
      ...safetyCase.nodes.map(({ id, sha256 }) => ({ kind: 'node', id, sha256 })),
      ...safetyCase.evidence.map(({ id, sha256 }) => ({ kind: 'evidence', id, sha256 })),
      ...safetyCase.documents.map(({ path, sha256 }) => ({ kind: 'document', id: path, sha256 })),
    ],
    independence: {
      line: signer.line,
      reportsTo: personOfKey(roster, signer.keyid)?.reportsTo ?? null,
      interests: declaration?.interests.map(({ kind, detail }) => ({ kind, detail })) ?? [],
      declaration: declaration?.record.digest ?? null,
    },
    authority: {
      clause: rightToSign(context, input.kind).clause,
      quorum: 'one signature; no panel was convened',
    },
    reading: draft.coverage,
    challenges: state.challenges.map((challenge) => ({
      label: challenge.label,
      record: challenge.record.digest,
      severity: challenge.severity,
      state: challenge.state,
    })),
    openDefeaters: standingDefeaters(safetyCase.nodes).map((node) => node.id),
    structure: {
      topHolds: structure.topHolds,
      unsupported: structure.unsupported,
      loadBearing: loadBearingClaims(safetyCase, structure),
    },
    passedWarnings: Object.entries(passed)
      .filter(([, reason]) => reason.trim() !== '')
      .map(([rule, reason]) => ({ rule, reason: reason.trim() })),
    limits: LIMITS_OF_A_SIGNATURE,
    timeSource: 'the clock of this computer, claimed',
    program,
    machineWritten: false,
  };
  return fields;
}
