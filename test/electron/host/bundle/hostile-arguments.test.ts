// Arguments that try to break a reader: in every format each gets its findings, or a refusal that names the rule.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHere } from '../../../../electron/host/bundle/open-here.ts';
import { analyseStructure } from '../../../../shared/argument/load-bearing.ts';
import { checkArgument } from '../../../../shared/argument/rules/check.ts';
import { CountersignError } from '../../../../shared/errors.ts';
import { ALIAS_BOMB, asceNode, chain, circles, ENTITY_BOMB, FILE_NAMES, HOSTILE_FORMATS, inAsce, inSacm, TRICKY_IDS, wide, WRITE } from '../../../support/hostile-arguments.ts'; // prettier-ignore
import type { HostileFormat } from '../../../support/hostile-arguments.ts';
import { makeTempFolder } from '../../../support/temp-folder.ts';

type Texts = Readonly<Partial<Record<HostileFormat, string>>>;

/** "refused CODE" with a message and a rule, or the codes of what was found, each once. */
async function judge(format: HostileFormat, text: string): Promise<string[]> {
  const folder = await makeTempFolder();
  const file = path.join(folder, FILE_NAMES[format]);
  await writeFile(file, text);
  try {
    const { safetyCase } = await openHere(file, { store: path.join(folder, 'store') });
    const options = { extended: false, warnDialectic: false, universalWords: false };
    const codes = checkArgument(safetyCase, 'gsn', options).map(({ code }) => code);
    expect(analyseStructure(safetyCase).unsupported.length).toBeLessThanOrEqual(safetyCase.nodes.length); // prettier-ignore
    return [...new Set(codes)].sort();
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    if (error.code === 'not-a-bundle') return ['refused not-a-bundle'];
    for (const { message, rule, file: named } of error.problems) expect([message, rule, named]).not.toContain(''); // prettier-ignore
    return [...new Set(error.problems.map(({ code }) => `refused ${code}`))];
  }
}

/** An empty Markdown file is a document without words. */
const EMPTY: Texts = { own: '', gsn2x: '', tea: '', sacm: '', ltac: '', asce: '' };
const written = (claims: Parameters<(typeof WRITE)['own']>[0], formats: readonly HostileFormat[] = HOSTILE_FORMATS): Texts =>
  Object.fromEntries(formats.map((format) => [format, WRITE[format](claims)])); // prettier-ignore

/** What is to be found in each format; `rest` in those that are not named. */
interface Row {
  readonly name: string;
  readonly texts: Texts;
  readonly found: Readonly<Partial<Record<HostileFormat | 'rest', string>>>;
}

const TWICE: Texts = {
  own: 'G1: {kind: goal, text: a}\nG1: {kind: goal, text: b}\n',
  gsn2x: 'G1: {text: a}\nG1: {text: b}\n',
  tea: '{"version":"2.0","elements":[{"id":"a","elementType":"GOAL","name":"G1","description":"a","parentId":null},{"id":"a","elementType":"GOAL","name":"G2","description":"b","parentId":null}],"evidenceLinks":[]}',
  sacm: inSacm('<claim id="G1"/><claim id="G1"/>'),
  ltac: '- Claim G1: a\n\n- Claim G1: b\n',
  asce: inAsce(asceNode('a', 'G1') + asceNode('a', 'G2')),
  markdown: ':::goal{#G1}\na\n:::\n\n:::goal{#G1}\nb\n:::\n',
}; // prettier-ignore

const SECOND: Texts = {
  own: 'G1: {kind: goal}\n---\nG2: {kind: goal}\n',
  gsn2x: 'G1: {text: a}\n---\nG2: {text: b}\n',
  tea: '{"version":"2.0","elements":[],"evidenceLinks":[]}{"version":"2.0"}',
  sacm: `${inSacm('<claim id="G1"/>')}${inSacm('<claim id="G2"/>')}`,
  asce: `${inAsce(asceNode('a', 'G1'))}${inAsce(asceNode('a', 'G1'))}`,
};

const BOMBS: Texts = {
  own: `G1: {kind: goal}\n${ALIAS_BOMB}`,
  gsn2x: ALIAS_BOMB,
  sacm: `${ENTITY_BOMB}${inSacm('<claim id="G1" content="&e9;"/>')}`,
  asce: `${ENTITY_BOMB}${inAsce(asceNode('a', 'G1'))}`,
};

const DANGLING: Texts = {
  own: 'G1: {kind: goal, inContextOf: [C9], supportedBy: [G9], challenges: [G8]}\nD1: {kind: defeater, challenges: ["G1 -> G9"]}\n',
  gsn2x: 'G1: {text: a, inContextOf: [C9], supportedBy: [G9]}\nCG1: {nodeType: CounterGoal, text: b, challenges: G8}\n',
  tea: '{"version":"2.0","elements":[{"id":"a","elementType":"GOAL","name":"G1","description":"a","parentId":"b"}],"evidenceLinks":[]}',
  sacm: inSacm('<claim id="G1"/><assertedInference id="I1"><source>G1</source><target>G9</target></assertedInference>'),
  ltac: '- Claim G1: a\n  - Link G8\n',
  asce: inAsce(asceNode('a', 'G1'), '<link><type>2</type><source-reference>a</source-reference><destination-reference>b</destination-reference></link>'),
  markdown: ':::goal{#G1 supportedBy="G9" inContextOf="C9"}\na\n:::\n\n:::defeater{#D1 challenges="G8"}\nb\n:::\n',
}; // prettier-ignore

