/** First sheet of the report: the decision in words, what is not settled, who signed what. */
import { standingDefeaters } from '../argument/findings.ts';
import type { ChallengeView } from '../review/view.ts';
import {
  BUNDLE_SUPPORT_WORDS, CHALLENGE_STATE_WORDS, CLAIM_VIEW_WORDS, DECISION_OUTCOME_WORDS,
  LINE_WORDS, RECORD_KIND_WORDS, SEVERITIES, SEVERITY_WORDS, STANCE_WORDS, VOTE_WORDS, toClockWords, toCount,
  toDayWords, toHexGroups, toList, toTimeWords,
} from '../review/words.ts'; // prettier-ignore
import { EDITION_WORDS } from './withheld.ts';
import { toRuleName } from '../review/rule-name.ts';
import { html, said, type Html, type HtmlPart } from './html.ts';
import type { ReportInput, ReportRecord } from './model.ts';
import {
  currentDecisions, isSignOff, signOffsHere, toAskedFor, toDecisionHeadline, toOpenCounts, toRecordRef,
} from './report-words.ts'; // prettier-ignore

const FLAG_FULL = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path class="f" d="M4 2.5h8.5l-2.6 3 2.6 3H4z"/><path d="M4 2v12.5"/></svg>`; // prettier-ignore
const FLAG_HALF = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5h8.5l-2.6 3 2.6 3H4zM4 5.5h5.8M4 2v12.5"/></svg>`; // prettier-ignore

function toSeverityCell(severity: ChallengeView['severity']): Html {
  if (severity === 'blocking') return html`<td class="sev al">${FLAG_FULL}blocking</td>`;
  if (severity === 'major') return html`<td class="sev ca">${FLAG_HALF}major</td>`;
  return html`<td class="sev">${SEVERITY_WORDS[severity]}</td>`;
}

function toChallengeRow(input: ReportInput, challenge: ChallengeView): Html {
  const about = challenge.record.aboutOpenBundle ? null : html` <span class="sm">Raised on version ${said(challenge.record.caseVersion)}.</span>`; // prettier-ignore
  const records = [challenge.record, ...challenge.thread.map((item) => item.record)];
  return html`<tr><td class="id">${challenge.label}</td>${toSeverityCell(challenge.severity)}<td>${said(challenge.whatIsWrong)} <span class="sm">On ${challenge.target.kind} ${said(challenge.target.id)}.</span>${about}</td><td class="sm">${CHALLENGE_STATE_WORDS[challenge.state]}</td><td class="rec">${toRecordRef(input, records)}</td></tr>
`;
}

function toPlainRow(id: string, source: string, text: HtmlPart, state: string, ref: string): Html {
  return html`<tr><td class="id">${id}</td><td class="sm">${source}</td><td>${text}</td><td class="sm">${state}</td><td class="rec">${ref}</td></tr>
`;
}

function toStructureText(input: ReportInput): string {
  const { structure } = input.review;
  const { nodes } = input.safetyCase;
  const claims = nodes.filter((node) => node.kind === 'goal');
  const carrying = claims.filter((node) => structure.loadBearing[node.id] !== undefined);
  const undeveloped = nodes.filter((node) => node.undeveloped).map((node) => node.id);
  return [
    structure.top === null ? 'The case names no top claim.' : structure.topHolds ? `Top claim ${structure.top} stands by structure.` : `Top claim ${structure.top} does not stand by structure.`,
    structure.unsupported.length === 0 ? null : `Unsupported: ${toList(structure.unsupported)}.`,
    structure.cycles.length === 0 ? null : `Circular: ${structure.cycles.map((cycle) => cycle.join(', ')).join('; ')}.`,
    undeveloped.length === 0 ? null : `Undeveloped: ${toList(undeveloped)}.`,
    structure.topHolds ? `${carrying.length} of ${claims.length} claims fail the top claim alone.` : null,
  ].filter((line) => line !== null).join(' '); // prettier-ignore
}

