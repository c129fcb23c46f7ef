/**
 * The report of an audit record: one HTML document without script and without anything remote, which a
 * person can read without Countersign. It carries the printed name, the time and the meaning of each
 * signature (21 CFR 11.50), what is open before what is closed, and the twenty questions.
 */
import { toHexGroups, toTimeWords } from '../review/words.ts';
import { html, said, type Html } from './html.ts';
import type { ReportInput } from './model.ts';
import { toClosingSheet, toRecordsSheet, toSignedWordsSheet } from './report-annex.ts';
import { toCover } from './report-cover.ts';
import { toQuestions } from './report-questions.ts';
import { toReportStyle } from './report-style.ts';
import { toDecisionShort, toOpenCounts } from './report-words.ts';

/**
 * @returns the whole document as text. The same input gives the same text: time comes from `input.now`.
 */
export function toReportHtml(input: ReportInput): string {
  const { id, version, title, bundleDigest } = input.safetyCase;
  const foot = `${id}, version ${version}, bundle ${bundleDigest === null ? 'none' : toHexGroups(bundleDigest)}`; // prettier-ignore
  const heading = `Audit record ${id}, version ${version}: ${toDecisionShort(input)}`;
  const parts: readonly { readonly name: string; readonly content: Html }[] = [
    { name: 'cover', content: toCover(input) },
    { name: 'twenty questions', content: toQuestions(input) },
    { name: 'sign-offs, word for word', content: toSignedWordsSheet(input) },
    { name: 'all records', content: toRecordsSheet(input) },
    { name: 'limits and registers', content: toClosingSheet(input) },
  ];
  const sheets = parts.map(
    ({ name, content }, index) => html`<section class="sheet" aria-label="Part ${index + 1}, ${name}">
${index === 0 ? null : html`<header class="run"><span>${said(heading)}</span><span>${toOpenCounts(input)}</span></header>
`}${content}<footer class="end"><span>${said(foot)}</span><span>part ${index + 1} of ${parts.length}</span></footer>
</section>
`,
  ); // prettier-ignore
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${input.program.name} ${input.program.version}">
<meta name="date" content="${toTimeWords(input.now)}">
<title>${heading}, ${title}</title>
<style>${{ markup: toReportStyle(foot) }}</style>
</head>
<body>
<main>
${sheets}</main>
</body>
</html>
`.markup;
}
