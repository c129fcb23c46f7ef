/** What is chosen in the export dialog: the edition, and what an external reader does not get. */
import type { SafetyCase } from '../../../shared/case/model.ts';
import type { Edition } from '../../../shared/export/withheld.ts';
import type { ExportRequest } from '../../../shared/ipc/contract.ts';

export interface Candidate {
  /** Path in the bundle: "data/evidence/E1.csv". */
  readonly path: string;
  /** "E1 Task run", or the title of the document. */
  readonly title: string;
  readonly bytes: number;
}

export interface EditionForm {
  readonly edition: Edition;
  /** Also the report as a PDF. */
  readonly withPdf: boolean;
  /** Ground by path; a path that is here is withheld. */
  readonly grounds: Readonly<Record<string, string>>;
}

export const FULL: EditionForm = { edition: 'full', withPdf: true, grounds: {} };

/** Documents and evidence. What holds the argument together is in every external edition. */
export function toCandidates(safetyCase: SafetyCase): readonly Candidate[] {
  const titles = new Map<string, string>([
    ...safetyCase.evidence.map((item) => [`data/${item.path}`, `${item.id} ${item.title}`] as const),
    ...safetyCase.documents.map((item) => [`data/${item.path}`, item.title] as const),
  ]); // prettier-ignore
  return safetyCase.files
    .filter(({ path }) => /^data\/(evidence|docs)\/./.test(path) && !/\.ya?ml$/i.test(path))
    .map(({ path, bytes }) => ({ path, bytes, title: titles.get(path) ?? path.slice('data/'.length) })); // prettier-ignore
}

export function withhold(form: EditionForm, path: string, isWithheld: boolean): EditionForm {
  const { [path]: _removed, ...others } = form.grounds;
  return { ...form, grounds: isWithheld ? { ...others, [path]: '' } : others };
}

export function withGround(form: EditionForm, path: string, ground: string): EditionForm {
  return { ...form, grounds: { ...form.grounds, [path]: ground } };
}

/** What is missing before the edition can be made, in words; null when nothing is. */
export function toMissing({ edition, grounds }: EditionForm): string | null {
  if (edition !== 'external') return null;
  const given = Object.values(grounds);
  if (given.length === 0) return 'Choose what is withheld. With nothing withheld it is the full edition.'; // prettier-ignore
  return given.some((ground) => ground.trim() === '') ? 'Each place that is withheld needs a ground.' : null; // prettier-ignore
}

export function toRequest({ edition, withPdf, grounds }: EditionForm): ExportRequest {
  const withheld = Object.entries(grounds).map(([path, ground]) => ({ path, ground: ground.trim() })); // prettier-ignore
  return { edition, withPdf, withheld: edition === 'external' ? withheld : [] };
}
