/**
 * The gate of a sign-off: the rules of product 3c as they stand now. It closes labels, never the act
 * of recording: what may not be called an approval can still be signed as what it is.
 */
import { loadBearingClaims } from '../argument/load-bearing.ts';
import { standingDefeaters } from '../argument/findings.ts';
import type { SafetyCase } from '../case/model.ts';
import type { PolicyPack } from '../policy/policy-pack.ts';
import type { Roster } from '../policy/roster.ts';
import { RULES, ruleLevel, type RuleId } from '../policy/rules.ts';
import { blindTo, isRecused } from './blindness.ts';
import { sealingOf } from '../policy/policy-pack.ts';
import { countPanel, isConvened } from './panel.ts';
import type { BundleSupport, RecordInput, Signer } from './records.ts';
import { APPROVING, isApproval, rightToSign } from './rights.ts';
import { authoredBy, peopleIdsOf, samePerson } from './persons.ts';
import type { ReviewState } from './state.ts';
import type { ChallengeView, Coverage, GateItem, ReadingMark, StructureView } from './view.ts';
import { LINE_WORDS, toCount, toList } from './words.ts';

export type SignOffInput = Extract<
  RecordInput,
  { kind: 'opinion' | 'ballot' | 'decision' | 'second-signature' | 'dissent' | 'override' }
>;

/** Sign-offs that judge the case itself: for them the whole gate is shown. */
export type JudgingInput = Extract<SignOffInput, { kind: 'opinion' | 'ballot' | 'decision' }>;

export function isJudging(input: SignOffInput): input is JudgingInput {
  return input.kind === 'opinion' || input.kind === 'ballot' || input.kind === 'decision';
}

export { isApproval, rightToSign } from './rights.ts';

export interface GateContext {
  readonly safetyCase: SafetyCase;
  readonly structure: StructureView;
  readonly state: ReviewState;
  readonly roster: Roster | null;
  readonly policy: PolicyPack;
  readonly signer: Signer;
  readonly reading: readonly ReadingMark[];
  /** Lines under which this person signed other records on this case. */
  readonly otherLines: readonly string[];
}

export interface Gate {
  readonly items: readonly GateItem[];
  readonly closedOptions: readonly { readonly option: string; readonly why: string }[];
  /** What stops every option, in words; empty when nothing does. */
  readonly stops: readonly string[];
}

const SUPPORTING: readonly BundleSupport[] = ['supports', 'supports-with-reservations'];

/** Counts of what the signer opened. It says opened; nobody can tell what was understood (R9). */
export function toCoverage(
  safetyCase: SafetyCase,
  structure: StructureView,
  reading: readonly ReadingMark[],
): Coverage {
  const opened = (kind: ReadingMark['kind']): Set<string> =>
    new Set(reading.filter((mark) => mark.kind === kind).map((mark) => mark.id));
  const [nodes, evidence, documents] = [opened('node'), opened('evidence'), opened('document')];
  const carrying = loadBearingClaims(safetyCase, structure);
  const claims = safetyCase.nodes.filter((node) => node.kind === 'goal');
  const unopened = (ids: readonly string[], seen: Set<string>): string[] => ids.filter((id) => !seen.has(id));
  const evidenceIds = safetyCase.evidence.map((item) => item.id);
  const count = (ids: readonly string[], seen: Set<string>): number => ids.length - unopened(ids, seen).length;
  return {
    loadBearing: { opened: count(carrying, nodes), of: carrying.length, notOpened: unopened(carrying, nodes) },
    claims: { opened: count(claims.map((node) => node.id), nodes), of: claims.length },
    evidence: { opened: count(evidenceIds, evidence), of: evidenceIds.length, notOpened: unopened(evidenceIds, evidence) },
    documents: { opened: count(safetyCase.documents.map((item) => item.path), documents), of: safetyCase.documents.length },
  };
} // prettier-ignore

/** Open challenges of one severity, in the order of their labels. */
export function openChallenges(
  state: Pick<ReviewState, 'challenges'>,
  severity: ChallengeView['severity'],
): ChallengeView[] {
  return state.challenges.filter(
    (challenge) => challenge.isOpen && challenge.severity === severity,
  );
}

const labelsOf = (challenges: readonly ChallengeView[]): string[] =>
  challenges.map((challenge) => challenge.label);

/** What is true now, rule by rule; whether it closes an option is decided from it. */
interface Check {
  readonly rule: RuleId;
  readonly isMet: boolean;
  readonly why: string;
  readonly refs?: readonly string[];
  /** Options that a rule on "enforces" closes while it is not met; 'all' stops signing. */
  readonly closes: readonly string[] | 'all';
}

