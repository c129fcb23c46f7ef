import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import type { Interchange } from '../../../shared/formats/interchange.ts';
import { readSacm } from '../../../shared/formats/sacm/read.ts';
import { writeSacm } from '../../../shared/formats/sacm/write.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { differencesOf, lossWords } from '../../support/interchange.ts';

const NS =
  'xmlns:sacm="http://www.omg.org/spec/SACM/2.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function inPackage(body: string): string {
  return `<sacm:AssuranceCasePackage ${NS} id="P" name="A case"><argumentPackage id="A">${body}</argumentPackage></sacm:AssuranceCasePackage>`;
}

function nodesOf(text: string): ReadonlyMap<string, JsonObject> {
  return readSacm(text, 'a.xml').interchange.nodes;
}

function rulesOf(text: string): string[] {
  return readSacm(text, 'a.xml').findings.map(({ code }) => code).sort();
} // prettier-ignore

function problemOf(text: string): string {
  try {
    readSacm(text, 'a.xml');
    return 'accepted';
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return `${error.problems[0]?.code ?? ''} ${error.problems[0]?.place ?? ''}`;
  }
}

function asInterchange(nodes: Record<string, JsonObject>): Interchange {
  return { title: 'T', top: null, modules: new Map(), nodes: new Map(Object.entries(nodes)), lines: new Map() }; // prettier-ignore
}

const PLAIN = inPackage(`
  <claim id="G1" name="Top" assertionDeclaration="asserted"><description><content lang="en">Safe</content></description></claim>
  <claim id="G2" content="Tested" assertionDeclaration="needsSupport"/>
  <claim id="G3" assertionDeclaration="assumed"><description>Dry roads</description></claim>
  <claim id="D1"><description>Unless it rains</description></claim>
  <claim id="M1"><description>The step is sound</description></claim>
  <argumentReasoning id="S1"><description>By parts</description></argumentReasoning>
  <artifactReference id="E1" name="Report" referencedArtifact="X"/>
  <artifactReference id="C1"><description>Where</description></artifactReference>
  <assertedInference id="R1" metaClaim="M1"><source href="#G2"/><source href="#G3"/><target href="#G1"/><reasoning href="#S1"/></assertedInference>
  <assertedEvidence id="R2"><source ref="E1"/><target ref="G2"/></assertedEvidence>
  <assertedContext id="R3" source="C1" target="G1"/>
  <assertedInference id="R4" isCounter="true"><source href="#D1"/><target href="#R1"/></assertedInference>`);

