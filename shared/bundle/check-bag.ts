/**
 * The complete check of a bag: goes on to the end and lists every problem (RFC 8493, 3, and what
 * docs/formats.md adds for our own bundles). Pure: it is given what was found on disk, with digests
 * already computed from the bytes, and the texts of the tag files.
 */
import type { Problem } from '../errors.ts';
import { BAGIT_TXT, parseBagDeclaration, parseBagInfo, parseFetch } from './bag-text.ts';
import type { BagDeclaration, BagProblem } from './bag-text.ts';
import { compareManifests, readManifests } from './compare-manifests.ts';
import type { NamedFile } from './compare-manifests.ts';
import type { BagCheck, BagInput } from './bag.ts';
import { checkNames } from './name-policy.ts';
import { findLookAlikes } from './name-fold.ts';

const MANIFEST = 'manifest-sha256.txt';
const OWN_RULE = 'Bundle layout';

interface State {
  readonly problems: BagProblem[];
  readonly warnings: string[];
}

function own(code: string, file: string, message: string, place: string | null = null): Problem {
  return { code, file, place, rule: OWN_RULE, message };
}

function checkOxum(
  input: BagInput,
  text: string,
  file: string,
  isOwn: boolean,
  state: State,
): void {
  const values = parseBagInfo(text).filter(([label]) => label.toLowerCase() === 'payload-oxum');
  if (isOwn && values.length !== 1) {
    state.problems.push(own('payload-oxum', file, `bag-info.txt names Payload-Oxum ${values.length} times; once is expected.`)); // prettier-ignore
  }
  if (values.length !== 1) return;
  const payload = input.files.filter((item) => item.path.startsWith('data/'));
  const found = `${payload.reduce((sum, item) => sum + item.bytes, 0)}.${payload.length}`;
  const named = values[0]?.[1] ?? '';
  if (named === found) return;
  const message = `Payload-Oxum names ${named} (bytes.files); ${found} was found.`;
  // The RFC lists the oxum as a hint, not among the conditions of a valid bag (section 3).
  if (isOwn)
    state.problems.push({ code: 'payload-oxum', file, place: 'Payload-Oxum', rule: 'RFC 8493, 2.2.2: payload size and count', message }); // prettier-ignore
  else state.warnings.push(message);
}

function checkFetch(
  input: BagInput,
  bag: BagDeclaration,
  isOwn: boolean,
  named: ReadonlyMap<string, NamedFile>,
  state: State,
): void {
  const bytes = input.tagFile('fetch.txt');
  if (bytes === null) return;
  if (isOwn) {
    state.problems.push(own('fetch-not-allowed', 'fetch.txt', 'A bundle holds all its files; fetch.txt is not allowed in it.')); // prettier-ignore
  }
  const text = input.decode(bytes, bag.encoding);
  if (text === null) {
    state.problems.push({ code: 'tag-encoding', file: 'fetch.txt', place: null, rule: 'RFC 8493, 2.2.4: tag files are in the named encoding', message: `fetch.txt is not readable as ${bag.encoding}.` }); // prettier-ignore
    return;
  }
  const fetch = parseFetch(text, bag.version[0] === 1);
  state.problems.push(...fetch.problems);
  const present = new Set(input.files.map((file) => file.path));
  let isComplete = true;
  for (const line of fetch.lines) {
    if (
      !line.path.startsWith('data/') ||
      line.path.split('/').includes('..') ||
      line.path.includes('\\')
    ) {
      state.problems.push({ code: 'path-escapes', file: 'fetch.txt', place: `line ${line.line}`, rule: 'RFC 8493, 2.2.3: paths lie below data/', message: `"${line.path}" does not lie in the bag.` }); // prettier-ignore
      continue;
    }
    if (!named.has(line.path)) {
      state.problems.push({ code: 'fetch-unlisted', file: 'fetch.txt', place: `line ${line.line}`, rule: 'RFC 8493, 2.2.3: fetched files are in every manifest', message: `"${line.path}" is in no manifest.` }); // prettier-ignore
    }
    if (!present.has(line.path)) isComplete = false;
  }
  if (isComplete)
    state.warnings.push('fetch.txt names addresses. They were not followed; all files are there.');
}

/** Files outside data/ that no tag manifest lists. Only sealing records may stand there unlisted. */
function checkStrayTagFiles(input: BagInput, listed: ReadonlySet<string>, state: State): void {
  for (const { path } of input.files) {
    if (path.startsWith('data/') || path.startsWith('signatures/')) continue;
    if (/^tagmanifest-[a-z0-9]+\.txt$/u.test(path) || listed.has(path)) continue;
    state.problems.push({ code: 'extra-file', file: path, place: null, rule: 'RFC 8493, 2.2.1: the tag manifest lists the tag files', message: 'The file is not in the tag manifest.' }); // prettier-ignore
  }
}