/** Evidence that nobody who signed an opinion or a decision on this bundle opened. */
export function openedByNobody(input: ReportInput): string[] | null {
  const receipts = signOffsHere(input).map((record) => record.known.predicate.reading.evidence.notOpened); // prettier-ignore
  const [first, ...others] = receipts;
  if (first === undefined) return null;
  return first.filter((id) => others.every((list) => list.includes(id)));
}

function toNotSettled(input: ReportInput): Html {
  const { safetyCase, review } = input;
  const open = SEVERITIES.flatMap((severity) => review.challenges.filter((item) => item.isOpen && item.severity === severity)); // prettier-ignore
  const residual = review.challenges.filter((item) => item.state === 'accepted-residual');
  const defeaters = standingDefeaters(safetyCase.nodes);
  const unread = openedByNobody(input);
  return html`<div class="open"><h2>Not settled when this record was made</h2><span>${toOpenCounts(input)}${residual.length + defeaters.length === 0 ? null : `, ${toCount(residual.length, 'residual doubt')}, ${toCount(defeaters.length, 'doubt')} of the author`}</span></div>
<table>
<thead><tr><th scope="col">No.</th><th scope="col">Severity</th><th scope="col">What is doubted</th><th scope="col">State</th><th scope="col" class="rec">Record</th></tr></thead>
<tbody>
${open.length === 0 ? html`<tr><td class="id">Challenges</td><td class="sm">records</td><td class="none">None open.</td><td class="sm"></td><td class="rec">challenges.csv</td></tr>
` : open.map((item) => toChallengeRow(input, item))}${residual.map((item) => toChallengeRow(input, item))}${defeaters.map((node) => toPlainRow(node.id, 'author', html`${said(node.text)}${node.response === null ? null : html` <span class="sm">Answer of the author: ${said(node.response)}</span>`}`, node.status?.replaceAll('_', ' ') ?? 'open', 'bundle'))}${toUnopened(input)}${toPlainRow('Structure', 'computed', said(toStructureText(input)), 'open', 'claims.csv')}${toPlainRow('Unread', 'receipts', unread === null ? 'Nobody signed a statement of what was opened.' : unread.length === 0 ? 'Each evidence file was opened by somebody who signed.' : html`Opened by nobody who signed: ${said(toList(unread.map((id) => `${id} ${safetyCase.evidence.find((item) => item.id === id)?.title ?? ''}`.trim())))}.`, unread !== null && unread.length === 0 ? 'none' : 'open', 'evidence.csv')}</tbody></table>
`; // prettier-ignore
}

/** What was signed, in the words of its kind: "opinion: does not support; disagrees". */
export function toOutcomeWords(record: ReportRecord): string {
  const kind = RECORD_KIND_WORDS[record.kind];
  if (record.known?.kind === 'opinion') {
    const { support, view } = record.known.predicate;
    return `${kind}: ${BUNDLE_SUPPORT_WORDS[support]}; ${CLAIM_VIEW_WORDS[view]}`;
  }
  if (record.known?.kind === 'decision') return `${kind}: ${DECISION_OUTCOME_WORDS[record.known.predicate.decision]}`; // prettier-ignore
  if (record.known?.kind === 'ballot') return `${kind}: ${VOTE_WORDS[record.known.predicate.vote]}, ${record.known.predicate.mode === 'sealed' ? 'sealed first' : 'cast openly'}`; // prettier-ignore
  if (record.known?.kind === 'override') return `${kind} of ${record.known.predicate.rule}`;
  return kind;
}

function toStanceCell(record: ReportRecord): HtmlPart {
  if (record.known?.kind !== 'opinion' && record.known?.kind !== 'decision') return '';
  const { stance } = record.known.predicate;
  return stance === 'agree' ? STANCE_WORDS[stance] : html`<b class="al">${STANCE_WORDS[stance]}</b>`;
} // prettier-ignore

