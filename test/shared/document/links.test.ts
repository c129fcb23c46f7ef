import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveLink, resolvePath } from '../../../shared/document/links.ts';

const from = 'docs/02-control.md';

describe('resolveLink', () => {
  it.each([
    ['#control-leg', { kind: 'fragment', fragment: 'control-leg' }],
    ['03-evaluations.md#elicitation', { kind: 'file', path: 'docs/03-evaluations.md', fragment: 'elicitation' }],
    ['../evidence/E14%20x.csv', { kind: 'file', path: 'evidence/E14 x.csv', fragment: null }],
    ['/evidence/E14.csv', { kind: 'file', path: 'evidence/E14.csv', fragment: null }],
    ['https://example.org/a', { kind: 'external', address: 'https://example.org/a' }],
    ['mailto:a@example.org', { kind: 'external', address: 'mailto:a@example.org' }],
    ['//example.org/a', { kind: 'external', address: '//example.org/a' }],
  ])('understands %j', (href, target) => {
    expect(resolveLink(href, from)).toEqual(target);
  }); // prettier-ignore

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0000javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://example.org/1',
    'app://countersign/index.html',
    '../../outside.md',
    '../../../etc/passwd',
    'a\\b.md',
    '',
  ])('makes %j inert', (href) => {
    expect(resolveLink(href, from).kind).toBe('inert');
  });

  it('never answers a path that climbs out or begins with a slash', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('.', '/', 'a', '#', '%', '2', 'e', 'f', '\\', ':') }), (href) => {
        const target = resolveLink(href, from);
        if (target.kind !== 'file') return;
        expect(target.path.split('/')).not.toContain('..');
        expect(target.path.startsWith('/')).toBe(false);
      }),
    );
  }); // prettier-ignore
});

describe('resolvePath', () => {
  it('answers null when the bundle is left, even where the way leads back in', () => {
    expect(resolvePath('../../docs/a.md', from)).toBeNull();
    expect(resolvePath('../a.md', from)).toBe('a.md');
  });
});
