/** The README of an audit record: what it is, what to compare first, the commands, and what none of them can show. */
import { toCount, toHexGroups, toTimeWords } from '../review/words.ts';
import { README_STEPS } from './readme-commands.ts';
import { LIMITS } from './report-annex.ts';
import type { ReportInput } from './model.ts';
import { EDITION_WORDS } from './withheld.ts';
import { toDecisionHeadline } from './report-words.ts';

/** Words of people inside Markdown and on one line: nothing of it can end a paragraph or begin a heading, block or link. */
export function toMarkdownText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\`*_{}[\]()<>#+!|~&$]/g, '\\$&')
    .trim();
}

/** Hex in four rows of four groups, as it is read out. */
function toRows(hex: string): string {
  return (hex.match(/.{1,16}/g) ?? []).map((row) => `    ${toHexGroups(row)}\n`).join('');
}

function toEditionWords({ edition, withheld }: ReportInput): string {
  if (withheld.length === 0) return 'It is the full edition: nothing is withheld.';
  const what = edition === 'public' ? 'The files of the bundle and the working records (notes, challenges, answers, declarations) are withheld' : `${toCount(withheld.length, 'file')} of the bundle ${withheld.length === 1 ? 'is' : 'are'} withheld`; // prettier-ignore
  return `It is the ${EDITION_WORDS[edition]}: ${what}. Each stands with its digest in \`data/withheld.json\` and, signed, in the manifest or the log, so that whoever has the bytes can show that they are the same.`; // prettier-ignore
}

/** @returns Markdown, with each command in a block of its own marked \`bash\`. */
export function toReadme(input: ReportInput): string {
  const { safetyCase, firstRoster, records, logs, bundles, program } = input;
  const steps = README_STEPS.map(
    ({ title, why, command }, index) => `### ${index + 1}. ${title}

${why}

\`\`\`bash
${command}
\`\`\`
`,
  );
  return `# Audit record ${toMarkdownText(safetyCase.id)}, version ${toMarkdownText(safetyCase.version)}

${toMarkdownText(safetyCase.title)}. ${toDecisionHeadline(input)}

This folder is the record of a review of a safety case: the reviewed bundle (${toCount(bundles.length, 'version')}), ${input.edition === 'public' ? 'signed records' : 'every signed record'} (${records.length - input.withheld.filter((item) => item.path.startsWith('data/records/')).length}), every log whole (${logs.length}), the roster of those who signed, and the tables and the report made from them. ${toEditionWords(input)} It was made by ${program.name} ${toMarkdownText(program.version)} on ${toTimeWords(input.now)}. You do not need that program: \`sha256sum\`, \`openssl\` 3, \`ssh-keygen\` and \`python3\` are enough, on any current Linux, without a network. Begin with \`report.html\` to read, and with the next section to check. \`verify.html\`, opened in a current browser, checks the ZIP that is dropped on it without a network; it came with the record, so prefer the commands here or a copy of the page from somebody else.

## First: compare one fingerprint over another channel

Every check below rests on the roster, which says whose key is whose. Whoever forges an audit record forges a roster with it, and this page too. So ask somebody you already trust, by telephone or in person, for the fingerprint of roster version ${firstRoster.version}, and compare it with what this command prints:

\`\`\`bash
sha256sum < data/roster/roster-${firstRoster.version}.json | cut -c1-64 | fold -w 16 | sed 's/..../& /g'
\`\`\`

When this record was made it was

${toRows(firstRoster.sha256)}
Being printed here proves nothing. Until you have compared it, the best result of all checks is: consistent, signers unknown.

## Then: run these, in this order

Open bash in the unpacked folder, the one with \`bagit.txt\` in it, and paste each block whole. Each ends with a line that counts what holds. A check that fails names the file and ends with a status other than 0.

${steps.join('\n')}
## What no check can show

${LIMITS.map((limit) => `- ${limit}\n`).join('')}
## What is where

| file | what |
| --- | --- |
| \`data/report.html\` | the report, for any browser: the decision, what is open, who signed what, twenty questions |
| \`data/report.pdf\` | the same, printed by the program, where the person who exported asked for it. No check compares the two: \`report.html\` is the one that counts |
| \`data/registers/*.csv\` | challenges, claims, conditions, decisions, evidence, timeline. A cell that a spreadsheet would take for a formula has an apostrophe before it |
| \`data/bundle/<digest>/\` | each bundle a record is about, ${input.withheld.some((item) => item.path.startsWith('data/bundle/')) ? 'without what is withheld; its manifest is whole' : 'whole'} |
| \`data/logs/<id>/time-stamps/<n>.tsq\`, \`.tsr\` | an RFC 3161 time stamp over the first n entries of the log, if one was added: \`openssl ts -verify -in <n>.tsr -queryfile <n>.tsq -CAfile <certificate of the authority>\` |
| \`data/records/<n>-<kind>-<key>\` | one record: \`.dsse.json\` as it was signed, \`.json\` its words, \`.pae\` and \`.sig\` for openssl; for sign-offs \`.json.sshsig\` for ssh-keygen and \`.tlog-proof\`, which shows without the rest of the log that the record stands in it |
| \`data/records/index.tsv\` | which key and person belong to which record, for the loops above |
| \`data/logs/<uuid>/\` | one log: \`entries.jsonl\`, its signed head \`checkpoint\` (and the same as \`.body\` and \`.sig\`), \`vkey\` its key, \`cosigned/\` heads that other seats vouched for |
| \`data/keys/\` | public keys, as PEM and as \`allowed_signers\` |
| \`data/roster/\`, \`data/policy/\` | who is who, and which rules were in force; each also signed as a record |
| \`data/verify.html\` | a page that checks the record in a browser, offline |
| \`data/withheld.json\` | what is withheld, each place with its digest, the ground and who approved it: ${input.withheld.length === 0 ? 'nothing' : toCount(input.withheld.length, 'place')} |
`; // prettier-ignore
}
