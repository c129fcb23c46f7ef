import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { allElements, parseXml, toAttribute, toText } from '../../../shared/formats/xml.ts';

function problemOf(text: string): string {
  try {
    parseXml(text, 'a.xml');
    return 'accepted';
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const [problem] = error.problems;
    return `${problem?.code ?? ''} at ${problem?.place ?? ''}`;
  }
}

describe('the reader for XML', () => {
  it('gives elements, attributes, text and places', () => {
    const root = parseXml('<?xml version="1.0"?>\n<p:a x="1 &amp; 2">t<b/><![CDATA[<u>]]>\n <c y="&#x41;"/></p:a>', 'a.xml'); // prettier-ignore
    expect([...allElements(root)].map(({ name, local, line }) => [name, local, line])).toEqual([['p:a', 'a', 2], ['b', 'b', 2], ['c', 'c', 3]]); // prettier-ignore
    expect([root.attributes.get('x'), root.text, root.children[1]?.attributes.get('y')]).toEqual(['1 & 2', 't<u>\n ', 'A']); // prettier-ignore
  });

  it.each([
    ['a bomb of entities', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>', /^xml-doctype/u],
    ['a file from outside', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /^xml-doctype/u],
    ['an entity that is not known', '<a>&nbsp;</a>', /^invalid-xml at line 1/u],
    ['a tag that is not closed', '<a><b></a>', /^invalid-xml/u],
    ['two roots', '<a/><b/>', /^invalid-xml/u],
    ['nothing', '', /^invalid-xml/u],
    ['text alone', 'a: b', /^invalid-xml/u],
    ['an attribute twice', '<a x="1" x="2"/>', /^invalid-xml/u],
    ['a control character', '<a>\u0001</a>', /^invalid-xml/u],
    ['half of a character', '<a>&#xD800;</a>', /^invalid-xml/u],
    ['20,000 levels', '<a>'.repeat(20_000), /^too-deep at line 1/u],
    ['too many attributes', `<a ${Array.from({ length: 257 }, (_, index) => `x${index}="1"`).join(' ')}/>`, /^too-many-attributes/u],
    ['250,000 elements and one', `<a>${'<b/>'.repeat(250_000)}</a>`, /^too-many-elements/u],
  ])('refuses %s', (_what, text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  }); // prettier-ignore

  it('reads back any text that was written, but for characters that XML does not have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const root = parseXml(`<a x="${toAttribute(text)}">${toText(text)}</a>`, 'a.xml');
        const clean = [...text].map((character) => (/[\u007f-\u009f\t\n\r]|[^\p{Cc}\ufffe\uffff]/u.test(character) ? character : '\ufffd')).join(''); // prettier-ignore
        expect([root.attributes.get('x'), root.text]).toEqual([clean, clean]);
      }),
    );
  });
});