const CONTRADICTING: Texts = {
  own: 'Sn1: {kind: goal, nodeType: Strategy, text: a}\n',
  gsn2x: 'Sn1: {nodeType: Goal, text: a}\n',
  tea: '{"version":"2.0","elements":[{"id":"a","elementType":"GOAL","name":"Sn1","description":"a","parentId":null},{"id":"b","elementType":"OTHER","name":"G2","description":"a","parentId":"a"}],"evidenceLinks":[]}',
  ltac: '- Evidence G1: a\n  - Claim G2: b\n',
}; // prettier-ignore

/** More names than a call may have arguments. */
const MANY = Array.from({ length: 300_000 }, (_, at) => `N${at}`);

const ROWS: readonly Row[] = [
  { name: 'dangling links of every kind', texts: DANGLING, found: { tea: 'refused parent-not-found', sacm: 'sacm-dangling', asce: 'refused link-not-found', rest: 'dangling-id' } },
  { name: 'a kind that contradicts the id', texts: CONTRADICTING, found: { tea: 'refused unknown-type', ltac: 'ltac-root', rest: 'kind-contradicts' } },
  { name: 'a claim that names 300,000 that are not there', texts: written([{ id: 'G1', supportedBy: MANY }]), found: { tea: 'refused link-not-found', asce: 'refused too-many-elements', sacm: 'refused too-many-elements', rest: 'dangling-id' } },
  { name: 'a claim that rests on 99,999 others', texts: written([{ id: 'G1', supportedBy: MANY.slice(0, 99_999) }, ...MANY.slice(0, 99_999).map((id) => ({ id, supportedBy: [] }))], ['own', 'gsn2x', 'tea', 'ltac']), found: { rest: 'bare-claim' } },
  { name: 'an empty file', texts: EMPTY, found: { gsn2x: 'no-elements', own: 'no-elements', ltac: 'no-nodes', rest: 'refused not-a-bundle' } },
  { name: 'a list in place of a map', texts: { own: '- kind: goal\n', gsn2x: '- a\n', tea: '[]', sacm: '<list/>', asce: '<list/>' }, found: { own: 'refused gsn2x-type', gsn2x: 'refused gsn2x-type', asce: 'refused not-an-asce-file', rest: 'refused not-a-bundle' } },
  { name: 'two documents', texts: SECOND, found: { own: 'refused yaml-invalid', gsn2x: 'refused yaml-invalid', tea: 'refused invalid-json', rest: 'refused invalid-xml' } },
  { name: 'an id that stands twice', texts: TWICE, found: { own: 'refused duplicate-key', gsn2x: 'refused duplicate-key', tea: 'refused duplicate-id', sacm: 'refused duplicate-id', asce: 'refused duplicate-id', markdown: 'refused duplicate-id', ltac: 'refused duplicate-id' } },
  { name: 'a bomb of aliases or entities', texts: BOMBS, found: { own: 'refused yaml-alias', gsn2x: 'refused yaml-alias', rest: 'refused xml-doctype' } },
  { name: 'a claim that supports itself', texts: written([{ id: 'G1', supportedBy: ['G1'] }]), found: { rest: 'cycle' } },
  { name: 'links to what is not there', texts: written([{ id: 'G1', supportedBy: ['G9'] }]), found: { tea: 'refused link-not-found', asce: 'refused link-not-found', rest: 'dangling-id' } },
  { name: 'circles of every length to 60', texts: written(circles(60)), found: { rest: 'cycle' } },
  { name: 'a text of 1 MiB', texts: written([{ id: 'G1', text: 'word '.repeat(209_716), supportedBy: [] }]), found: { rest: 'bare-claim' } },
  { name: 'ids that look alike', texts: written(TRICKY_IDS.map((id) => ({ id, supportedBy: [] }))), found: { rest: 'ids-look-alike' } },
  { name: 'a chain of 20,000 claims', texts: written(chain(20_000), ['own', 'gsn2x', 'tea', 'ltac', 'markdown']), found: { markdown: 'refused too-many-nodes', rest: 'bare-claim' } },
  { name: 'a circle of 20,000 claims', texts: written(chain(20_000, true), ['own', 'markdown']), found: { markdown: 'refused too-many-nodes', rest: 'cycle' } },
  { name: 'more than 100,000 claims', texts: written(wide(100_001)), found: { markdown: 'refused too-many-nodes', sacm: 'refused too-many-elements', asce: 'refused too-many-elements', rest: 'refused too-many-nodes' } },
]; // prettier-ignore

describe.each(ROWS)('$name', ({ texts, found }) => {
  it.each(Object.keys(texts) as HostileFormat[])('is told in %s', async (format) => {
    expect(await judge(format, texts[format] ?? '')).toContain(found[format] ?? found.rest);
  }, 120_000); // prettier-ignore
});
