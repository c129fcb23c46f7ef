/**
 * The twenty questions an outsider asks (product.md 3e), answered from records and nothing else. Where
 * no record answers one, it says "No record." A question is never left out because it has no answer.
 */
import { toJudgedMarks, toMarkWords } from '../argument/marks.ts';
import type { RecordKind } from '../review/records.ts';
import {
  CHALLENGE_STATE_WORDS, LINE_WORDS, SEVERITIES, STANCE_WORDS, toCount,
  toDayWords, toList, toSentenceStart,
} from '../review/words.ts'; // prettier-ignore
import { personOfKey } from '../policy/roster.ts';
import { EDITION_WORDS } from './withheld.ts';
import { html, joined, said, type Html, type HtmlPart } from './html.ts';
import type { ReportInput, ReportRecord } from './model.ts';
import { isForAnotherBuild } from './registers.ts';
import {
  currentDecisions, signOffsHere, toAskedFor, toDecisionHeadline, toNames, toNumberRef, toOpenCounts, toRecordRef,
} from './report-words.ts'; // prettier-ignore

interface Answer {
  readonly text: HtmlPart;
  /** Record numbers or the name of a register; empty where there is no record. */
  readonly ref: string;
}

/** States in which a challenge counts as open in gates and on faces (product.md 3b). */
const OPEN_STATES: readonly string[] = [
  'raised',
  'answered',
  'sustained',
  'awaiting-second-signature',
];

const NO_RECORD: Answer = { text: html`<span class="none">No record.</span>`, ref: '' };

function ofKind(input: ReportInput, ...kinds: readonly RecordKind[]): ReportRecord[] {
  return input.records.filter((record) => kinds.includes(record.kind));
}

function refOf(records: readonly ReportRecord[]): string {
  return toNumberRef(records.map((record) => record.number));
}

/** Answers from the statements of records whose content this version does not read further. */
function statementsOf(input: ReportInput, ...kinds: readonly RecordKind[]): Answer {
  const records = ofKind(input, ...kinds);
  if (records.length === 0) return NO_RECORD;
  return {
    text: joined(records.map((record) => html`${said(record.common.signer.printedName)}: ${said(record.common.statement)}`), ' '),
    ref: refOf(records),
  }; // prettier-ignore
}

function whatWasApproved(input: ReportInput): Answer {
  const decisions = currentDecisions(input);
  if (decisions.length === 0) return { text: html`<b>Nothing.</b> No decision is on record. Asked for: ${said(toAskedFor(input.safetyCase))}`, ref: '' }; // prettier-ignore
  const scopes = decisions.filter((item) => item.scope !== '');
  return {
    text: html`<b>${toDecisionHeadline(input)}</b> ${scopes.map((item) => html`${said(item.scope)} `)}Asked for: ${said(toAskedFor(input.safetyCase))}`,
    ref: toRecordRef(input, decisions.map((item) => item.record)),
  }; // prettier-ignore
}

function whoDecided(input: ReportInput): Answer {
  const decisions = signOffsHere(input).filter((record) => record.kind === 'decision');
  if (decisions.length === 0) return NO_RECORD;
  const parts = decisions.map((record) => {
    const { signer } = record.common;
    const { authority } = record.known.predicate;
    return html`${said(signer.printedName)}, ${LINE_WORDS[signer.line]}, ${said(signer.organisation)}: policy ${record.common.policy.version}, clause ${said(authority.clause)}. ${said(toSentenceStart(authority.quorum.replace(/\.$/, '')))}.`;
  }); // prettier-ignore
  return { text: joined(parts, ' '), ref: `${refOf(decisions)}, policy ${input.policy.version}` };
}

function whoChallenged(input: ReportInput): Answer {
  const challenges = ofKind(input, 'challenge');
  const opinions = ofKind(input, 'opinion');
  const people = [...challenges, ...opinions];
  if (people.length === 0) return NO_RECORD;
  const declared = input.review.declarations.filter((item) => people.some((record) => record.common.signer.keyid === item.record.signer.keyid)); // prettier-ignore
  const persons = new Map(people.map((record) => [record.common.signer.keyid, record.common.signer])); // prettier-ignore
  const parts = [...persons.values()].map((signer) => {
    const interests = declared.filter((item) => item.record.signer.keyid === signer.keyid).flatMap((item) => item.interests); // prettier-ignore
    const isDeclared = declared.some((item) => item.record.signer.keyid === signer.keyid);
    const independence = !isDeclared
      ? 'no declaration on record'
      : interests.length === 0
        ? 'declared no interests'
        : `declared: ${interests.map((item) => `${item.kind}: ${item.detail}`).join('; ')}`;
    return html`${said(signer.printedName)}, ${LINE_WORDS[signer.line]}, ${said(signer.organisation)}, ${said(independence)}.`;
  }); // prettier-ignore
  return { text: joined(parts, ' '), ref: toRecordRef(input, [...declared.map((item) => item.record)]) || refOf(people) }; // prettier-ignore
}

