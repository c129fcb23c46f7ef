import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, said, toCssString } from '../../../shared/export/html.ts';

describe('html', () => {
  it('escapes every part that is not markup already', () => {
    expect(
      html`<b title="${'"\''}">${'<i>&'}</b>${html`<br>`}${null}${3}${['a', html`<hr>`]}`.markup,
    ).toBe('<b title="&quot;&#39;">&lt;i&gt;&amp;</b><br>3a<hr>');
  });

  it('lets no text open or close an element, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
        expect(
          said(text).markup.replaceAll(/<\/?bdi>|<span class="fmt">U\+[0-9A-F]{4,}<\/span>/g, ''),
        ).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('said', () => {
  it('isolates words and writes out characters without a shape', () => {
    expect(said('a\u202Eb\u200B').markup).toBe(
      '<bdi>a<span class="fmt">U+202E</span>b<span class="fmt">U+200B</span></bdi>',
    );
  });

  it('keeps line ends and tabs as they are', () => {
    expect(said('a\r\nb\tc').markup).toBe('<bdi>a\nb\tc</bdi>');
  });
});

describe('toCssString', () => {
  it('lets no text end the string or the style element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toCssString(text)).not.toMatch(/["'<>\n{};]/);
      }),
    );
    expect(toCssString('FL-1"')).toBe('FL-1\\22 ');
  });
});
