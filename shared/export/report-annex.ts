/** Last sheets of the report: the signed words in full, every record, the registers, and what no check shows. */
import {
  CHALLENGE_STATE_WORDS,
  LINE_WORDS,
  RECORD_KIND_WORDS,
  toCount,
  toHexGroups,
  toTimeWords,
} from '../review/words.ts';
import { html, said, type Html, type HtmlPart } from './html.ts';
import type { ReportInput, ReportRecord } from './model.ts';
import { REGISTER_NAMES, type RegisterName } from './registers.ts';
import { isSignOff, toRecordRef } from './report-words.ts';
import { toBounds, toOutcomeWords } from './report-cover.ts';

/** What no check of an audit record can show (formats.md 10); the README and the verifier say the same. */
export const LIMITS: readonly string[] = [
  'That a file was understood because it was opened.',
  'That claimed times are true beyond the bounds named beside them.',
  'That all signers are who the roster says. That rests on the comparison of fingerprints that you make.',
  'That nothing was cut off the end of a log by someone who holds its seat key, before anyone else had seen it.',
  'That bag-info.txt, the ZIP container and the key ids are genuine: they are not authenticated, and nothing here rests on them.',
];

function toSignedWords(input: ReportInput, record: ReportRecord): HtmlPart {
  if (!isSignOff(record)) return null;
  const { text, limits } = record.known.predicate;
  const isSaid = text.includes(limits);
  return html`<article class="words"><h3>Record ${record.number}, ${toOutcomeWords(record)}, ${said(record.common.signer.printedName)}, ${said(toBounds(record, input.review.times))}</h3>
${text.map((paragraph) => html`<p>${said(paragraph)}</p>
`)}<p class="sm">${isSaid ? null : html`${said(limits)} `}Signed over bundle <span class="mono wrap">${toHexGroups(record.subject.sha256)}</span> with key <span class="mono wrap">${toHexGroups(record.common.signer.keyid)}</span>.</p></article>
`; // prettier-ignore
}

export function toSignedWordsSheet(input: ReportInput): Html {
  const signed = input.records.filter(isSignOff);
  return html`<div class="open"><h2>Sign-offs, word for word</h2><span>${toCount(signed.length, 'sign-off')}</span></div>
${signed.length === 0 ? html`<p class="none">No record.</p>
` : signed.map((record) => toSignedWords(input, record))}${toSettled(input)}`; // prettier-ignore
}

/** Challenges that no longer count as open, after everything that does. What closed them stands in the records. */
function toSettled(input: ReportInput): HtmlPart {
  const settled = input.review.challenges.filter((item) => !item.isOpen);
  if (settled.length === 0) return null;
  return html`<div class="shut"><h2>Challenges no longer open</h2><span>${toCount(settled.length, 'challenge')}</span></div>
<table><thead><tr><th scope="col">No.</th><th scope="col">Severity</th><th scope="col">What was doubted</th><th scope="col">State</th><th scope="col" class="rec">Record</th></tr></thead>
<tbody>
${settled.map((item) => html`<tr><td class="id">${item.label}</td><td class="sm">${item.severity}</td><td>${said(item.whatIsWrong)}</td><td class="sm">${CHALLENGE_STATE_WORDS[item.state]}</td><td class="rec">${toRecordRef(input, [item.record, ...item.thread.map((other) => other.record)])}</td></tr>
`)}</tbody></table>
`; // prettier-ignore
}

function toRecordRow(input: ReportInput, record: ReportRecord): Html {
  const { bundleDigest } = input.safetyCase;
  const { signer, meaning, statement, case: about } = record.common;
  const isElsewhere = record.subject.name === 'manifest-sha256.txt' && record.subject.sha256 !== bundleDigest; // prettier-ignore
  return html`<tr><td class="id">${record.number}</td><td class="sm">${RECORD_KIND_WORDS[record.kind]}${isElsewhere ? html`, for version ${said(about.version)}` : null}</td><td><b>${said(signer.printedName)}</b>, ${said(signer.role)}, ${LINE_WORDS[signer.line]}, ${said(signer.organisation)}</td><td>${meaning}: ${said(statement)}</td><td>${said(toBounds(record, input.review.times))}</td><td class="mono">${record.digest.slice(0, 8)}</td></tr>
`; // prettier-ignore
}

