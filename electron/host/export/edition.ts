/** Which files an edition of an audit record leaves out, and under which digest they stay named. */
import { PUBLIC_GROUND, isWithholdableKind, type Edition, type WithheldItem } from '../../../shared/export/withheld.ts'; // prettier-ignore
import { CountersignError } from '../../../shared/errors.ts';
import { toPae } from '../../../shared/trust/dsse.ts';
import type { BundleEntry } from './bundle-files.ts';
import type { ExportedRecord } from './read-source.ts';

export interface EditionRequest {
  readonly edition: Edition;
  /** Payload files of the open bundle to leave out of the external edition: "data/evidence/E1.csv". */
  readonly withheld: readonly { readonly path: string; readonly ground: string }[];
  /** keyid of the person who approves what is left out; needed unless the edition is full. */
  readonly approvedBy: string | null;
}

export const FULL_EDITION: EditionRequest = { edition: 'full', withheld: [], approvedBy: null };

/** Case and argument hold the other files together: an external reader cannot check anything without them. */
export function canBeWithheld(path: string): boolean {
  return /^data\/(evidence|docs)\/./.test(path) && !/\.ya?ml$/i.test(path);
}

function refuse(message: string): never {
  throw new CountersignError('bad-request', message, [
    { code: 'withheld', file: null, place: null, rule: 'What an edition may leave out', message },
  ]);
}

function toItem(entry: BundleEntry, ground: string, approvedBy: string): WithheldItem {
  return { path: entry.path, sha256: entry.content.sha256, bytes: entry.content.bytes, ground, approvedBy }; // prettier-ignore
}

const inBundle = (entry: BundleEntry): string => entry.path.replace(/^data\/bundle\/[^/]+\//, '');

/** The same file of another version, and the same bytes under another name, would give away what is withheld. */
function toExternal(
  request: EditionRequest,
  bundles: readonly BundleEntry[],
  openBundle: string,
  approvedBy: string,
): WithheldItem[] {
  const grounds = new Map(request.withheld.map(({ path, ground }) => [path, ground.trim()]));
  if (grounds.size === 0)
    refuse('An external edition that leaves nothing out is the full edition.');
  const byDigest = new Map<string, string>();
  for (const [path, ground] of grounds) {
    const entry = bundles.find((item) => item.path === `data/bundle/${openBundle}/${path}`);
    if (entry === undefined || !canBeWithheld(path)) refuse(`"${path}" is no document and no evidence of this bundle.`); // prettier-ignore
    if (ground === '') refuse(`No ground is given for withholding "${path}".`);
    byDigest.set(entry.content.sha256, ground);
  }
  return bundles.flatMap((entry) => {
    const path = inBundle(entry);
    const ground = grounds.get(path) ?? (path.startsWith('data/') ? byDigest.get(entry.content.sha256) : undefined); // prettier-ignore
    return ground === undefined ? [] : [toItem(entry, ground, approvedBy)];
  });
}

function toPublic(
  bundles: readonly BundleEntry[],
  records: readonly ExportedRecord[],
  approvedBy: string,
): WithheldItem[] {
  const files = bundles.filter((entry) => inBundle(entry).startsWith('data/'));
  const working = records.filter((record) => isWithholdableKind(record.kind));
  return [
    ...files.map((entry) => toItem(entry, PUBLIC_GROUND, approvedBy)),
    ...working.map((record) => ({
      path: `data/records/${record.stem}.pae`,
      sha256: record.digest,
      bytes: toPae(record.envelope.payload).length,
      ground: PUBLIC_GROUND,
      approvedBy,
    })),
  ];
}

/**
 * Everything the edition leaves out, by path in the audit record.
 * @param openBundle digest of the version that the person sees
 * @throws CountersignError `bad-request` where something is asked for that may not be left out
 */
export function toWithheldItems(
  request: EditionRequest,
  bundles: readonly BundleEntry[],
  records: readonly ExportedRecord[],
  openBundle: string,
): readonly WithheldItem[] {
  const { edition, approvedBy } = request;
  if (edition === 'full') {
    return request.withheld.length === 0 ? [] : refuse('The full edition leaves nothing out.');
  }
  if (approvedBy === null) return refuse('Somebody has to approve what is left out: choose an identity first.'); // prettier-ignore
  const other = bundles.find((entry) => /^manifest-(?!sha256\.)/.test(inBundle(entry)));
  if (other !== undefined) refuse(`The bundle names its files by another digest as well (${inBundle(other)}), so only the full edition can be checked.`); // prettier-ignore
  return edition === 'external'
    ? toExternal(request, bundles, openBundle, approvedBy)
    : toPublic(bundles, records, approvedBy);
}
