/** The bag and the bundles in it: every file has the digest that is named for it, and no file is there beside. */
import type { BagInput, FoundFile } from '../bundle/bag.ts';
import { checkBag } from '../bundle/check-bag.ts';
import { BAGIT_TXT } from '../bundle/bag-text.ts';
import { checkNames, CONTAINER_LIMITS } from '../bundle/name-policy.ts';
import { compareManifests, readManifests } from '../bundle/compare-manifests.ts';
import type { BagProblem } from '../bundle/bag-text.ts';
import { CountersignError } from '../errors.ts';
import { utf8Decode } from '../trust/bytes.ts';
import { isSha256Hex } from '../trust/json-shape.ts';
import { REGISTER_NAMES } from '../export/registers.ts';
import type { AuditInput } from './audit-input.ts';
import { runCheck, type CheckRows } from './check.ts';
import { LOGS, RECORDS } from './read-audit.ts';
import type { VerifyCheck } from './model.ts';

export const BUNDLES = 'data/bundle/';

function decodeUtf8(bytes: Uint8Array, encoding: string): string | null {
  if (!/^(utf-8|us-ascii)$/i.test(encoding)) return null;
  try {
    return utf8Decode(bytes, 'tag file');
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

function filesBelow(files: AuditInput['files'], prefix: string): FoundFile[] {
  return [...files]
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, file]) => ({ path: path.slice(prefix.length), bytes: file.bytes, digests: new Map([['sha256', file.sha256], ...(file.others ?? [])]) })); // prettier-ignore
}

/**
 * The files of the bundle below `prefix`, with those that are withheld as they are listed: held against
 * the manifest like the others, so that a list that says something else than the manifest fails.
 */
export function filesOfBundle(
  input: Pick<AuditInput, 'files' | 'withheld'>,
  prefix: string,
): readonly FoundFile[] {
  const withheld = [...input.withheld.values()]
    .filter((item) => item.path.startsWith(prefix) && !input.files.has(item.path))
    .map((item) => ({ path: item.path.slice(prefix.length), bytes: item.bytes, digests: new Map([['sha256', item.sha256]]) })); // prettier-ignore
  return [...filesBelow(input.files, prefix), ...withheld];
}

/** The files below `prefix` as a bag of its own. */
function toBag(input: AuditInput, prefix: string, files: readonly FoundFile[]): BagInput {
  return {
    files,
    hasPayloadFolder: files.some((file) => file.path.startsWith('data/')),
    tagFile: (path) => (path.startsWith('data/') ? null : input.read(`${prefix}${path}`)),
    decode: decodeUtf8,
    bytesNamed: () => null,
  };
}

function report(problems: readonly BagProblem[], prefix: string, rows: CheckRows): void {
  for (const problem of problems) {
    const place = problem.place === null ? '' : `, ${problem.place}`;
    rows.fail(problem.file === null ? prefix || null : `${prefix}${problem.file}${place}`, problem.message);
  }
} // prettier-ignore

/** Manifests of the audit record itself, in the strict form of our own bags. */
export function checkManifests(input: AuditInput): readonly VerifyCheck[] {
  return runCheck('files', 'Files and their list', (rows) => {
    const bag = toBag(input, '', filesBelow(input.files, ''));
    report(checkNames([...input.files.keys()], CONTAINER_LIMITS), '', rows);
    const state = { problems: [] as BagProblem[], warnings: [] as string[] };
    const declaration = input.read('bagit.txt');
    if (declaration === null || decodeUtf8(declaration, 'UTF-8') !== BAGIT_TXT) {
      rows.fail('bagit.txt', 'The bag declaration is missing or differs from "BagIt-Version: 1.0" in UTF-8.'); // prettier-ignore
    }
    const version = { version: [1, 0] as const, versionText: '1.0', encoding: 'UTF-8' };
    const listed = new Set<string>();
    for (const kind of ['manifest', 'tagmanifest'] as const) {
      if (!input.files.has(`${kind}-sha256.txt`))
        rows.fail(`${kind}-sha256.txt`, 'The manifest is missing.');
      const { manifests } = readManifests(bag, version, kind, true, state);
      for (const path of compareManifests(bag, version, kind, manifests, true, state).keys()) listed.add(path); // prettier-ignore
    }
    for (const path of input.files.keys()) {
      if (path.startsWith('data/') || listed.has(path) || path === 'tagmanifest-sha256.txt')
        continue;
      rows.fail(path, 'The file is not in the tag manifest.');
    }
    report(state.problems, '', rows);
    return `${input.files.size} files have the digests that the manifests name, and there are no others.`;
  });
}

