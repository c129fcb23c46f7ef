import { expect, it } from 'vitest';
import {
  type PaletteItem,
  rankItems,
} from '../../../../renderer/features/shortcuts/palette-items.ts';

const item = (id: string, text: string, also = ''): PaletteItem => ({ key: `${id}${text}`, id, text, also, hint: '', run: () => undefined }); // prettier-ignore
const items = [
  item('G1', 'Sandbox'),
  item('G10', 'Other'),
  item('', 'Annex', 'docs/sandbox.md'),
  item('E1', 'The sandbox holds'),
];
const found = (query: string) => rankItems(items, query).map((one) => one.id || one.text);

it('puts the id first, then ids that begin so', () => {
  expect(found('g1')).toEqual(['G1', 'G10']);
});

it('puts words that begin the text before words inside it, and file paths last', () => {
  expect(found('sandbox')).toEqual(['G1', 'E1', 'Annex']);
});

it('needs every word', () => {
  expect(found('sandbox holds')).toEqual(['E1']);
  expect(found('sandbox zebra')).toEqual([]);
});

it('shows all while nothing is typed', () => {
  expect(found('  ')).toHaveLength(4);
});