export function toRecordsSheet(input: ReportInput): Html {
  return html`<div class="open"><h2>All records</h2><span>${toCount(input.records.length, 'record')}, numbered as the files in data/records</span></div>
<table>
<thead><tr><th scope="col">No.</th><th scope="col">Kind</th><th scope="col">Printed name, role, line, organisation</th><th scope="col">Meaning and statement</th><th scope="col">Claimed time, and its bound</th><th scope="col">Digest</th></tr></thead>
<tbody class="sig">
${input.records.map((record) => toRecordRow(input, record))}</tbody></table>
`;
}

const REGISTER_WORDS: Readonly<Record<RegisterName, string>> = {
  challenges: 'Every challenge, with its state and who it waits for',
  claims: 'Every node of the argument, with what carries the decision as declared and by structure',
  conditions: 'Every condition that a decision set',
  decisions: 'Every opinion and decision, with grounds and stance',
  evidence: 'Every evidence file, what it applies to and where it is used',
  timeline: 'Every entry of every log, in the order of time',
};

function toRegisterCount(input: ReportInput, name: RegisterName): number {
  const { review, safetyCase, records, logs } = input;
  switch (name) {
    case 'challenges':
      return review.challenges.length;
    case 'claims':
      return safetyCase.nodes.length;
    case 'conditions':
      return records.reduce((sum, { known }) => sum + (known?.kind === 'decision' ? known.predicate.conditions.length : 0), 0); // prettier-ignore
    case 'decisions':
      return review.opinions.length + review.decisions.length;
    case 'evidence':
      return safetyCase.evidence.length;
    case 'timeline':
      return logs.reduce((sum, log) => sum + log.entries.length, 0);
  }
}

export function toClosingSheet(input: ReportInput): Html {
  const { firstRoster, roster, policy, bundles, logs, program } = input;
  return html`<div class="open"><h2>What no check can show</h2><span>true of every audit record</span></div>
<ul class="plain">
${LIMITS.map((limit) => html`<li>${limit}</li>
`)}</ul>
<div class="shut"><h2>Compare this first</h2><span>over another channel: by telephone, or in person</span></div>
<p>Fingerprint of roster version ${firstRoster.version}. It stands here so that you can find it, and proves nothing because it stands here.</p>
<p class="fp">${toHexGroups(firstRoster.sha256)}</p>
<div class="shut"><h2>Registers</h2><span>data/registers, one table each</span></div>
<table class="list"><tbody>
${REGISTER_NAMES.map((name) => html`<tr><td class="id">${name}.csv</td><td>${REGISTER_WORDS[name]}</td><td class="rec">${toCount(toRegisterCount(input, name), 'row')}</td></tr>
`)}</tbody></table>
<div class="shut"><h2>What this record was made from</h2><span>${program.name} ${said(program.version)}, ${toTimeWords(input.now)}</span></div>
<table><tbody>
${bundles.map((digest) => html`<tr><td class="id">Bundle</td><td class="mono wrap">${toHexGroups(digest)}</td></tr>
`)}<tr><td class="id">Roster ${roster.version}</td><td class="mono wrap">${toHexGroups(input.rosterSha256)}</td></tr>
<tr><td class="id">Policy ${policy.version}</td><td class="mono wrap">${toHexGroups(policy.sha256)} <span class="sm">${said(policy.title)}</span></td></tr>
${logs.map((log) => html`<tr><td class="id">Log</td><td><span class="mono wrap">${log.origin}</span> <span class="sm">${toCount(log.entries.length, 'entry', 'entries')} when the report was made</span></td></tr>
`)}</tbody></table>
`; // prettier-ignore
}
