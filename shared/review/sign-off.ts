/**
 * A sign-off before it is signed: the exact text, what is missing, and the predicate. The text is made
 * from the same facts as the gate, shown word for word, and stands in the signed bytes as `text`.
 */
import type { SafetyCase } from '../case/model.ts';
import type { JsonObject } from '../trust/strict-json.ts';
import { openChallenges, rightToSign, toCoverage, evaluateGate, isApproval, isJudging, type Gate, type GateContext, type SignOffInput } from './gate.ts'; // prettier-ignore
import { standingDefeaters } from '../argument/findings.ts';
import { loadBearingClaims } from '../argument/load-bearing.ts';
import { sealingOf } from '../policy/policy-pack.ts';
import { personOfKey } from '../policy/roster.ts';
import { countPanel, isConvened } from './panel.ts';
import type { CastMode, Meaning } from './records.ts';
import { dissentSubject, secondSignatureSubject, toStatement } from './sign-off-statement.ts';
import { isDecided } from './blindness.ts';
import { samePerson } from './persons.ts';
import type { ReviewState } from './state.ts';
import type { ChallengeView, Coverage } from './view.ts';
import {
  BUNDLE_SUPPORT_WORDS, DECISION_OUTCOME_WORDS, STANCE_WORDS, VOTE_WORDS, toCount,
  toDayWords, toHexGroups, toList, toSentenceStart,
} from './words.ts'; // prettier-ignore

export const LIMITS_OF_A_SIGNATURE =
  'This is not a certificate of safety and not a legal opinion. Opened is not understood.';

export interface SignOffDraft {
  readonly gate: Gate;
  readonly coverage: Coverage;
  readonly statement: string;
  readonly text: readonly string[];
  readonly action: string | null;
  readonly missing: readonly string[];
}

function digestParagraph(safetyCase: SafetyCase): string {
  return `I saw the bundle with the digest ${toHexGroups(safetyCase.bundleDigest ?? '')}.`;
}

function openParagraph(state: ReviewState): string {
  const blocking = openChallenges(state, 'blocking');
  const major = openChallenges(state, 'major');
  const minor = [...openChallenges(state, 'minor'), ...openChallenges(state, 'note')];
  const residual = state.challenges.filter((challenge) => challenge.state === 'accepted-residual');
  const named = (list: readonly ChallengeView[]): string =>
    list.map((challenge) => challenge.label).join(', ');
  // Said also where nothing is open: a doubt that was kept is not a doubt that was resolved.
  const kept = residual.length > 0 ? ` Kept as residual doubt: ${named(residual)}.` : '';
  if (blocking.length + major.length + minor.length === 0) {
    const recorded = state.challenges.length === 0 ? 'No challenge was raised.' : `${toCount(state.challenges.length, 'challenge')} raised, none open.`;
    return `When I signed, no challenge was open. ${recorded}${kept}`;
  } // prettier-ignore
  const parts = [
    blocking.length > 0 ? `${String(blocking.length)} blocking (${named(blocking)})` : null,
    major.length > 0 ? `${String(major.length)} major (${named(major)})` : null,
    minor.length > 0 ? `${String(minor.length)} minor` : null,
  ].filter((part) => part !== null);
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
  const declaration = [...context.state.declarations].reverse().find((view) => view.record.void === null && samePerson(context.roster, view.record.signer, context.signer)); // prettier-ignore
  if (declaration === undefined) return 'I declared no interests and made no declaration that there are none.'; // prettier-ignore
  const day = toDayWords(declaration.record.signedOn);
  if (declaration.interests.length === 0) return `I declared on ${day} that I have no interests.`;
  return `I declared these interests on ${day}: ${declaration.interests.map((interest) => `${interest.kind}, ${interest.detail}`).join('; ')}.`;
}

function own(label: string, words: string): string[] {
  return words.trim() === '' ? [] : [`${label}: ${words.trim()}`];
}

/** How an opinion or a ballot is cast: sealed, or openly, where the policy pack may ask for the other. */
export function castModeOf(input: SignOffInput): CastMode | null {
  return input.kind === 'ballot' ? input.mode : input.kind === 'opinion' ? (input.mode ?? 'open') : null; // prettier-ignore
}

function modeParagraph(context: GateContext, input: SignOffInput): string[] {
  const mode = castModeOf(input);
  if (mode === 'sealed') return ['I seal this. Until I open it, only its digest is recorded. It can no longer be changed; sealing other words in its place stays visible.']; // prettier-ignore
  const sealing = sealingOf(context.policy);
  const isAsked = input.kind === 'ballot' ? sealing.ballots === 'sealed' : input.kind === 'opinion' && sealing.opinions === 'sealed'; // prettier-ignore
  if (mode === 'open' && isAsked) return ['I cast this openly. The policy pack asks for sealed ones.'];
  return mode === 'open' && input.kind === 'ballot' ? ['I cast this openly.'] : [];
} // prettier-ignore

