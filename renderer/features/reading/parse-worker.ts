/** Parsing away from the window: documents and tables may be large, and they come from outside. */
import type { DocumentModel } from '../../../shared/document/model.ts';
import { parseDocument } from '../../../shared/document/parse-document.ts';
import { parsePlainText } from '../../../shared/document/plain-text.ts';
import type { ParseAnswer, ParseRequest, TableModel } from './parse-protocol.ts';
import { parseTable } from './parse-table.ts';

declare const self: {
  onmessage: ((event: { readonly data: ParseRequest }) => void) | null;
  postMessage(answer: ParseAnswer): void;
};

self.onmessage = ({ data }) => {
  try {
    self.postMessage({ id: data.id, ok: true, model: parse(data) });
  } catch (error) {
    self.postMessage({ id: data.id, ok: false, why: error instanceof Error ? error.message : String(error) });
  }
}; // prettier-ignore

function parse({ as, path, text }: ParseRequest): DocumentModel | TableModel {
  switch (as) {
    case 'markdown':
      return parseDocument(path, text);
    case 'plain':
      return parsePlainText(path, text);
    case 'csv':
      return parseTable(text);
  }
}
