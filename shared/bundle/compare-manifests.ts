/** What the manifests of a bag name, set against what was found. */
import type { BagInput, FoundFile } from './bag.ts';
import { comparePaths, DIGEST_LENGTHS, findEscape, parseManifest } from './bag-text.ts';
import type { BagDeclaration, BagProblem, ManifestLine } from './bag-text.ts';
import { foldName } from './name-fold.ts';

export type ManifestKind = 'manifest' | 'tagmanifest';

export interface Manifest {
  readonly file: string;
  readonly algorithm: string;
  readonly entries: ReadonlyMap<string, string>;
}

/** What the manifests name for one path. */
export interface NamedFile {
  readonly manifest: string;
  readonly algorithm: string;
  readonly digest: string;
}

interface State {
  readonly problems: BagProblem[];
  readonly warnings: string[];
}

const COMPLETE_RULE = 'RFC 8493, 3: every listed file is there, and every payload file is listed';
const VALID_RULE = 'RFC 8493, 3: every digest is that of the bytes';

/** Files that systems make and sweep away by themselves; listed by mistake, gone without harm. */
const SYSTEM_FILES = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

function isInside(kind: ManifestKind, path: string): boolean {
  return kind === 'manifest' ? path.startsWith('data/') : !path.startsWith('data/');
}

/** Takes one line into the manifest, or says why not. */
function takeLine(
  line: ManifestLine,
  file: string,
  kind: ManifestKind,
  isVersion1: boolean,
  entries: Map<string, string>,
  state: State,
): void {
  const place = `line ${line.line}`;
  const escape = findEscape(line.path);
  if (escape !== null) {
    state.problems.push({ code: 'path-escapes', file, place, rule: 'RFC 8493, 5: nothing outside the bag', message: `The path "${line.path}" is refused: ${escape}.` }); // prettier-ignore
    return;
  }
  if (!isInside(kind, line.path)) {
    const where = kind === 'manifest' ? 'only files below data/' : 'no files below data/';
    state.problems.push({ code: 'path-escapes', file, place, rule: `RFC 8493, 2: a ${kind} lists ${where}`, message: `The path "${line.path}" does not belong in ${file}.` }); // prettier-ignore
    return;
  }
  const earlier = entries.get(line.path);
  if (earlier === undefined) {
    entries.set(line.path, line.digest);
    return;
  }
  if (earlier !== line.digest || isVersion1) {
    const how = earlier === line.digest ? 'with the same digest' : 'with different digests';
    state.problems.push({ code: 'listed-twice', file, place, rule: 'RFC 8493, 2.1.3: one line a file', message: `"${line.path}" is listed twice, ${how}.` }); // prettier-ignore
    return;
  }
  state.warnings.push(`"${line.path}" is listed twice in ${file}, with the same digest.`);
}

/** Reads all manifests of one kind, by the names of the files in the bag's top folder. */
export function readManifests(
  input: BagInput,
  bag: BagDeclaration,
  kind: ManifestKind,
  isOwn: boolean,
  state: State,
): { manifests: Manifest[]; unreadable: number; hasOddLines: boolean } {
  const manifests: Manifest[] = [];
  let unreadable = 0;
  let hasOddLines = false;
  const pattern = new RegExp(`^${kind}-([A-Za-z0-9-]+)\\.txt$`, 'u');
  for (const { path: file } of input.files) {
    const algorithm = pattern.exec(file)?.[1]?.toLowerCase();
    const bytes = algorithm === undefined ? null : input.tagFile(file);
    if (algorithm === undefined || bytes === null) continue;
    if (DIGEST_LENGTHS[algorithm] === undefined) {
      unreadable += 1;
      state.problems.push({ code: 'digest-unknown', file, place: null, rule: 'RFC 8493, 2.4: digests that can be computed here', message: `The digest "${algorithm}" cannot be computed by this program.` }); // prettier-ignore
      continue;
    }
    const text = input.decode(bytes, bag.encoding);
    if (text === null) {
      unreadable += 1;
      state.problems.push({ code: 'tag-encoding', file, place: null, rule: 'RFC 8493, 2.2.4: tag files are in the named encoding', message: `${file} is not readable as ${bag.encoding}.` }); // prettier-ignore
      continue;
    }
    const isVersion1 = bag.version[0] === 1;
    const parsed = parseManifest(text, file, algorithm, isVersion1);
    state.problems.push(...parsed.problems);
    const entries = new Map<string, string>();
    for (const line of parsed.lines) takeLine(line, file, kind, isVersion1, entries, state);
    const odd = parsed.lines.find((line) => line.oddity !== null);
    if (odd !== undefined) {
      if (kind === 'manifest' && algorithm === 'sha256') hasOddLines = true;
      const message = `${file}, line ${odd.line}: ${odd.oddity ?? ''}.`;
      if (isOwn)
        state.problems.push({ code: 'manifest-form', file, place: `line ${odd.line}`, rule: 'Bundle layout', message }); // prettier-ignore
      else state.warnings.push(message);
    }
    const paths = parsed.lines.map((line) => line.path);
    if (
      isOwn &&
      paths.some((path, index) => index > 0 && comparePaths(paths[index - 1] ?? '', path) > 0)
    ) {
      state.warnings.push(`${file} is not sorted by path.`);
    }
    manifests.push({ file, algorithm, entries });
  }
  // SHA-256 first: its digests are the ones shown where several manifests disagree with the bytes.
  manifests.sort((a, b) => Number(b.algorithm === 'sha256') - Number(a.algorithm === 'sha256'));
  return { manifests, unreadable, hasOddLines };
}

