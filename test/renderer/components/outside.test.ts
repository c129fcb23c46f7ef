import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Outside } from '../../../renderer/components/Outside.tsx';

const show = (text: string): string => renderToStaticMarkup(createElement(Outside, { text }));
const mark = (number: string): string =>
  `<span class="unseen" title="A character that cannot be seen">${number}</span>`;

describe('words from outside', () => {
  it('are isolated from the sentence around them, and otherwise as they are', () => {
    expect(show('Amélie Ωmega 李 <b>')).toBe('<bdi>Amélie Ωmega 李 &lt;b&gt;</bdi>');
    expect(show('שרה')).toBe('<bdi>שרה</bdi>');
  });

  it('writes out every character that cannot be seen, with its number', () => {
    const unseen = {
      '\u202e': 'U+202E', '\u2066': 'U+2066', '\u200b': 'U+200B', '\u200d': 'U+200D', '\u00ad': 'U+00AD',
      '\ufeff': 'U+FEFF', '\u0007': 'U+0007', '\u2028': 'U+2028', '\u{e0041}': 'U+E0041',
    }; // prettier-ignore
    for (const [character, number] of Object.entries(unseen)) {
      expect(show(`re${character}port`)).toBe(`<bdi>re${mark(number)}port</bdi>`);
      expect(show(character.repeat(2))).toBe(`<bdi>${mark(number).repeat(2)}</bdi>`);
    }
  });
});