function checksForEveryone(context: GateContext, input: SignOffInput): Check[] {
  const { safetyCase, signer, roster, otherLines, state } = context;
  const authored = authoredBy(safetyCase, signer, roster);
  const own = [...authored.nodes, ...authored.evidence];
  const lines = [...new Set(otherLines.filter((other) => other !== signer.line))];
  const declaration = state.declarations.find(
    (view) => view.record.void === null && samePerson(roster, view.record.signer, signer),
  );
  const listed = safetyCase.people.filter((person) =>
    peopleIdsOf(safetyCase, signer, roster).includes(person.id),
  ); // prettier-ignore
  const inFile = listed.flatMap((person) => person.interests.map((interest) => interest.detail));
  const isUndeclared = inFile.length > 0 && (declaration?.interests.length ?? 0) === 0;
  const checks: Check[] = [
    {
      rule: 'R17',
      isMet: safetyCase.bundleDigest !== null,
      why: safetyCase.bundleDigest === null
        ? 'This is an unsealed draft. It can be read and annotated, never signed.'
        : 'Every byte of the bundle is read and compared again when you sign.',
      closes: 'all',
    },
    {
      rule: 'R1',
      isMet: own.length === 0,
      why: own.length === 0 ? 'The people file names you for nothing in this case.' : `The people file names you for ${toList(own)}.`,
      refs: own,
      closes: 'all',
    },
    {
      rule: 'R2',
      isMet: lines.length === 0,
      why: lines.length === 0 ? `You sign for the ${LINE_WORDS[signer.line]} alone on this case.` : `You also signed for the ${toList(lines)} line on this case.`,
      closes: 'all',
    },
  ]; // prettier-ignore
  if (input.kind === 'dissent' || input.kind === 'override') return checks.filter(({ rule }) => rule === 'R17'); // prettier-ignore
  if (input.kind === 'second-signature') return checks;
  checks.push(
    {
      rule: 'R4',
      isMet: declaration !== undefined,
      why:
        declaration === undefined
          ? 'No declaration of interests is on record. None means none has to be said.'
          : declaration.interests.length === 0
            ? `None declared, ${declaration.record.signedOn.slice(0, 10)}.`
            : `${toCount(declaration.interests.length, 'interest')} declared, ${declaration.record.signedOn.slice(0, 10)}.`,
      closes: 'all',
    },
    {
      rule: 'R5',
      isMet: !isUndeclared,
      why: isUndeclared
        ? `The people file of the case says of you: ${inFile.join('; ')}. You declared none.`
        : 'The people file of the case names no interest of yours that you did not declare.',
      closes: 'all',
    },
    { rule: 'R6', isMet: false, why: 'Engagement terms: no record.', closes: [] },
  );
  return checks;
}

function checksOnTheCase(context: GateContext, input: SignOffInput): Check[] {
  if (!isJudging(input)) return [];
  const { safetyCase, structure, state, reading } = context;
  const blocking = openChallenges(state, 'blocking');
  const major = openChallenges(state, 'major');
  const coverage = toCoverage(safetyCase, structure, reading);
  // A vote approves nothing by itself: what stands open is shown with it, and closes the decision.
  const positive: readonly string[] = input.kind === 'opinion' ? SUPPORTING : input.kind === 'decision' ? APPROVING : []; // prettier-ignore
  const { notOpened, of } = coverage.loadBearing;
  const undeveloped = safetyCase.nodes.filter((node) => node.undeveloped).map((node) => node.id);
  const openDefeaters = standingDefeaters(safetyCase.nodes).map((node) => node.id);
  const awaiting = state.challenges.filter(
    (challenge) => challenge.state === 'awaiting-second-signature',
  );
  const checks: Check[] = [
    {
      rule: 'R7',
      isMet: blocking.length === 0,
      why: blocking.length === 0
        ? 'None is open.'
        : `${String(blocking.length)} open: ${blocking.map((challenge) => `${challenge.label} ${challenge.state === 'raised' ? 'unanswered' : challenge.state.replaceAll('-', ' ')}`).join(', ')}. Each must be assessed by its raiser or by the second-line lead.`,
      refs: labelsOf(blocking),
      closes: positive,
    },
    {
      rule: 'R8',
      isMet: notOpened.length === 0,
      why: notOpened.length === 0
        ? `You opened ${of === 1 ? 'the only one' : `all ${String(of)}`}.`
        : `You have not opened ${toList(notOpened)}.`,
      refs: notOpened,
      closes: positive,
    },
    {
      rule: 'R11',
      isMet: structure.topHolds,
      why: structure.topHolds
        ? 'Support reaches the top claim without going round a cycle. Structure cannot tell whether an inference is good.'
        : 'By structure nothing carries the top claim.',
      refs: structure.top === null ? [] : [structure.top],
      closes: positive,
    },
    {
      rule: 'R24',
      isMet: awaiting.length === 0,
      why: awaiting.length === 0 ? 'None is waiting for one.' : `${toList(labelsOf(awaiting))} wait for a second signature and count as open.`,
      refs: labelsOf(awaiting),
      closes: positive,
    },
    {
      rule: 'R10',
      isMet: structure.unsupported.length + undeveloped.length + openDefeaters.length === 0,
      why: `${toCount(structure.unsupported.length, 'claim')} unsupported, ${String(undeveloped.length)} undeveloped, ${toCount(openDefeaters.length, 'defeater')} of the author not rebutted, ${toCount(structure.cycles.length, 'cycle')}.`,
      refs: [...structure.unsupported, ...openDefeaters],
      closes: [],
    },
  ]; // prettier-ignore
  if (input.kind === 'opinion' && major.length > 0) {
    checks.push({
      rule: 'R7',
      isMet: false,
      why: `${toCount(major.length, 'major challenge')} open: ${toList(labelsOf(major))}. "Supports" needs none; "supports with reservations" may name them.`,
      refs: labelsOf(major),
      closes: ['supports'],
    });
  }
  return checks;
}