function bytesText(named: number | null, found: number | null): string {
  if (found === null) return '';
  return named === null ? ` ${found} bytes found.` : ` ${named} bytes named, ${found} found.`;
}

/** Two listed paths that are one file once letter case and Unicode form are ignored (RFC 8493, 6). */
function findTwin(
  path: string,
  digest: string,
  byFold: ReadonlyMap<string, FoundFile>,
  algorithm: string,
): FoundFile | null {
  const twin = byFold.get(foldName(path));
  return twin !== undefined && twin.digests.get(algorithm) === digest ? twin : null;
}

/**
 * Compares what is named with what is there: bytes that differ, files that are missing, extra, renamed
 * or swapped. Each file is reported once. Returns what is named for each path.
 */
export function compareManifests(
  input: BagInput,
  bag: BagDeclaration,
  kind: ManifestKind,
  manifests: readonly Manifest[],
  isOwn: boolean,
  state: State,
): Map<string, NamedFile> {
  const found = new Map(
    input.files.filter((file) => isInside(kind, file.path)).map((file) => [file.path, file]),
  );
  const byFold = new Map([...found.values()].map((file) => [foldName(file.path), file]));
  const named = new Map<string, NamedFile>();
  for (const manifest of manifests) {
    for (const [path, digest] of manifest.entries) {
      if (!named.has(path))
        named.set(path, { manifest: manifest.file, algorithm: manifest.algorithm, digest });
    }
  }

  const differing = new Map<string, { named: NamedFile; foundDigest: string }>();
  const missing = new Map<string, NamedFile>();
  const matchedByFold = new Set<string>();
  for (const manifest of manifests) {
    for (const [path, digest] of manifest.entries) {
      const file = found.get(path);
      const item: NamedFile = { manifest: manifest.file, algorithm: manifest.algorithm, digest };
      const foundDigest = file?.digests.get(manifest.algorithm);
      if (file === undefined) {
        const twin = isOwn ? null : findTwin(path, digest, byFold, manifest.algorithm);
        if (twin !== null) {
          matchedByFold.add(twin.path);
          state.warnings.push(
            `"${path}" is there as "${twin.path}": the names differ only in letter case or Unicode form.`,
          );
        } else if (!isOwn && SYSTEM_FILES.has((path.split('/').pop() ?? '').toLowerCase())) {
          state.warnings.push(
            `"${path}" is listed but not there. It is a file that the system makes by itself.`,
          );
        } else if (!missing.has(path)) missing.set(path, item);
      } else if (foundDigest !== digest && !differing.has(path)) {
        differing.set(path, { named: item, foundDigest: foundDigest ?? '' });
      }
    }
  }
  for (const file of kind === 'manifest' ? found.keys() : []) {
    if (named.has(file) && SYSTEM_FILES.has((file.split('/').pop() ?? '').toLowerCase())) {
      state.warnings.push(`"${file}" is a file that the system makes by itself.`);
    }
  }
  reportDiffering(input, found, differing, state);
  reportPlaces(input, bag, kind, manifests, { found, named, missing, matchedByFold }, state);
  return named;
}