const FIXED_FILES = new Set([
  'data/README.md',
  'data/report.html',
  'data/verify.html',
  'data/withheld.json',
  'data/keys/allowed_signers',
  'data/records/index.tsv',
  ...REGISTER_NAMES.map((name) => `data/registers/${name}.csv`),
]);
const SHAPES: readonly RegExp[] = [
  /^data\/report\.pdf$/,
  /^data\/keys\/[0-9a-f]{64}\.pem$/,
  /^data\/(roster\/roster|policy\/policy)-[1-9][0-9]*\.json$/,
  /^data\/(roster|policy)\/other-[0-9a-f]{64}\.json$/,
  /^data\/records\/\d{4,}-[a-z-]+-[0-9a-f]{8}\.(dsse\.json|json|pae|sig|json\.sshsig|tlog-proof)$/,
  /^data\/logs\/[^/]+\/cosigned\/[1-9][0-9]*-[0-9a-f]{8}\.note$/,
  /^data\/logs\/[^/]+\/(entries\.jsonl|checkpoint|checkpoint\.body|checkpoint\.sig|vkey)$/,
  /^data\/logs\/[^/]+\/time-stamps\/[0-9]+\.(tsq|tsr)$/,
];

/** A listed file may still be none of an audit record: it would look checked and be read by nobody. */
export function checkLayout(input: AuditInput): readonly VerifyCheck[] {
  return runCheck('layout', 'Parts of an audit record', (rows) => {
    for (const path of FIXED_FILES) {
      if (!input.files.has(path))
        rows.fail(path, 'The file is missing. Every audit record holds it.');
    }
    for (const path of input.files.keys()) {
      if (!path.startsWith('data/') || FIXED_FILES.has(path)) continue;
      if (isBundlePath(path)) continue;
      if (!SHAPES.some((shape) => shape.test(path)))
        rows.fail(path, 'The file is no part of an audit record.'); // prettier-ignore
      else checkSiblings(input, path, rows);
    }
    return 'Every part is there, and nothing else.';
  });
}

function isBundlePath(path: string): boolean {
  return path.startsWith(BUNDLES) && isSha256Hex(path.slice(BUNDLES.length).split('/')[0] ?? '');
}

/** A signature without its envelope, or a log without its head, was taken apart. */
function checkSiblings(input: AuditInput, path: string, rows: CheckRows): void {
  if (path.startsWith(RECORDS)) {
    const stem = path.replace(/\.(dsse\.json|json|pae|sig|json\.sshsig|tlog-proof)$/, '');
    if (!input.files.has(`${stem}.dsse.json`)) rows.fail(`${stem}.dsse.json`, `The record is missing; ${path} belongs to it.`); // prettier-ignore
  }
  if (path.startsWith(LOGS)) {
    const entries = path.replace(/^(data\/logs\/[^/]+\/).*$/, '$1entries.jsonl');
    if (!input.files.has(entries))
      rows.fail(entries, `The entries are missing; ${path} belongs to them.`);
  }
}

/** Each bundle is a whole bag of its own, under its own digest. */
export function checkBundles(input: AuditInput): readonly VerifyCheck[] {
  return runCheck('bundle', 'Bundle', (rows) => {
    const folders = bundleFolders(input);
    if (folders.length === 0) rows.fail(BUNDLES, 'There is no bundle in this audit record.');
    let files = 0;
    for (const digest of folders) {
      const prefix = `${BUNDLES}${digest}/`;
      const bag = toBag(input, prefix, filesOfBundle(input, prefix));
      files += bag.files.length;
      const { problems, bundleDigest, draftReason } = checkBag(bag);
      report(problems, prefix, rows);
      if (bundleDigest !== digest) rows.fail(`${prefix}manifest-sha256.txt`, `The digest of the manifest is ${bundleDigest ?? 'not there'}, and the folder is named ${digest}.`); // prettier-ignore
      if (draftReason !== null) rows.fail(prefix, `This is no sealed bundle. ${draftReason}`);
      if (input.withheldCases.has(digest)) rows.cannot(prefix, 'The case itself is withheld. Its manifest and its digest are here; what it argues is not.'); // prettier-ignore
      const unread = input.unreadCases.get(digest);
      if (unread !== undefined) rows.fail(prefix, `The case cannot be read: ${unread}`);
    }
    return `${folders.length === 1 ? '1 bundle' : `${folders.length} bundles`}, ${files} files. They have the digests in the manifest, and the manifest has the digest that names the bundle.`; // prettier-ignore
  });
}

/** Names of the folders below data/bundle that could be digests. */
export function bundleFolders(input: Pick<AuditInput, 'files'>): string[] {
  const names = [...input.files.keys()].filter(isBundlePath).map((path) => path.slice(BUNDLES.length).split('/')[0] ?? ''); // prettier-ignore
  return [...new Set(names)].sort();
}