/** What the panel says to a decision: the arithmetic of its ballots, or that there was none. */
export function quorumWords(context: GateContext, input: SignOffInput): string {
  const { panel } = context.state;
  if (!isConvened(panel, context.policy)) return 'one signature; no panel was convened';
  if (input.kind !== 'decision') return 'one signature';
  const { decision } = input.input;
  if (!isApproval(decision) && decision !== 'not-approve') return 'one signature; no vote is counted for this';
  return countPanel(panel, context.policy.quorum.floor).words;
} // prettier-ignore

function inputParagraphs(context: GateContext, input: SignOffInput): string[] {
  if (input.kind === 'dissent') {
    const about = dissentSubject(context.state, input.record);
    return [
      ...(about === null ? [] : [`Reasons of the decision: ${about.reasons}`]),
      ...own('My dissent, word for word', input.input.words),
    ];
  }
  if (input.kind === 'override') {
    return [
      ...own('Reason', input.input.reason),
      ...own('Who gains by it', input.input.beneficiary),
      'This sets the rule aside and says so. It makes nothing an approval, and it heads the decision and every export.',
    ];
  }
  if (input.kind === 'ballot') {
    const { reasons, whatWouldChangeMyMind, keyUncertainties } = input.input;
    return [
      ...own('Reasons', reasons),
      ...own('What would change my mind', whatWouldChangeMyMind),
      ...own('Key uncertainties', keyUncertainties),
      ...passedParagraphs(input.passed),
      ...modeParagraph(context, input),
    ];
  }
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
  return [
    ...specific,
    ...own('Reasons', reasons),
    ...own('What would change my mind', whatWouldChangeMyMind),
    ...own('Key uncertainties', keyUncertainties),
    ...passedParagraphs(input.passed),
    `My stance: ${STANCE_WORDS[stance]}.`,
    ...modeParagraph(context, input),
  ];
}

function passedParagraphs(passed: Readonly<Record<string, string>>): string[] {
  return Object.entries(passed)
    .filter(([, reason]) => reason.trim() !== '')
    .map(([rule, reason]) => `I passed ${rule} with the reason: ${reason.trim()}`);
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
  if (input.kind === 'dissent') {
    need(input.input.words, 'Your dissent, in your own words.');
    if (dissentSubject(context.state, input.record) === null) missing.push('No decision has this digest.'); // prettier-ignore
    return missing;
  }
  if (input.kind === 'override') {
    need(input.input.rule, 'The rule that is set aside.');
    need(input.input.reason, 'A reason.');
    need(input.input.beneficiary, 'Who gains by it.');
    return missing;
  }
  const chosen = input.kind === 'opinion' ? input.input.support : input.kind === 'ballot' ? input.input.vote : input.input.decision; // prettier-ignore
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
  } else if (input.kind === 'ballot') {
    if (isDecided(context.state)) missing.push('The vote has ended: a decision on this bundle is recorded.'); // prettier-ignore
  } else if (input.input.decision === 'return') need(input.input.scope, 'The questions to the author.');
  else if (input.input.decision === 'defer') need(input.input.scope, 'The organisation to which you defer.'); // prettier-ignore
  return missing;
}

function actionWords(input: SignOffInput): string {
  const act = castModeOf(input) === 'sealed' ? 'Seal' : 'Sign';
  switch (input.kind) {
    case 'opinion':
      return `${act}: ${BUNDLE_SUPPORT_WORDS[input.input.support]}`;
    case 'ballot':
      return `${act}: ${VOTE_WORDS[input.input.vote]}`;
    case 'dissent':
      return 'Sign: dissent';
    case 'override':
      return `Sign: override of ${input.input.rule}`;
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
      ...(isJudging(input) ? [interestsParagraph(context)] : []),
      ...inputParagraphs(context, input),
      `Policy pack ${String(context.policy.version)}, clause ${clause}. ${toSentenceStart(quorumWords(context, input)).replace(/\.?$/, '.')}`,
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
  ballot: 'review',
  dissent: 'dissent',
  override: 'override',
};

/** "approval" only where something is approved; returning or refusing a case is a review of it. */
export function meaningOf(input: SignOffInput): Meaning {
  if (input.kind === 'ballot' && input.input.vote === 'approve') return 'approval';
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
  const declaration = [...state.declarations].reverse().find((view) => view.record.void === null && samePerson(roster, view.record.signer, signer)); // prettier-ignore
  const passed = isJudging(input) ? input.passed : {};
  const mode = castModeOf(input);
  const fields = {
    ...input.input,
    ...(mode === null || (input.kind === 'opinion' && input.mode === undefined) ? {} : { mode }),
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
      quorum: quorumWords(context, input),
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
