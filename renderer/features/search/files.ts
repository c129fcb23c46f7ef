/** Which files of a case are searched by their contents, and why others are not. */
import type { CaseDocument, EvidenceItem, SafetyCase } from '../../../shared/case/model.ts';
import type { FileSubject } from '../../../shared/search/file-items.ts';
import { toSize } from '../../components/words.ts';
import { toViewer } from '../evidence/viewer.ts';
import type { FileToSearch } from './protocol.ts';

/** A larger file is not searched by its contents. */
export const LARGEST_FILE = 8_000_000;
/** Bytes of all files together; what comes after is not searched by its contents. */
export const LARGEST_CASE = 64_000_000;

export type SearchableFile = Omit<FileToSearch, 'text'>;

export interface NotSearched {
  /** Path below data/. */
  readonly path: string;
  readonly why: string;
}

export interface FilePlan {
  readonly files: readonly SearchableFile[];
  readonly left: readonly NotSearched[];
}

/** Documents first, then evidence, in the order of the case. Every file is in one of the two lists. */
export function toFilePlan(safetyCase: Pick<SafetyCase, 'documents' | 'evidence' | 'people'>): FilePlan {
  const names = new Map(safetyCase.people.map((one) => [one.id, one.name]));
  const files: SearchableFile[] = [];
  const left: NotSearched[] = [];
  let total = 0;
  const take = ({ path, bytes }: CaseDocument | EvidenceItem, subject: FileSubject, as: SearchableFile['as'] | null): void => {
    if (as === null) left.push({ path, why: 'not text' });
    else if (bytes > LARGEST_FILE) left.push({ path, why: `larger than ${toSize(LARGEST_FILE)}` });
    else if (total + bytes > LARGEST_CASE) left.push({ path, why: `beyond ${toSize(LARGEST_CASE)} of all files together` });
    else {
      total += bytes;
      files.push({ subject, path, as });
    }
  };
  for (const one of safetyCase.documents) take(one, { kind: 'document', id: one.path, owners: [] }, 'markdown');
  for (const one of safetyCase.evidence) {
    const name = names.get(one.preparedBy ?? '');
    const owners = [one.preparedBy, name].filter((owner) => owner !== null && owner !== undefined);
    take(one, { kind: 'evidence', id: one.id, owners }, FORMS[toViewer(one)]);
  }
  return { files, left };
} // prettier-ignore

const FORMS: Readonly<Record<ReturnType<typeof toViewer>, SearchableFile['as'] | null>> = {
  table: 'csv',
  json: 'json',
  markdown: 'markdown',
  text: 'plain',
  image: null,
  bytes: null,
};
