/**
 * Makes a sealed bundle from a folder of the author. The same files give the same bytes, and whatever the
 * program would refuse on opening is refused here.
 */
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BAGIT_TXT, toBagInfo, toManifest } from '../../../shared/bundle/bag-text.ts';
import type { FoundFile } from '../../../shared/bundle/bag.ts';
import { checkName, checkNames } from '../../../shared/bundle/name-policy.ts';
import { parseCaseHead } from '../../../shared/case/case-file.ts';
import type { CaseHead } from '../../../shared/case/case-file.ts';
import { parseYaml } from '../../../shared/case/parse-yaml.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/errors.ts';
import { utf8Encode } from '../../../shared/trust/bytes.ts';
import { isLeftover } from '../storage/atomic-file.ts';
import { readListed } from './bag-on-disk.ts';
import { sha256Hex } from './digests.ts';
import { hashFolder } from './hash-folder.ts';
import { listFolder } from './list-folder.ts';
import type { ListedFile } from './list-folder.ts';
import { openHere } from './open-here.ts';
import { BundleRefused } from './refusal.ts';
import { resolveInside } from './safe-path.ts';
import { writeZip } from './write-zip.ts';
import type { ZipEntry } from './write-zip.ts';

export interface PackedBundle {
  /** SHA-256 of manifest-sha256.txt: the identity of the bundle. */
  readonly bundleDigest: string;
  /** Number of payload files. */
  readonly files: number;
  /** Size of the ZIP in bytes. */
  readonly bytes: number;
}

function refused(problems: readonly Problem[]): CountersignError {
  return new CountersignError('input-refused', 'The folder cannot be packed.', problems);
}

/** What goes in: the payload, with paths below data/ in the bag, and sealing records that lie beside data/. */
function chooseFiles(listed: readonly ListedFile[]): { from: ListedFile; to: string }[] {
  const hasData = listed.some((file) => file.path === 'data/case.yaml');
  return listed.flatMap((from) => {
    if (!hasData) return [{ from, to: `data/${from.path}` }];
    const isWanted = from.path.startsWith('data/') || from.path.startsWith('signatures/');
    return isWanted ? [{ from, to: from.path }] : [];
  });
}

/** Name of the one folder in the ZIP: case id and version, with what a name may not hold made "-". */
function toBaseFolder(head: CaseHead): string {
  const plain = [head.id, head.version].filter((part) => part !== '').join('-');
  const safe = plain.normalize('NFC').replace(/[^\p{L}\p{M}\p{Nd}._-]+/gu, '-').replace(/^[.\s-]+|[.\s-]+$/gu, '').slice(0, 100); // prettier-ignore
  return safe !== '' && checkName(safe) === null ? safe : 'bundle';
}

function toTagFiles(payload: readonly FoundFile[], head: CaseHead): Map<string, string> {
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  const manifest = toManifest(
    payload.map((file) => ({ path: file.path, sha256: file.digests.get('sha256') ?? '' })),
  );
  const tags = new Map([
    ['bagit.txt', BAGIT_TXT],
    [
      'bag-info.txt',
      toBagInfo([
        ['Payload-Oxum', `${bytes}.${payload.length}`],
        ['Bagging-Date', head.issued],
        ['External-Identifier', head.id],
        ['Source-Organization', head.developer],
      ]),
    ],
    ['manifest-sha256.txt', manifest],
  ]);
  const listed = [...tags].map(([name, text]) => ({ path: name, sha256: sha256Hex(text) }));
  return tags.set('tagmanifest-sha256.txt', toManifest(listed));
}

/** Opens what was written, as its readers will. @throws CountersignError 'input-refused' */
async function checkAsReader(file: string, scratch: string, expectedDigest: string): Promise<void> {
  try {
    const { safetyCase } = await openHere(file, { store: path.join(scratch, 'store') });
    if (safetyCase.bundleDigest === expectedDigest) return;
    const message = safetyCase.draftReason ?? 'The digest of what was written is another one.';
    throw refused([
      {
        code: 'not-sealed',
        file: null,
        place: null,
        rule: 'what is packed opens as sealed',
        message,
      },
    ]);
  } catch (error) {
    throw error instanceof BundleRefused ? refused(error.problems) : error;
  }
}

/**
 * Packs `sourceFolder`, which holds case.yaml at its top or below data/, into a ZIP.
 * @throws CountersignError 'input-refused' with every problem, 'unreadable-file' or 'storage-failed';
 *   `outFile` is then as it was before.
 */
export async function packBundle(sourceFolder: string, outFile: string): Promise<PackedBundle> {
  const isFolder = await stat(sourceFolder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new CountersignError('unreadable-file', `"${sourceFolder}" is not a folder.`);
  const listing = await listFolder(sourceFolder);
  const chosen = chooseFiles(listing.files);
  if (!chosen.some((file) => file.to === 'data/case.yaml')) {
    const message = 'The folder holds no case.yaml, neither at its top nor below data/.';
    throw refused([
      { code: 'missing-file', file: 'case.yaml', place: null, rule: 'Bundle layout', message },
    ]);
  }
  const hashed = await hashFolder(
    sourceFolder,
    chosen.map((file) => file.from),
  );
  const problems = [
    ...listing.problems,
    ...hashed.problems,
    ...checkNames(chosen.map((file) => file.to)),
  ];
  if (problems.length > 0) throw refused(problems);

  const found = new Map(hashed.files.map((file) => [file.path, file]));
  const inBag = chosen.map(({ from, to }) => ({
    from: from.path,
    ...(found.get(from.path) as FoundFile),
    path: to,
  }));
  const payload = inBag.filter((file) => file.path.startsWith('data/'));
  const caseFile = payload.find((file) => file.path === 'data/case.yaml')?.from ?? '';
  const caseYaml = readListed(sourceFolder, found, caseFile) ?? new Uint8Array();
  const head = parseCaseHead(
    parseYaml(caseYaml, 'data/case.yaml'),
    'data/case.yaml',
    path.basename(sourceFolder),
  );
  const tags = toTagFiles(payload, head);
  const base = toBaseFolder(head);
  const entries: ZipEntry[] = [
    ...inBag.map((file) => ({
      path: `${base}/${file.path}`,
      content: { file: resolveInside(sourceFolder, file.from), bytes: file.bytes, sha256: file.digests.get('sha256') ?? '' }, // prettier-ignore
    })),
    ...[...tags].map(([name, text]) => ({ path: `${base}/${name}`, content: utf8Encode(text) })),
  ];
  const bundleDigest = sha256Hex(tags.get('manifest-sha256.txt') ?? '');

  // On the command line there is no workspace that would keep a temporary file in mind.
  const beside = path.dirname(outFile);
  for (const name of await readdir(beside).catch(() => [])) {
    if (isLeftover(name, path.basename(outFile)))
      await rm(path.join(beside, name), { force: true });
  }
  const scratch = await mkdtemp(path.join(tmpdir(), 'countersign-pack-'));
  try {
    const trial = path.join(scratch, 'trial.safetycase');
    const written = await writeZip(trial, entries);
    await checkAsReader(trial, scratch, bundleDigest);
    const { bytes, sha256 } = await writeZip(outFile, entries);
    if (sha256 !== written.sha256) throw new CountersignError('storage-failed', 'The folder was changed while it was packed.'); // prettier-ignore
    // A bundle is made to be handed on; what is written to the store stays private.
    await chmod(outFile, 0o644);
    return { bundleDigest, files: payload.length, bytes };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