/** "18 November 2026, 13:40 UTC; not before 11:20, not after 14:05 (cosignature of B)", with the day where it differs. */
export function toBounds(record: ReportRecord, times: ReportInput['review']['times']): string {
  const { signedOn } = record.common;
  const claimed = toTimeWords(signedOn);
  const toShort = (time: string): string => toDayWords(time) === toDayWords(signedOn) ? toClockWords(time) : toTimeWords(time); // prettier-ignore
  const lower = record.notBefore === null ? 'no lower bound' : `not before ${toShort(record.notBefore)}`;
  const notAfter = times[record.digest]?.notAfter ?? null;
  return `${claimed}; ${lower}${notAfter === null ? '' : `, not after ${toShort(notAfter.time)} (${notAfter.kind} of ${notAfter.by})`}`;
} // prettier-ignore

function toSignatureRow(input: ReportInput, record: ReportRecord, isHere: boolean): Html {
  const { printedName, role, line, keyid } = record.common.signer;
  return html`<tr><td><b>${said(printedName)}</b>, ${said(role)}, ${LINE_WORDS[line]}</td><td>${toOutcomeWords(record)}; meaning: ${record.common.meaning}${isHere ? null : html`; <b>for version ${said(record.common.case.version)}</b>`}</td><td>${toStanceCell(record)}</td><td>${said(toBounds(record, input.review.times))}</td><td class="mono">${toHexGroups(keyid.slice(0, 16))}</td><td class="rec">${record.number}</td></tr>
`; // prettier-ignore
}

function toSignatures(input: ReportInput): Html {
  const signed = input.records.filter(isSignOff);
  const here = new Set(signOffsHere(input).map((record) => record.digest));
  if (signed.length === 0) {
    return html`<div class="shut"><h2>Signatures</h2><span>opinions and decisions</span></div>
<p class="none">No opinion and no decision was signed.</p>
`;
  }
  return html`<div class="shut"><h2>Signatures</h2><span>each made over the bundle digest at the foot of this page, where no other version is named</span></div>
<table>
<thead><tr><th scope="col">Printed name, role, line</th><th scope="col">Meaning</th><th scope="col">Stance</th><th scope="col">Claimed time, and its bound</th><th scope="col">Key, first groups</th><th scope="col" class="rec">Record</th></tr></thead>
<tbody class="sig">
${signed.map((record) => toSignatureRow(input, record, here.has(record.digest)))}</tbody></table>
<p class="sm">Times are claimed by the signer. ${Object.values(input.review.times).some((time) => time.notAfter !== null) ? 'Where nothing is said after “not after”, a time is not bounded from above: nobody else vouched for a head that holds the record.' : 'No time is bounded from above: nobody else has signed a head of these logs in this record.'}</p>
`; // prettier-ignore
}

/** Dissent as it was written. It is never shortened and never left out (R28). */
function toDissents(input: ReportInput): HtmlPart {
  const dissents = input.records.filter(
    (record) =>
      record.kind === 'dissent' ||
      ((record.known?.kind === 'opinion' || record.known?.kind === 'decision') &&
        record.known.predicate.stance !== 'agree'),
  );
  return dissents.map((record) => {
    const { known, common } = record;
    const words = known?.kind === 'opinion' || known?.kind === 'decision' ? known.predicate.reasons : known?.kind === 'dissent' ? known.predicate.words : common.statement; // prettier-ignore
    const stance = known?.kind === 'opinion' || known?.kind === 'decision' ? STANCE_WORDS[known.predicate.stance] : 'dissent'; // prettier-ignore
    return html`<div class="shut"><h2>Dissent, word for word</h2><span>${said(common.signer.printedName)}, ${stance}, record ${record.number}</span></div>
<p class="words">“${said(words)}”</p>
`;
  });
}

