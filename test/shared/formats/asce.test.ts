import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { htmlToText } from '../../../shared/formats/asce/html-text.ts';
import { readAsce } from '../../../shared/formats/asce/read.ts';

interface Part {
  readonly type: number;
  readonly id?: string;
  readonly more?: string;
}

function node(reference: string, { type, id = reference, more = '' }: Part): string {
  return `<node reference="${reference}"><layout x="1" y="2"/><type>${type}</type><user-id>${id}</user-id><user-title>Title of ${id}</user-title>${more}</node>`; // prettier-ignore
}

function link(type: number, source: string, destination: string): string {
  return `<link reference="L${source}${destination}"><type>${type}</type><strength>1</strength><source-reference>${source}</source-reference><destination-reference>${destination}</destination-reference></link>`; // prettier-ignore
}

function network(schema: string, nodes: readonly string[], links: readonly string[]): string {
  return `<asce-network version="1.0"><general><interpretation-schema>${schema}</interpretation-schema><project-name>Demo</project-name></general><nodes>${nodes.join('')}</nodes><links>${links.join('')}</links></asce-network>`; // prettier-ignore
}

function problemsOf(text: string): string[] {
  try {
    readAsce(text, 'a.axml');
    return [];
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return error.problems.map(({ code }) => code);
  }
}

const CAE_NODES = [
  node('N1', { type: 1, id: 'C1', more: '<html-annotation>&lt;p&gt;More&lt;/p&gt;</html-annotation>' }),
  node('N2', { type: 2, id: 'A1' }), node('N3', { type: 3, id: 'E1' }), node('N4', { type: 6, id: 'W1' }),
  node('N5', { type: 8, id: 'D1', more: '<status-fields><status-field type="boolean" name="addressed">True</status-field></status-fields>' }),
]; // prettier-ignore