/** "G4 load-bearing (A. Tester, …); G7 not load-bearing (…)", or that there is no record. */
function toJudgedWords({ review, edition }: ReportInput): string {
  if (edition === 'public') return 'not in this edition, which withholds notes';
  const marks = [...toJudgedMarks(review.notes)].flatMap(([id, own]) => own.map((mark) => `${id} ${mark.isLoadBearing ? '' : 'not '}load-bearing (${toMarkWords(mark)})`)); // prettier-ignore
  return marks.length === 0 ? 'no record' : marks.join('; ');
}

function whatCarried(input: ReportInput): Answer {
  const { nodes } = input.safetyCase;
  const claims = nodes.filter((node) => node.kind === 'goal');
  const carrying = claims.filter(
    (node) => input.review.structure.loadBearing[node.id] !== undefined,
  );
  const declared = nodes.filter((node) => node.declaredLoadBearing).map((node) => node.id);
  const structure = input.review.structure.topHolds
    ? `${carrying.length} of ${claims.length} claims by structure.`
    : 'None by structure: the top claim does not stand.';
  return {
    text: said(`${structure} Declared by the author: ${declared.length === 0 ? 'none marked' : toList(declared)}. Judged by reviewers: ${toJudgedWords(input)}.`),
    ref: 'claims.csv',
  }; // prettier-ignore
}

function strongestObjection(input: ReportInput): Answer {
  const [strongest] = SEVERITIES.flatMap((severity) => input.review.challenges.filter((item) => item.severity === severity)); // prettier-ignore
  if (strongest === undefined) return { ...NO_RECORD, text: html`<span class="none">No record: no challenge was raised.</span>` }; // prettier-ignore
  return {
    text: html`${strongest.label}, ${strongest.severity}: ${said(strongest.whatIsWrong)} State: ${CHALLENGE_STATE_WORDS[strongest.state]}.`,
    ref: toRecordRef(input, [strongest.record, ...strongest.thread.map((item) => item.record)]),
  }; // prettier-ignore
}

function openAtSigning(input: ReportInput): Answer {
  const signed = signOffsHere(input).filter((record) => record.kind !== 'second-signature');
  const { structure } = input.review;
  const now = `${toOpenCounts(input)} when this record was made. Unsupported claims: ${structure.unsupported.length === 0 ? 'none' : toList(structure.unsupported)}.`; // prettier-ignore
  const parts = signed.map((record) => {
    const { challenges, openDefeaters } = record.known.predicate;
    const open = challenges.filter((item) => OPEN_STATES.includes(item.state));
    const blocking = open.filter((item) => item.severity === 'blocking').map((item) => item.label);
    return html`${said(record.common.signer.printedName)} signed with ${toCount(open.length, 'challenge')} open${blocking.length === 0 ? null : html` (blocking: ${said(toList(blocking))})`} and ${toCount(openDefeaters.length, 'doubt')} of the author not rebutted.`;
  }); // prettier-ignore
  return { text: joined([...parts, said(toSentenceStart(now))], ' '), ref: signed.length === 0 ? 'registers' : refOf(signed) }; // prettier-ignore
}

function whoDisagreed(input: ReportInput): Answer {
  const stances = signOffsHere(input).flatMap((record) =>
    record.known.kind === 'opinion' || record.known.kind === 'decision' ? [{ record, stance: record.known.predicate.stance }] : [],
  ); // prettier-ignore
  const written = ofKind(input, 'dissent');
  if (stances.length + written.length === 0) return NO_RECORD;
  const apart = stances.filter(({ stance }) => stance !== 'agree');
  const ref = refOf([...apart.map(({ record }) => record), ...written]);
  if (apart.length + written.length === 0) return { text: `Nobody who signed: ${stances.length} of ${stances.length} took the stance “agree”.`, ref: refOf(stances.map(({ record }) => record)) }; // prettier-ignore
  const parts = [
    ...apart.map(({ record, stance }) => html`${said(record.common.signer.printedName)}, ${STANCE_WORDS[stance]}`), // prettier-ignore
    ...written.map((record) => html`${said(record.common.signer.printedName)}, dissent`),
  ];
  return { text: html`${joined(parts, '; ')}. Printed word for word above.`, ref };
}