/** Why an otherwise valid bag may not be sealed, or null. */
function findDraftReason(
  input: BagInput,
  bag: BagDeclaration,
  hasOddLines: boolean,
): string | null {
  if (input.tagFile(MANIFEST) === null) return 'It has no SHA-256 manifest.';
  if (!input.files.some((file) => file.path === 'data/case.yaml'))
    return 'It has no data/case.yaml.';
  if (!/^(?:utf-8|us-ascii)$/iu.test(bag.encoding)) return `Its manifest is in ${bag.encoding}, which sha256sum cannot read.`; // prettier-ignore
  if (hasOddLines) return 'Its manifest is not in the form that sha256sum reads.';
  if (input.tagFile('fetch.txt') !== null) return 'It has a fetch.txt.';
  const badName = checkNames(input.files.map((file) => file.path))[0];
  return badName === undefined
    ? null
    : `A name in it may not be sealed: "${badName.file ?? ''}". ${badName.message}`;
}

/**
 * Checks a bag as found. A bag that says it is one of ours (bagit.txt byte for byte, a SHA-256 manifest
 * and data/case.yaml) is held to docs/formats.md; any other one to RFC 8493 alone.
 */
export function checkBag(input: BagInput): BagCheck {
  const state: State = { problems: [], warnings: [] };
  const sha256Of = new Map(
    input.files.map((file) => [file.path, file.digests.get('sha256') ?? null]),
  );
  const bundleDigest = sha256Of.get(MANIFEST) ?? null;
  const end = (draftReason: string | null): BagCheck => ({ ...state, draftReason, bundleDigest });

  const declaration = input.tagFile('bagit.txt');
  if (declaration === null) {
    state.problems.push({ code: 'missing-file', file: 'bagit.txt', place: null, rule: 'RFC 8493, 2.1.1: the bag declaration', message: 'bagit.txt is missing.' }); // prettier-ignore
    return end(null);
  }
  const declared = input.decode(declaration, 'UTF-8');
  const bag = parseBagDeclaration(declared ?? '');
  // A broken declaration leaves the encoding unknown. Digests can still be compared, so checking goes on.
  const isDeclared = !('code' in bag);
  const read: BagDeclaration = isDeclared
    ? bag
    : { version: [1, 0], versionText: '1.0', encoding: 'UTF-8' };
  if (!isDeclared) state.problems.push(bag);
  const hasCase = sha256Of.has('data/case.yaml');
  const isOwn = isDeclared && declared === BAGIT_TXT && bundleDigest !== null && hasCase;

  if (!input.hasPayloadFolder) {
    state.problems.push({ code: 'no-payload', file: 'data/', place: null, rule: 'RFC 8493, 2.1.2: the payload folder', message: 'The folder data/ is missing.' }); // prettier-ignore
  }
  const payload = readManifests(input, read, 'manifest', isOwn, state);
  const tags = readManifests(input, read, 'tagmanifest', isOwn, state);
  if (payload.manifests.length === 0 && payload.unreadable === 0) {
    state.problems.push({ code: 'no-manifest', file: null, place: null, rule: 'RFC 8493, 2.1.3: at least one payload manifest', message: 'The bag has no payload manifest.' }); // prettier-ignore
  }
  const named = compareManifests(input, read, 'manifest', payload.manifests, isOwn, state);
  const listedTags = compareManifests(input, read, 'tagmanifest', tags.manifests, isOwn, state);
  checkFetch(input, read, isOwn, named, state);
  const info = input.tagFile('bag-info.txt') === null ? 'package-info.txt' : 'bag-info.txt';
  const infoText = input.decode(input.tagFile(info) ?? new Uint8Array(), read.encoding);
  // A sum that follows from files reported already would only be said twice.
  const isPayloadBad = state.problems.some((problem) => problem.file?.startsWith('data/') === true);
  if (infoText !== null && !isPayloadBad) checkOxum(input, infoText, info, isOwn, state);

  if (isOwn) {
    state.problems.push(...checkNames(input.files.map((file) => file.path)));
    if (!sha256Of.has('tagmanifest-sha256.txt')) {
      state.problems.push(
        own('missing-file', 'tagmanifest-sha256.txt', 'tagmanifest-sha256.txt is missing.'),
      );
    }
    checkStrayTagFiles(input, new Set(listedTags.keys()), state);
  }
  for (const [a, b] of findLookAlikes(input.files.map((file) => file.path))) {
    state.warnings.push(`Two names look alike: "${a}" and "${b}".`);
  }
  if (!isOwn && read.version[0] === 0) {
    state.warnings.push(`The bag is of BagIt version ${read.versionText}, older than 1.0.`);
  }
  return end(findDraftReason(input, read, payload.hasOddLines));
}