describe('reading ASCE networks', () => {
  it('reads claims, arguments, evidence, side-claims and defeaters', () => {
    const links = [link(2, 'N2', 'N1'), link(3, 'N3', 'N2'), link(4, 'N4', 'N2'), link(5, 'N5', 'N3')]; // prettier-ignore
    const { interchange, findings, losses } = readAsce(network('ASCAD 2.0', CAE_NODES, links), 'a.axml'); // prettier-ignore
    const { nodes } = interchange;
    expect(nodes.get('C1')).toMatchObject({ kind: 'goal', text: 'Title of C1', supportedBy: ['A1'], 'x-asce': { annotation: 'More', layout: { x: '1', y: '2' } } }); // prettier-ignore
    expect(nodes.get('A1')).toMatchObject({ kind: 'strategy', supportedBy: ['E1'], inContextOf: ['W1'] }); // prettier-ignore
    expect(nodes.get('W1')).toMatchObject({ kind: 'justification' });
    expect(nodes.get('D1')).toMatchObject({ kind: 'defeater', challenges: ['E1'], status: 'resolved' }); // prettier-ignore
    expect([findings, losses, interchange.title]).toEqual([[], [], 'Demo']);
  });

  it('reads the same codes otherwise under the schema of GSN', () => {
    const nodes = [node('N1', { type: 1 }), node('N2', { type: 2 }), node('N3', { type: 3, more: '<status-fields><status-field name="requiresdevelopment">True</status-field></status-fields>' }), node('N4', { type: 6 })]; // prettier-ignore
    const links = [link(1, 'N3', 'N1'), link(1, 'N2', 'N1'), link(2, 'N4', 'N1')];
    const read = readAsce(network('ASCE-GSN-CM-1.2', nodes, links), 'a.axml').interchange.nodes;
    expect(read.get('N1')).toMatchObject({ kind: 'goal', supportedBy: ['N3', 'N2'], inContextOf: ['N4'] }); // prettier-ignore
    expect([read.get('N2')?.['kind'], read.get('N3'), read.get('N4')?.['kind']]).toMatchObject(['solution', { kind: 'strategy', undeveloped: true }, 'context']); // prettier-ignore
  });

  it('turns links round that run from what is supported, and says which', () => {
    const links = [link(2, 'N1', 'N2'), link(3, 'N2', 'N3'), link(4, 'N2', 'N4'), link(5, 'N3', 'N5')]; // prettier-ignore
    const { interchange, findings } = readAsce(network('ASCAD 2.0', CAE_NODES, links), 'a.axml');
    expect(interchange.nodes.get('C1')).toMatchObject({ supportedBy: ['A1'] });
    expect(interchange.nodes.get('A1')).toMatchObject({ supportedBy: ['E1'], inContextOf: ['W1'] });
    expect(interchange.nodes.get('D1')).toMatchObject({ challenges: ['E1'] });
    expect(findings.map(({ code, message }) => [code, message.slice(0, 12)])).toEqual([['asce-reversed-link', '4 of 4 links']]); // prettier-ignore
  });

  it('says what it cannot tell: types that are not known', () => {
    const text = network('ASCAD 2.0', [node('N1', { type: 1 }), node('N2', { type: 7 })], [link(9, 'N2', 'N1')]).replace('>7<', '>constructor<').replace('>9<', '>constructor<'); // prettier-ignore
    const { interchange, findings } = readAsce(text, 'a.axml');
    expect(findings.map(({ code }) => code)).toEqual(['asce-unknown-type', 'asce-unknown-link']);
    expect(interchange.nodes.get('N1')).toMatchObject({ supportedBy: ['N2'] });
  });

  it.each([
    ['another root', '<a/>', ['not-an-asce-file']],
    ['an unknown schema', network('Own 1', [], []), ['asce-unknown-schema']],
    ['links and references that are wrong, all of them', network('ASCAD', [node('N1', { type: 1 }), node('N1', { type: 1, id: 'Q' })], [link(1, 'N1', 'N9')]), ['duplicate-id', 'link-not-found']],
    ['100,001 nodes', network('ASCAD', ['<node/>'.repeat(100_001)], []), ['too-many-nodes']],
  ])('refuses %s', (_what, text, codes) => {
    expect(problemsOf(text)).toEqual(codes);
  }); // prettier-ignore

  it('never carries a password over', () => {
    const text = network('ASCAD', CAE_NODES, []).replace('<general>', '<general><asce-password>secret</asce-password>'); // prettier-ignore
    const { interchange, losses } = readAsce(text, 'a.axml');
    expect(JSON.stringify([...interchange.nodes])).not.toContain('secret');
    expect(losses.map(({ field }) => field)).toEqual(['asce-password']);
  });
});

describe('plain text of an annotation', () => {
  it.each([
    ['<p>One &amp; <b>two</b></p><p>three&nbsp;four</p>', 'One & two\nthree four'],
    ['<script>alert(1)</script>a<style>x{}</style>b<!-- c > d -->e', 'abe'],
    ['a < b and c > d', 'a < b and c > d'],
    ['&#x41;&#66;&unknown;&#0;', 'AB&unknown;\ufffd'],
    ['<img src=x onerror=alert(1)>text', 'text'],
    ['<p>open <', 'open <'],
  ])('of %s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('does not become a tag where one is taken out of the middle', () => {
    expect(htmlToText('a <<!-->script> b')).toBe('a < script> b');
  });

  it('holds no tag, whatever the markup', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('<', '>', 'script', '/', 'p', ' ', 'a', '!--', '--', '&lt;')), (parts) => {
        const text = htmlToText(parts.join(''));
        // What reads like a tag afterwards was written out as text: "&lt;".
        expect(parts.includes('&lt;') || !/<[a-z/!]/iu.test(text)).toBe(true);
      }),
      { numRuns: 1_000 },
    ); // prettier-ignore
  });

  it('takes a mebibyte of open tags without hanging', () => {
    expect(htmlToText('<p>'.repeat(350_000))).toBe('');
    expect(htmlToText('<!--'.repeat(250_000))).toBe('');
  });
});