describe('reading SACM', () => {
  it('reads claims, reasoning, evidence, context, counters and confidence claims as GSN', () => {
    const nodes = nodesOf(PLAIN);
    expect(nodes.get('G1')).toMatchObject({ kind: 'goal', text: 'Safe', supportedBy: ['S1'], inContextOf: ['C1'], acp: { M1: ['G2', 'G3'] } }); // prettier-ignore
    expect(nodes.get('S1')).toMatchObject({ kind: 'strategy', supportedBy: ['G2'], inContextOf: ['G3'] }); // prettier-ignore
    expect(nodes.get('G2')).toMatchObject({ kind: 'goal', text: 'Tested', supportedBy: ['E1'] });
    expect(nodes.get('G2')?.['undeveloped']).toBeUndefined();
    expect(nodes.get('G3')).toMatchObject({ kind: 'assumption', text: 'Dry roads' });
    expect(nodes.get('E1')).toMatchObject({ kind: 'solution', text: 'Report' });
    expect(nodes.get('C1')).toMatchObject({ kind: 'context' });
    expect(nodes.get('D1')).toMatchObject({ kind: 'defeater', challenges: ['G1 -> S1'] });
    expect(readSacm(PLAIN, 'a.xml').interchange.title).toBe('A case');
  });

  it.each([
    ['EMF paths and xsi:type', `<assuranceCase:AssuranceCasePackage xmlns:xmi="x" ${NS}><argumentPackage>
      <argumentationElement xsi:type="argumentation:Claim" xmi:id="a"><description><content><value lang="en" content="Top"/></content></description></argumentationElement>
      <argumentationElement xsi:type="argumentation:Claim" xmi:id="b"><name content="Low"/></argumentationElement>
      <argumentationElement xsi:type="argumentation:AssertedInference" source="//@argumentPackage.0/@argumentationElement.1" target="//@argumentPackage.0/@argumentationElement.0"/>
      </argumentPackage></assuranceCase:AssuranceCasePackage>`],
    ['SACM 1', `<ARM:Argumentation xmlns:ARM="http://schema.omg.org/SACM/1.0" ${NS}>
      <argumentElement xsi:type="ARM:Claim" xmi:id="a" content="Top"/><argumentElement xsi:type="ARM:Claim" xmi:id="b" content="Low"/>
      <argumentElement xsi:type="ARM:AssertedInference" source="b" target="a"/></ARM:Argumentation>`],
    ['capital names and ref', `<SACM:AssuranceCasePackage xmlns:SACM="http://example.org/sacm/2.3"><argumentPackage>
      <Claim id="a"><description><content>Top</content></description></Claim><Claim id="b"><statement>Low</statement></Claim>
      <AssertedInference id="r"><source ref="b"/><target ref="a"/></AssertedInference></argumentPackage></SACM:AssuranceCasePackage>`],
  ])('reads the dialect with %s', (_what, text) => {
    const nodes = nodesOf(text);
    expect([...nodes].map(([id, { kind, text: words, supportedBy }]) => [id, kind, words, supportedBy])).toEqual([['a', 'goal', 'Top', ['b']], ['b', 'goal', 'Low', undefined]]);
  }); // prettier-ignore

  it('is not misled by names that every object has, by marks of direction or by a text of a mebibyte', () => {
    const long = 'x'.repeat(1024 * 1024);
    const text = inPackage(`<constructor id="c"/><claim xsi:type="toString" id="t"/><claim id="a\u202eb"><description>${long}</description></claim><claim id="\u0430"/><claim id="a"/>`); // prettier-ignore
    const { interchange, findings } = readSacm(text, 'a.xml');
    expect([...interchange.nodes.keys()]).toEqual(['a\u202eb', '\u0430', 'a']);
    expect(interchange.nodes.get('a\u202eb')?.['text']).toBe(long);
    expect(findings).toEqual([]);
    expect(differencesOf(interchange, readSacm(writeSacm(interchange).text, 'b').interchange)).toEqual([]); // prettier-ignore
  });

  it('keeps every language, and shows the first', () => {
    const text = inPackage('<claim id="G1"><description><content lang="ja">安全</content><content lang="en">Safe</content></description></claim>'); // prettier-ignore
    expect(nodesOf(text).get('G1')).toMatchObject({ text: '安全', 'x-sacm': { description: [{ lang: 'ja', content: '安全' }, { lang: 'en', content: 'Safe' }] } }); // prettier-ignore
    expect(writeSacm(readSacm(text, 'a').interchange).text).toContain('<content lang="en">Safe</content>'); // prettier-ignore
  });

  it('shows a reasoning with two conclusions once for each', () => {
    const text =
      inPackage(`<claim id="G1"/><claim id="G2"/><claim id="G3"/><claim id="G4"/><argumentReasoning id="S1"/>
      <assertedInference id="a"><source href="#G3"/><target href="#G1"/><reasoning href="#S1"/></assertedInference>
      <assertedInference id="b"><source href="#G4"/><target href="#G2"/><reasoning href="#S1"/></assertedInference>`);
    const nodes = nodesOf(text);
    expect([nodes.get('S1')?.['supportedBy'], nodes.get('S1-2')?.['supportedBy']]).toEqual([['G3'], ['G4']]); // prettier-ignore
    const { interchange } = readSacm(text, 'a');
    expect(differencesOf(interchange, readSacm(writeSacm(interchange).text, 'b').interchange)).toEqual([]); // prettier-ignore
  });

  it.each([
    ['S1', '<claim id="a" citedElement="b"/><claim id="b"/>', ['sacm-s1']],
    ['S2', '<claim id="a" abstractForm="b"/><claim id="b"/>', ['sacm-s2']],
    ['S3', '<claim id="a"><implementationConstraint/></claim>', ['sacm-s3']],
    ['S4', '<claim id="a"><description><content lang="en">x</content><content lang="en">y</content></description></claim>', ['sacm-s4']],
    ['S5', '<claim id="a"><description><content expression="q">x</content></description></claim>', []],
    ['S5 said', '<claim id="a"><description><content content="x"><expression/></content></description></claim>', ['sacm-s5']],
    ['S6', '<claim id="a"/><argumentPackage id="q"/>', ['sacm-s6']],
    ['S7', '</argumentPackage><argumentPackageBinding id="q" participantPackage="A P"><claim id="z"/></argumentPackageBinding><argumentPackage>', ['sacm-s7', 'sacm-s7']],
    ['S8', '</argumentPackage><argumentPackageInterface id="q" implements="A"><claim id="z"/></argumentPackageInterface><argumentPackage>', ['sacm-s8']],
    ['S9', '<claim id="a"/><claim id="b"/><assertedEvidence id="r"><source href="#a"/><target href="#b"/></assertedEvidence>', ['sacm-s9']],
    ['S10', '<claim id="a"/><artifactReference id="b"/><assertedArtifactSupport id="r"><source href="#a"/><target href="#b"/></assertedArtifactSupport>', ['sacm-s10']],
    ['S11', '<artifactReference id="a"/><claim id="b"/><assertedInference id="r"><source href="#a"/><target href="#b"/></assertedInference>', ['sacm-s11']],
    ['S12', '<claim id="a"/><claim id="b"/><assertedInference id="r"><source href="#a"/></assertedInference>', ['sacm-s12']],
    ['a dangling reference', '<claim id="b"/><assertedInference id="r"><source href="#zz"/><target href="#b"/></assertedInference>', ['sacm-dangling']],
    ['nothing wrong', '<claim id="b"/>', []],
  ])('finds what breaks %s', (_rule, body, codes) => {
    const expected = codes.includes('sacm-s5') || !body.includes('expression="q"') ? codes : ['sacm-s5'];
    expect(rulesOf(inPackage(body))).toEqual(expected);
  }); // prettier-ignore

  it.each([
    ['XML that is something else', '<html/>', /^not-a-sacm-file line 1/u],
    ['an id twice', inPackage('<claim id="a"/><claim id="a"/>'), /^duplicate-id line 1, column/u],
    ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "b">]><sacm:AssuranceCasePackage/>', /^xml-doctype/u],
    ['20,000 packages in each other', '<argumentPackage>'.repeat(20_000), /^too-deep/u],
    ['a tagged value of ours that is no JSON', inPackage('<claim id="a"><taggedValue key="countersign:owner">{</taggedValue></claim>'), /^tagged-value/u],
    ['100,001 claims', inPackage(Array.from({ length: 100_001 }, (_, index) => `<claim id="a${index}"/>`).join('')), /^too-many-nodes/u],
  ])('refuses %s', (_what, text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  }); // prettier-ignore

  it('reads 20,000 claims below one, and a chain of 20,000', () => {
    const sources = Array.from({ length: 20_000 }, (_, index) => index);
    const wide = inPackage(`<claim id="t"/>${sources.map((index) => `<claim id="a${index}" content="x"/><assertedInference id="r${index}"><source href="#a${index}"/><target href="#t"/></assertedInference>`).join('')}`); // prettier-ignore
    expect(nodesOf(wide).get('t')?.['supportedBy']).toHaveLength(20_000);
    const chain = inPackage(sources.map((index) => `<claim id="a${index}"/><assertedInference id="r${index}"><source href="#a${index + 1}"/><target href="#a${index}"/></assertedInference>`).join('')); // prettier-ignore
    expect(nodesOf(chain).size).toBe(20_000);
  });
});

