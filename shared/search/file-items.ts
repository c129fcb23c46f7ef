/** What stands in the files of a case as things to be found: passages, rows of tables, values of JSON. */
import type { DocumentBlock, DocumentModel } from '../document/model.ts';
import { type SearchItem, toSubject } from './item.ts';

/** The file whose contents are searched, as documents and evidence name themselves. */
export interface FileSubject {
  readonly kind: 'document' | 'evidence';
  /** Path of a document, id of a piece of evidence. */
  readonly id: string;
  /** Names of whoever prepared it. */
  readonly owners: readonly string[];
}

/** One item a block, with the headings that it stands under. The title of a document is its own item. */
export function toDocumentItems(subject: FileSubject, { blocks, title }: Pick<DocumentModel, 'blocks' | 'title'>): readonly SearchItem[] {
  const items: SearchItem[] = [];
  let headings: DocumentBlock[] = [];
  for (const block of blocks) {
    if (block.depth > 0) headings = [...headings.filter((one) => one.depth < block.depth), block];
    if (block.text.trim() === '' || (block.kind === 'title' && block.text === title && subject.kind === 'document')) continue;
    const above = headings.filter((one) => one !== block && one.kind !== 'title').map((one) => one.text);
    items.push(toPart(subject, block.id, block.text, [...above, block.label].filter((one) => one !== '').join(', ')));
  }
  return items;
} // prettier-ignore

/** One item a row with words in it, the head as row 0; `cells` says where each cell begins. */
export function toTableItems(
  subject: FileSubject,
  { header, rows }: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }, // prettier-ignore
): readonly SearchItem[] {
  const items: SearchItem[] = [];
  [header, ...rows].forEach((row, number) => {
    const body = row.join(BETWEEN_CELLS);
    if (body.trim() === '') return;
    let at = 0;
    const cells = row.map((cell) => (at += cell.length + BETWEEN_CELLS.length) - cell.length - BETWEEN_CELLS.length); // prettier-ignore
    const where = number === 0 ? 'head of the table' : `row ${String(number)}`;
    items.push({ ...toPart(subject, String(number), body, where), cells });
  });
  return items;
}

/** Stands between cells in a hit; a phrase does not reach over it by chance. */
const BETWEEN_CELLS = ' | ';

/** One item a value that is no container, named by its pointer. */
export function toJsonItems(
  subject: FileSubject,
  rows: readonly { readonly pointer: string; readonly name: string; readonly kind: string; readonly value: string }[], // prettier-ignore
): readonly SearchItem[] {
  return rows.flatMap(({ pointer, name, kind, value }): SearchItem[] => {
    const isContainer = kind === 'object' || kind === 'array';
    // An entry of a list has a number for a name, which is no word of the file.
    const title = /^\d+$/.test(name) ? '' : name;
    if (title === '' && (isContainer || value === '')) return [];
    return [{ ...toPart(subject, pointer, isContainer ? '' : value, pointer), title }];
  });
}

function toPart(
  { kind, id, owners }: FileSubject,
  place: string,
  body: string,
  where: string,
): SearchItem {
  const subject = toSubject(kind, id);
  return {
    key: `${subject}#${place}`,
    area: kind === 'document' ? 'documents' : 'evidence',
    kind,
    subject,
    id,
    isPart: true,
    title: '',
    body,
    where,
    place,
    owners,
  };
}