function whoSteppedAside(input: ReportInput): Answer {
  const recused = statementsOf(input, 'recusal');
  const declared = input.review.declarations.filter((item) => item.interests.length > 0);
  if (recused.ref === '' && declared.length === 0) return NO_RECORD;
  const parts = declared.map((item) => html`${said(item.record.signer.printedName)} declared ${said(item.interests.map((interest) => `${interest.kind}: ${interest.detail}`).join('; '))}.`); // prettier-ignore
  return {
    text: html`${recused.ref === '' ? 'Nobody recused on record. ' : html`${recused.text} `}${joined(parts, ' ')}`,
    ref: [recused.ref, toRecordRef(input, declared.map((item) => item.record))].filter((ref) => ref !== '').join(', '),
  }; // prettier-ignore
}

/** R31: what is hidden, on what ground, and who approved it. */
function whatIsHidden({ withheld, edition, roster }: ReportInput): Answer {
  if (withheld.length === 0) return { text: 'Nothing: this is the full edition, and its list of withheld places is empty.', ref: 'withheld.json' }; // prettier-ignore
  const groups = new Map<string, { ground: string; approvedBy: string; count: number }>();
  for (const { ground, approvedBy } of withheld) {
    const key = `${approvedBy} ${ground}`;
    groups.set(key, { ground, approvedBy, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  const parts = [...groups.values()].map(({ ground, approvedBy, count }) => html`${toCount(count, 'place')}: ${said(ground.replace(/\.$/, ''))}, approved by ${said(personOfKey(roster, approvedBy)?.printedName ?? approvedBy.slice(0, 16))}.`); // prettier-ignore
  return { text: html`This is the ${EDITION_WORDS[edition]}. ${joined(parts, ' ')} Each place is listed with its digest. Whether a reviewer found it material: no record.`, ref: 'withheld.json' }; // prettier-ignore
}

function whatWasOpened(input: ReportInput): Answer {
  const signed = signOffsHere(input);
  if (signed.length === 0) return NO_RECORD;
  const parts = signed.map((record) => {
    const { loadBearing, evidence } = record.known.predicate.reading;
    return html`${said(record.common.signer.printedName)}: load-bearing claims ${loadBearing.opened} of ${loadBearing.of}, evidence ${evidence.opened} of ${evidence.of}.`;
  }); // prettier-ignore
  return { text: html`${joined(parts, ' ')} Opened is not understood.`, ref: refOf(signed) };
}

function evidenceBelongs(input: ReportInput): Answer {
  const { evidence, subject } = input.safetyCase;
  const other = evidence.filter((item) => isForAnotherBuild(subject.build, item.appliesTo));
  const unstated = evidence.filter((item) => item.appliesTo === null);
  const parts = [
    other.length === 0
      ? `No evidence names another model build than ${subject.build ?? 'the case, which names none'}.`
      : `For another build: ${toList(other.map((item) => `${item.id} (${item.appliesTo?.version ?? ''})`))}.`,
    unstated.length === 0 ? null : `Does not say what it applies to: ${toList(unstated.map((item) => item.id))}.`, // prettier-ignore
  ].filter((part) => part !== null);
  return { text: said(parts.join(' ')), ref: 'evidence.csv' };
}

function whatChanged({ safetyCase }: ReportInput): Answer {
  if (safetyCase.supersedes === null) return { text: html`<span class="none">No record.</span> The case names no earlier version.`, ref: '' }; // prettier-ignore
  return { text: html`<span class="none">No record</span> of a signed list of changes. The case says it supersedes version ${said(safetyCase.supersedes)}.`, ref: '' }; // prettier-ignore
}

function conditionsSet(input: ReportInput): Answer {
  const deciding = signOffsHere(input).flatMap((record) => record.known.kind === 'decision' && record.known.predicate.conditions.length > 0 ? [{ record, conditions: record.known.predicate.conditions }] : []); // prettier-ignore
  if (deciding.length === 0) return NO_RECORD;
  const parts = deciding.flatMap(({ conditions }) => conditions.map((item) => html`${said(item.duty)} Owner ${said(item.owner)}, due ${said(toDayWords(item.due))}.`)); // prettier-ignore
  return { text: html`${joined(parts, ' ')} Whether they were met: no record.`, ref: `${refOf(deciding.map(({ record }) => record))}, conditions.csv` }; // prettier-ignore
}

function rulesSetAside(input: ReportInput): Answer {
  const overrides = statementsOf(input, 'override');
  const overridden = signOffsHere(input).filter((record) => record.known.kind === 'decision' && record.known.predicate.decision === 'record-override'); // prettier-ignore
  const passed = signOffsHere(input).filter((record) => record.known.predicate.passedWarnings.length > 0); // prettier-ignore
  const signed = signOffsHere(input);
  if (signed.length === 0 && overrides.ref === '') return NO_RECORD;
  const warnings = passed.flatMap((record) => record.known.predicate.passedWarnings.map((warning) => html`${said(record.common.signer.printedName)} passed ${said(warning.rule)}: ${said(warning.reason.replace(/\.$/, ''))}`)); // prettier-ignore
  const first = overrides.ref !== '' ? overrides.text : overridden.length > 0 ? `Override recorded by ${toNames(overridden)}.` : 'No override on record.'; // prettier-ignore
  return {
    text: html`${first} ${warnings.length === 0 ? 'No warning was passed.' : html`${toCount(warnings.length, 'warning')} passed with a reason: ${joined(warnings, '; ')}.`}`,
    ref: [overrides.ref, refOf([...overridden, ...(passed.length > 0 ? passed : signed)])].filter((ref) => ref !== '').join(', '),
  }; // prettier-ignore
}

function changeMinds(input: ReportInput): Answer {
  const signed = signOffsHere(input).flatMap((record) => ('whatWouldChangeMyMind' in record.known.predicate ? [{ record, words: record.known.predicate.whatWouldChangeMyMind }] : [])); // prettier-ignore
  if (signed.length === 0) return NO_RECORD;
  const parts = signed.map(({ record, words }) => html`${said(record.common.signer.printedName)}: ${said(words)}`); // prettier-ignore
  return { text: html`${joined(parts, ' ')} Whether it has happened since: no record.`, ref: refOf(signed.map(({ record }) => record)) }; // prettier-ignore
}

const QUESTIONS: readonly { readonly ask: string; readonly answer: (input: ReportInput) => Answer }[] = [
  { ask: 'What exactly was approved, for whom, until when?', answer: whatWasApproved },
  { ask: 'Who decided, under which rule, with what right?', answer: whoDecided },
  { ask: 'Who challenged the case, how independent were they?', answer: whoChallenged },
  { ask: 'Which claims carried the decision?', answer: whatCarried },
  { ask: 'What was the strongest objection, what became of it?', answer: strongestObjection },
  { ask: 'What was open or unsupported at signing?', answer: openAtSigning },
  { ask: 'Did anyone disagree?', answer: whoDisagreed },
  { ask: 'Who stepped aside, who did not, who ruled?', answer: whoSteppedAside },
  { ask: 'What did reviewers ask for and not get?', answer: () => NO_RECORD },
  { ask: 'What is hidden from me, on what ground?', answer: whatIsHidden },
  { ask: 'Did those who signed open what they signed?', answer: whatWasOpened },
  { ask: 'Does the evidence belong to the thing released?', answer: evidenceBelongs },
  { ask: 'What changed since the last version, was it announced?', answer: whatChanged },
  { ask: 'What conditions were set, were they met on time?', answer: conditionsSet },
  { ask: 'What would cause a pause, who can pull it, was it tried?', answer: (input) => statementsOf(input, 'trigger') },
  { ask: 'Were rules set aside, by whom, for whom?', answer: rulesSetAside },
  { ask: 'Who paid the outside reviewer, who could stop publication?', answer: (input) => statementsOf(input, 'engagement') },
  { ask: 'What would change their minds, has it happened?', answer: changeMinds },
  { ask: 'Was anyone pressed?', answer: () => NO_RECORD },
  { ask: 'How do I check this without trusting you?', answer: () => ({ text: 'README.md in this record: sha256sum, openssl, ssh-keygen, python3. First compare the fingerprint of the roster over another channel. No check shows that a file was understood.', ref: 'README.md' }) },
]; // prettier-ignore

export function toQuestions(input: ReportInput): Html {
  const rows = QUESTIONS.map(({ ask, answer }, index) => {
    const { text, ref } = answer(input);
    return html`<tr><td class="q">${index + 1}</td><td class="ask">${ask}</td><td>${text}</td><td class="rec">${ref}</td></tr>
`;
  });
  return html`<div class="open" style="margin-bottom:0"><h2>Twenty questions</h2><span>answered from the records named at right</span></div>
<table class="qa">
<thead><tr><th scope="col" class="q">No.</th><th scope="col">Question</th><th scope="col">Answer</th><th scope="col" class="rec">Record</th></tr></thead>
<tbody>
${rows}</tbody></table>
${toQuestionsReturned(input)}`;
}

/** What the author is asked, in the words of each decision that returned the case. */
function toQuestionsReturned(input: ReportInput): HtmlPart {
  const returned = currentDecisions(input).filter((item) => item.decision === 'return');
  return returned.map((item) => html`<div class="shut"><h2>Questions returned to the author</h2><span>${said(item.record.signer.printedName)}, record ${toRecordRef(input, [item.record])}</span></div>
<p class="words">${said(item.scope)}</p>
`); // prettier-ignore
}