function checksOnTheInput(input: SignOffInput, state: ReviewState, policy: PolicyPack): Check[] {
  if (input.kind !== 'decision') return [];
  const { decision, scope, start, expiry, conditions, reasons } = input.input;
  const checks: Check[] = [];
  if (isApproval(decision)) {
    const missing = [
      scope.trim() === '' ? 'the scope' : null,
      start === '' ? 'a start' : null,
      expiry === '' ? 'an expiry' : null,
    ].filter((word) => word !== null);
    const isOrdered = start === '' || expiry === '' || start < expiry;
    const isTooLong = start !== '' && expiry !== '' && monthsBetween(start, expiry) > policy.expiry.maximumMonths; // prettier-ignore
    const why = missing.length > 0
      ? `It lacks ${toList(missing)}.`
      : !isOrdered ? 'It lapses before it starts.'
      : isTooLong ? `It runs longer than the ${String(policy.expiry.maximumMonths)} months that the policy allows.`
      : `From ${start} to ${expiry}.`; // prettier-ignore
    checks.push({ rule: 'R21', isMet: missing.length === 0 && isOrdered && !isTooLong, why, closes: [decision] });
  } // prettier-ignore
  if (decision === 'approve-with-conditions') {
    const faults = conditions.flatMap((condition, index) => {
      const isEmpty = Object.values(condition).some((value) => value.trim() === '');
      const isOwnVerifier = condition.owner.trim().toLowerCase() === condition.verifier.trim().toLowerCase();
      return isEmpty || isOwnVerifier ? [`condition ${String(index + 1)} ${isEmpty ? 'has an empty field' : 'is verified by its owner'}`] : [];
    }); // prettier-ignore
    checks.push({
      rule: 'R22',
      isMet: conditions.length > 0 && faults.length === 0,
      why: conditions.length === 0 ? 'No condition is written.' : faults.length > 0 ? `${toList(faults)}.` : `${toCount(conditions.length, 'condition')}.`,
      closes: ['approve-with-conditions'],
    }); // prettier-ignore
  }
  if (decision === 'not-approve') {
    const named = state.challenges.filter((challenge) => reasons.includes(challenge.label));
    checks.push({
      rule: 'R29',
      isMet: named.length > 0,
      why: named.length > 0 ? `They name ${toList(labelsOf(named))}.` : 'Not approve needs reasons that name a challenge which the author could answer.',
      closes: ['not-approve'],
    }); // prettier-ignore
  }
  return checks;
}

function monthsBetween(start: string, end: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = start.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = end.split('-').map(Number);
  return (toYear - fromYear) * 12 + (toMonth - fromMonth) + (toDay > fromDay ? 1 : 0);
}

