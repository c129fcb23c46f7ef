/**
 * What an edition of an audit record leaves out. A withheld file keeps its line in `data/withheld.json`,
 * and its digest in a place that is signed: a file of a bundle in the manifest that names the bundle, a
 * record in the log entry that names it. So whoever holds the bytes can show that they are the same.
 */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { CountersignError } from '../errors.ts';
import { isSignOffKind, type RecordKind } from '../review/records.ts';
import { comparePaths } from '../bundle/bag-text.ts';
import { utf8Decode } from '../trust/bytes.ts';
import { toCanonicalJson } from '../trust/canonical-json.ts';
import { parseStrictJson } from '../trust/strict-json.ts';

export const EDITIONS = ['full', 'external', 'public'] as const;
export type Edition = (typeof EDITIONS)[number];

export const EDITION_WORDS: Readonly<Record<Edition, string>> = {
  full: 'full edition',
  external: 'external edition',
  public: 'public summary',
};

export const withheldItem = z.strictObject({
  /** "data/bundle/<digest>/data/evidence/E1.csv", or "data/records/<stem>.pae" for a whole record. */
  path: z.string().min(1).max(1_000),
  sha256: sha256Hex,
  bytes: z.number().int().nonnegative(),
  /** Why, in the words of whoever approved it. */
  ground: z.string().min(1).max(500),
  /** keyid of the person who approved it. */
  approvedBy: sha256Hex,
});
export type WithheldItem = z.infer<typeof withheldItem>;

/** Ground of everything that the public summary leaves out by its definition. */
export const PUBLIC_GROUND = 'Not part of the public summary';
/** Stands in report and registers of a public summary where words are withheld. */
export const WITHHELD_WORDS = '[withheld]';

const BUNDLE_PATH = /^data\/bundle\/([0-9a-f]{64})\/(data\/.+)$/;
const RECORD_PATH = /^data\/records\/(\d{4,}-([a-z-]+)-[0-9a-f]{8})\.pae$/;

/** Working records. Whatever decides, disagrees, sets a rule aside or says who is who is never withheld (R28, R34). */
const WITHHOLDABLE_KINDS: readonly RecordKind[] = [
  'engagement', 'declaration', 'note', 'challenge', 'response', 'assessment', 'non-finding', 'receipt',
]; // prettier-ignore

/** True for kinds of records that the public summary may leave out. */
export function isWithholdableKind(kind: string): boolean {
  return WITHHOLDABLE_KINDS.some((known) => known === kind && !isSignOffKind(known));
}

export type WithheldPlace =
  | { readonly kind: 'bundle file'; readonly bundle: string; readonly path: string }
  | { readonly kind: 'record'; readonly stem: string; readonly recordKind: string };

/** What a path of the list stands for; null where it is nothing that can be withheld. */
export function toWithheldPlace(path: string): WithheldPlace | null {
  const file = BUNDLE_PATH.exec(path);
  if (file?.[1] !== undefined && file[2] !== undefined) return { kind: 'bundle file', bundle: file[1], path: file[2] }; // prettier-ignore
  const record = RECORD_PATH.exec(path);
  if (record?.[1] !== undefined && record[2] !== undefined) return { kind: 'record', stem: record[1], recordKind: record[2] }; // prettier-ignore
  return null;
}

function sorted(items: readonly WithheldItem[]): WithheldItem[] {
  return [...items].sort((a, b) => comparePaths(a.path, b.path));
}

/** data/withheld.json: canonical JSON, sorted by the bytes of the path, with a line feed. "[]\n" in the full edition. */
export function toWithheldJson(items: readonly WithheldItem[]): string {
  return `${toCanonicalJson(sorted(items).map((item) => ({ ...item })))}\n`;
}

function refuse(file: string, message: string): never {
  throw new CountersignError('audit-record-refused', message, [
    { code: 'withheld-list', file, place: null, rule: 'The list of what is withheld', message },
  ]);
}

/**
 * Reads the list in exactly the form in which it is written, so that every reader sees the same list.
 * @throws CountersignError `input-refused`, `audit-record-refused`
 */
export function parseWithheld(bytes: Uint8Array, file: string): readonly WithheldItem[] {
  const text = utf8Decode(bytes, file);
  const parsed = z.array(withheldItem).safeParse(parseStrictJson(text, file));
  if (!parsed.success) return refuse(file, 'It is not a list of path, sha256, bytes, ground and approvedBy.'); // prettier-ignore
  if (toWithheldJson(parsed.data) !== text) return refuse(file, 'It is not in canonical form, sorted by path.'); // prettier-ignore
  if (new Set(parsed.data.map((item) => item.path)).size !== parsed.data.length) return refuse(file, 'A path stands in it twice.'); // prettier-ignore
  return parsed.data;
}