function reportDiffering(
  input: BagInput,
  found: ReadonlyMap<string, FoundFile>,
  differing: ReadonlyMap<string, { named: NamedFile; foundDigest: string }>,
  state: State,
): void {
  const ownerOf = new Map([...differing].map(([path, item]) => [item.named.digest, path]));
  for (const [path, { named, foundDigest }] of differing) {
    const bytesFound = found.get(path)?.bytes ?? null;
    const bytesNamed = input.bytesNamed(path);
    const other = ownerOf.get(foundDigest);
    const compared = { algorithm: named.algorithm, named: named.digest, found: foundDigest, bytesNamed, bytesFound }; // prettier-ignore
    const digests = `Named ${named.algorithm} ${named.digest}, found ${foundDigest}.${bytesText(bytesNamed, bytesFound)}`; // prettier-ignore
    state.problems.push(
      other !== undefined && other !== path
        ? { code: 'swapped-file', file: path, place: named.manifest, rule: VALID_RULE, message: `Holds the bytes that are named for "${other}". ${digests}`, compared } // prettier-ignore
        : { code: 'digest-differs', file: path, place: named.manifest, rule: VALID_RULE, message: `Differs from the manifest. ${digests}`, compared }, // prettier-ignore
    );
  }
}

interface Places {
  readonly found: ReadonlyMap<string, FoundFile>;
  readonly named: ReadonlyMap<string, NamedFile>;
  readonly missing: ReadonlyMap<string, NamedFile>;
  readonly matchedByFold: ReadonlySet<string>;
}

/** Missing, extra and renamed files. A tag file may be unlisted (RFC 8493, 2.2.1), a payload file never. */
function reportPlaces(
  input: BagInput,
  bag: BagDeclaration,
  kind: ManifestKind,
  manifests: readonly Manifest[],
  places: Places,
  state: State,
): void {
  const extra = [...places.found.values()].filter((file) => !places.named.has(file.path) && !places.matchedByFold.has(file.path)); // prettier-ignore
  const unclaimed = new Map(extra.map((file) => [file.path, file]));
  const byDigest = new Map<string, FoundFile>();
  for (const file of extra) {
    for (const [algorithm, digest] of file.digests) byDigest.set(`${algorithm}:${digest}`, file);
  }
  for (const [path, item] of places.missing) {
    const twin = byDigest.get(`${item.algorithm}:${item.digest}`);
    const renamed = twin !== undefined && unclaimed.has(twin.path) ? twin : undefined;
    const compared = { algorithm: item.algorithm, named: item.digest, found: renamed === undefined ? null : item.digest, bytesNamed: input.bytesNamed(path), bytesFound: renamed?.bytes ?? null }; // prettier-ignore
    if (renamed !== undefined) {
      unclaimed.delete(renamed.path);
      state.problems.push({ code: 'renamed-file', file: path, place: item.manifest, rule: COMPLETE_RULE, message: `The file was renamed: its bytes are there as "${renamed.path}".`, compared }); // prettier-ignore
    } else {
      state.problems.push({ code: 'missing-file', file: path, place: item.manifest, rule: COMPLETE_RULE, message: `The file is missing. Named ${item.algorithm} ${item.digest}.`, compared }); // prettier-ignore
    }
  }
  if (kind === 'tagmanifest') return;
  for (const file of unclaimed.values()) {
    const found = file.digests.get('sha256') ?? null;
    state.problems.push({ code: 'extra-file', file: file.path, place: null, rule: COMPLETE_RULE, message: `The file is not in the manifest. ${file.bytes} bytes found.`, compared: { algorithm: 'sha256', named: null, found, bytesNamed: null, bytesFound: file.bytes } }); // prettier-ignore
  }
  if (bag.version[0] !== 1) return;
  // Since version 1.0 every payload manifest lists every payload file.
  for (const manifest of manifests) {
    for (const path of places.named.keys()) {
      if (manifest.entries.has(path)) continue;
      state.problems.push({ code: 'not-in-every-manifest', file: path, place: manifest.file, rule: 'RFC 8493, 2.1.3: every payload manifest lists every payload file', message: `The file is not listed in ${manifest.file}.` }); // prettier-ignore
    }
  }
}