function toDecidedBy(input: ReportInput): HtmlPart {
  const decisions = currentDecisions(input);
  if (decisions.length === 0) return html`<span class="none">No record.</span>`;
  return decisions.map((item) => {
    const record = input.records.find((other) => other.digest === item.record.digest);
    const clause = record?.known?.kind === 'decision' ? record.known.predicate.authority.clause : null;
    return html`<span>${said(item.record.signer.printedName)}, ${said(item.record.signer.role)}, ${LINE_WORDS[item.record.signer.line]}, ${toDayWords(item.record.signedOn)}: ${DECISION_OUTCOME_WORDS[item.decision]}.${clause === null ? null : html` Policy ${input.policy.version}, clause ${said(clause)}.`} </span>`;
  }); // prettier-ignore
}

function toWithheldCount({ withheld }: ReportInput): string {
  const records = withheld.filter((item) => item.path.startsWith('data/records/')).length;
  const files = withheld.length - records;
  const counts = [records === 0 ? null : toCount(records, 'record'), files === 0 ? null : toCount(files, 'file')].filter((count) => count !== null); // prettier-ignore
  return withheld.length === 0 ? 'Nothing is withheld' : `Withheld: ${toList(counts)}`;
}

/** Rules that were set aside, before anything else: whoever reads one line reads this one (R34). */
function toOverrides(input: ReportInput): HtmlPart {
  return input.review.overrides.map(({ record, rule, reason, beneficiary }) => html`<div class="open"><h2>OVERRIDDEN: ${said(toRuleName(rule))}</h2><span>${said(record.signer.printedName)}, ${toDayWords(record.signedOn)}, record ${record.number}</span></div>
<p class="words">“${said(reason)}” Who gains by it: ${said(beneficiary)}${record.aboutOpenBundle ? null : html` <b>For version ${said(record.caseVersion)}.</b>`}${record.void === null ? null : html` <b>Does not count: ${said(record.void)}.</b>`}</p>
`);
} // prettier-ignore

/** What was sealed and is not opened, so that nobody's silence goes unseen. */
function toUnopened(input: ReportInput): HtmlPart {
  return input.review.sealings
    .filter((item) => item.state !== 'opened')
    .map((item) => toPlainRow('Sealed', item.of, html`${said(item.record.signer.printedName)} sealed ${item.of === 'opinion' ? 'an opinion' : 'a ballot'} on ${toDayWords(item.record.signedOn)}${item.record.void === null ? null : html`, which does not count: ${said(item.record.void)}`}.`, item.state === 'replaced' ? 'replaced, never opened' : item.state === 'void' ? 'void' : 'never opened', toRecordRef(input, [item.record])));
} // prettier-ignore

export function toCover(input: ReportInput): Html {
  const { safetyCase } = input;
  const dissents = input.records.filter(({ known }) => known?.kind === 'dissent' || ((known?.kind === 'opinion' || known?.kind === 'decision') && known.predicate.stance !== 'agree')).length; // prettier-ignore
  return html`<header class="run"><span>Audit record, ${EDITION_WORDS[input.edition]}. ${toWithheldCount(input)}</span><span>made ${toTimeWords(input.now)}</span></header>
<h1>${said(safetyCase.title)}</h1>
<p class="what">Safety case <span class="nb">${said(safetyCase.id)}</span>, version ${said(safetyCase.version)}${safetyCase.developer === null ? null : html`, of ${said(safetyCase.developer)}`}${safetyCase.issued === null ? null : `, ${toDayWords(safetyCase.issued)}`}</p>
${toOverrides(input)}<dl class="dec">
<dt>Decision</dt><dd class="big">${toDecisionHeadline(input)}</dd>
<dt>Asked for</dt><dd>${said(toAskedFor(safetyCase))}</dd>
<dt>Decided by</dt><dd>${toDecidedBy(input)}${dissents === 0 ? null : ` ${toCount(dissents, 'dissent')} on record.`}</dd>
</dl>
${toNotSettled(input)}${toSignatures(input)}${toDissents(input)}`; // prettier-ignore
}