/** What the panel says to a decision; nothing where one adjudicator decides alone. */
function checksOnThePanel({ state, policy }: GateContext, input: SignOffInput): Check[] {
  if (input.kind !== 'decision' || !isConvened(state.panel, policy)) return [];
  const count = countPanel(state.panel, policy.quorum.floor);
  const { late, open } = state.panel;
  const isSealed = sealingOf(policy).ballots === 'sealed';
  const isSetAside = state.overrides.some(({ rule, record }) => rule === 'R27' && record.void === null && record.aboutOpenBundle);
  const order = [
    !isSealed || late.length === 0 ? null : `${toCount(late.length, 'ballot')} sealed or cast after another one lay open.`,
    !isSealed || open.length === 0 ? null : `${toCount(open.length, 'ballot')} cast openly, where the policy pack asks for sealed ones.`,
  ].filter((words) => words !== null);
  const isAgainst = input.input.decision === 'not-approve';
  return [
    { rule: 'R26', isMet: count.isQuorate, why: count.words, closes: [...APPROVING, 'not-approve'] },
    {
      rule: 'R26',
      isMet: count.isApproved && !isAgainst,
      why: count.isApproved ? 'The vote carries an approval.' : 'The vote does not carry an approval. A tie is none.',
      closes: count.isApproved ? ['not-approve'] : APPROVING,
    },
    {
      rule: 'R27',
      isMet: order.length === 0,
      why: order.length === 0
        ? isSealed ? 'No ballot that counts was sealed after another one lay open.' : 'The policy pack lets ballots be cast openly.'
        : `${order.join(' ')}${isSetAside ? ' A signed override sets this rule aside and heads the decision.' : ' It takes a signed override of R27.'}`,
      closes: isSetAside ? [] : [...APPROVING, 'not-approve'],
    },
  ];
} // prettier-ignore

/** R8 enforces for the second line and warns for a panel (product 3c). */
function levelOf(check: Check, context: GateContext, input: SignOffInput): 'enforce' | 'warn' | 'show' {
  if (check.rule === 'R8' && (input.kind === 'decision' || input.kind === 'ballot')) return 'warn';
  return ruleLevel(check.rule, context.policy.rules);
} // prettier-ignore

/** Names a few and counts the rest: the gate beside it lists all of them. */
function toShortList(refs: readonly string[]): string {
  if (refs.length <= 4) return toList(refs);
  return `${refs.slice(0, 3).join(', ')} and ${String(refs.length - 3)} more`;
}

/** Evaluates the gate for what is being prepared. */
export function evaluateGate(context: GateContext, input: SignOffInput): Gate {
  const checks = [
    ...checksOnTheCase(context, input),
    ...checksForEveryone(context, input),
    ...checksOnThePanel(context, input),
    ...checksOnTheInput(input, context.state, context.policy),
  ];
  const passed = isJudging(input) ? input.passed : {};
  const closed = new Map<string, string[]>();
  const stops: string[] = [];
  const items = checks.map((check): GateItem => {
    const level = levelOf(check, context, input);
    const reason = passed[check.rule]?.trim() ?? '';
    if (!check.isMet && level === 'enforce') {
      if (check.closes === 'all') stops.push(`${RULES[check.rule].title} (${check.rule}): ${check.why}`);
      else {
        for (const option of check.closes) {
          const because = toShortList(check.refs ?? []) || check.rule;
          closed.set(option, [...(closed.get(option) ?? []), because]);
        }
      }
    }
    return {
      rule: check.rule,
      title: RULES[check.rule].title,
      level: RULES[check.rule].isFixed ? 'cannot be relaxed' : level === 'enforce' ? 'enforces' : level === 'warn' ? 'warns' : 'shows',
      state: check.isMet ? 'met' : level === 'enforce' ? 'not met' : level === 'warn' ? (reason === '' ? 'needs a reason' : 'passed with a reason') : 'not met',
      why: reason === '' ? check.why : `${check.why} “${reason}”`,
      refs: [...(check.refs ?? [])],
    };
  }); // prettier-ignore
  const right = rightToSign(context, input.kind);
  if (!right.isHeld) {
    stops.push(
      `The policy pack, clause ${right.clause}, does not give the ${LINE_WORDS[context.signer.line]} the right to sign this.`,
    );
  }
  if (isJudging(input) && isRecused(context)) stops.push('You stepped aside from this case. You may give information, and sign no judgment of it.'); // prettier-ignore
  if (input.kind === 'decision' && blindTo(context).includes('ballot')) {
    stops.push('Your own ballot is not sealed. Until it is, those of others stay sealed for you, and so does any count of them.'); // prettier-ignore
  }
  return {
    items,
    closedOptions: [...closed].map(([option, why]) => ({ option, why: [...new Set(why)].join('; ') })),
    stops,
  };
} // prettier-ignore