describe('writing SACM', () => {
  it('gives back what was read, relationships and packages included', () => {
    const { interchange } = readSacm(PLAIN, 'a.xml');
    const { text, losses } = writeSacm(interchange);
    expect(losses).toEqual([]);
    expect(differencesOf(interchange, readSacm(text, 'b.xml').interchange)).toEqual([]);
    expect(text).toContain('<assertedInference id="R4" isCounter="true">');
  });

  it('says challenges, defeat, confidence and what is ours in the words of SACM', () => {
    const argument = asInterchange({
      G1: { kind: 'goal', text: 'Top', supportedBy: ['S1', 'Sn2'], inContextOf: ['C1', 'A1', 'J1'], owner: 'p1', supportMode: 'any_of', acp: { G4: 'S1' } },
      S1: { kind: 'strategy', text: 'How', supportedBy: ['G2', 'G3'] },
      G2: { kind: 'goal', text: 'Two <&> "x"', supportedBy: ['Sn1'], defeated: true },
      G3: { kind: 'goal', text: 'Three', undeveloped: true },
      G4: { kind: 'goal', text: 'Sure', undeveloped: true },
      Sn1: { kind: 'solution', text: 'Proof', url: 'u', evidence: ['E1'] }, Sn2: { kind: 'solution', text: 'More' },
      C1: { kind: 'context', text: 'Where' }, A1: { kind: 'assumption', text: 'If' }, J1: { kind: 'justification', text: 'As' },
      D1: { kind: 'defeater', text: 'Unless', challenges: ['G2'] }, D2: { kind: 'counterEvidence', text: 'But', challenges: ['Sn1'] },
    }); // prettier-ignore
    const { text, losses } = writeSacm(argument);
    expect(losses).toEqual([]);
    for (const part of ['assertionDeclaration="defeated"', 'assertionDeclaration="assumed"', 'isCounter="true"', '<metaClaim href="#G4"/>', '<taggedValue key="countersign:owner">"p1"</taggedValue>']) expect(text).toContain(part); // prettier-ignore
    const back = readSacm(text, 'b.xml');
    expect(back.findings).toEqual([]);
    expect(differencesOf(argument, back.interchange).filter((path) => !path.endsWith('.x-sacm'))).toEqual([]); // prettier-ignore
  });

  it('writes relationships anew where the argument no longer says what they say', () => {
    const { interchange } = readSacm(PLAIN, 'a.xml');
    const nodes = new Map(interchange.nodes);
    nodes.set('S1', { ...nodes.get('S1'), supportedBy: ['M1'], inContextOf: [] });
    const { text } = writeSacm({ ...interchange, nodes });
    expect(nodesOf(text).get('S1')).toMatchObject({ supportedBy: ['M1'] });
    expect(nodesOf(text).get('S1')?.['inContextOf'] ?? []).toEqual([]);
  });

  it('is clean by the constraints and reads back the same for any argument, with each tagged link named', () => {
    const kinds = ['goal', 'strategy', 'solution', 'context', 'assumption', 'justification', 'defeater', 'counterEvidence', 'awayGoal', 'moduleReference', 'contractReference', 'awaySolution', 'awayContext', 'unknown'];
    const ids = ['N1', 'N2', 'N3', 'N4', 'N 5', 'ü#6'];
    const links = fc.uniqueArray(fc.constantFrom(...ids, 'N9'), { maxLength: 3 });
    const doubts = fc.uniqueArray(fc.oneof(links.map(([id]) => id ?? 'N1'), fc.constantFrom('N1 -> N2', 'N2 -> N3')), { maxLength: 2 });
    const text = fc.string({ unit: 'grapheme' });
    const node = fc.record({ kind: fc.constantFrom(...kinds), text, supportedBy: links, inContextOf: links, challenges: doubts, undeveloped: fc.boolean(), defeated: fc.boolean(), owner: text });
    fc.assert(fc.property(fc.array(node, { minLength: 1, maxLength: 6 }), (nodes) => {
      const argument = asInterchange(Object.fromEntries(nodes.map((fields, index) => [ids[index] ?? '', fields])));
      const { text: written, losses } = writeSacm(argument);
      const back = readSacm(written, 'b.xml');
      expect(back.findings.filter(({ code }) => /^sacm-(?:s\d+|dangling)$/u.test(code))).toEqual([]);
      const isFlag = (path: string): boolean => /\.(?:undeveloped|defeated)$/u.test(path);
      const different = differencesOf(argument, back.interchange).filter((path) => !path.endsWith('.x-sacm'));
      const flags = different.filter(isFlag).filter((path) => {
        const at = path.lastIndexOf('.');
        const [id, key] = [path.slice(0, at), path.slice(at + 1)];
        return (argument.nodes.get(id)?.[key] === true) !== (back.interchange.nodes.get(id)?.[key] === true);
      });
      expect([...different.filter((path) => !isFlag(path)), ...flags]).toEqual([]);
      expect(lossWords(losses).filter((word) => word.startsWith('dropped'))).toEqual([]);
    }), { numRuns: 300 });
  }); // prettier-ignore
});
