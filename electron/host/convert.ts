/** Writes the argument of a case in another format, with all that is not carried over. */
import { randomUUID } from 'node:crypto';
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { toDrawing } from '../../shared/argument/drawing/drawing.ts';
import { toSvg } from '../../shared/argument/drawing/svg.ts';
import type { SafetyCase } from '../../shared/case/model.ts';
import { CountersignError } from '../../shared/errors.ts';
import { writeClaimsCsv, writeEvidenceCsv } from '../../shared/formats/csv/write.ts';
import { toLoss } from '../../shared/formats/fields.ts';
import { fromCase } from '../../shared/formats/from-case.ts';
import { writeGsn2x, writeGsn2xModules } from '../../shared/formats/gsn2x/write.ts';
import type { FormatWriting, Interchange, Loss } from '../../shared/formats/interchange.ts';
import { writeLtac } from '../../shared/formats/ltac/write.ts';
import { writeMarkdown } from '../../shared/formats/markdown/write.ts';
import { writeSacm } from '../../shared/formats/sacm/write.ts';
import { writeTea } from '../../shared/formats/tea/write.ts';
import { openBundle } from './bundle/open-bundle.ts';
import { packBundle } from './bundle/pack.ts';
import { readForeign } from './bundle/read-foreign.ts';
import { resolveInside } from './bundle/safe-path.ts';
import { writeFileAtomically } from './storage/atomic-file.ts';

/** An argument as it was read, and the case that it belongs to. */
interface Source {
  readonly safetyCase: SafetyCase;
  readonly argument: Interchange;
}

type Write = (source: Source) => FormatWriting;

function drawSvg({ safetyCase, argument }: Source): FormatWriting {
  const title = safetyCase.version === '' ? safetyCase.title : `${safetyCase.title}, version ${safetyCase.version}`; // prettier-ignore
  const text = toSvg(toDrawing(safetyCase), { title });
  const loss = toLoss('dropped', null, 'fields', 'A drawing shows ids, kinds, texts as far as they fit, links and marks; it holds nothing else and cannot be read back.'); // prettier-ignore
  return { text, losses: argument.nodes.size === 0 ? [] : [loss] };
}

/** What can be written; `bundle` is packed instead. */
const WRITERS: Readonly<Record<string, Write>> = {
  gsn2x: ({ argument }) => writeGsn2x(argument),
  tea: ({ argument }) => writeTea(argument, { mintId: randomUUID, exportedAt: new Date().toISOString() }),
  sacm: ({ argument }) => writeSacm(argument),
  ltac: ({ argument }) => writeLtac(argument),
  md: ({ argument }) => writeMarkdown(argument),
  csv: ({ safetyCase }) => writeClaimsCsv(safetyCase),
  'evidence-csv': ({ safetyCase }) => writeEvidenceCsv(safetyCase),
  svg: drawSvg,
}; // prettier-ignore

export const TARGETS: readonly string[] = [...Object.keys(WRITERS), 'gsn2x-modules', 'bundle'];

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.ya?ml$/iu, 'gsn2x'], [/\.json$/iu, 'tea'], [/\.(?:xml|sacm)$/iu, 'sacm'], [/\.ltac$/iu, 'ltac'],
  [/\.csv$/iu, 'csv'], [/\.(?:md|markdown)$/iu, 'md'], [/\.svg$/iu, 'svg'], [/\.safetycase$/iu, 'bundle'],
]; // prettier-ignore

/** Format that the name of a file stands for; null where it stands for none. */
export function targetOf(file: string): string | null {
  return ENDINGS.find(([ending]) => ending.test(file))?.[1] ?? null;
}

/** What a sealed bundle needs in its case.yaml to say what it is. */
const NEEDED = ['case', 'title', 'version'] as const;

function lacking(fields: readonly string[], file: string): CountersignError {
  const message = `A bundle needs ${fields.join(', ')} in case.yaml.`;
  return new CountersignError('input-refused', message, fields.map((field) => ({ code: 'field-missing', file, place: field, rule: 'a bundle says which case it holds, and in which version', message: `"${field}" is missing in case.yaml.` }))); // prettier-ignore
}

/** Packs a folder. @throws CountersignError 'input-refused' naming each field that is missing. */
async function toBundle(input: string, output: string, safetyCase: SafetyCase): Promise<void> {
  const isFolder = (await stat(input)).isDirectory();
  const hasHead = safetyCase.files.some((file) => file.path === 'data/case.yaml');
  if (safetyCase.seal === 'sealed') {
    throw new CountersignError('input-refused', 'This is a sealed bundle already.', [{ code: 'already-sealed', file: path.basename(input), place: null, rule: 'only a draft is packed', message: 'This is a sealed bundle already; copy it instead.' }]); // prettier-ignore
  }
  if (!isFolder || !hasHead) throw lacking([...NEEDED, 'topNode', 'argument'], 'case.yaml');
  const values = { case: safetyCase.id, title: safetyCase.title, version: safetyCase.version };
  const missing = NEEDED.filter((field) => values[field] === '');
  if (missing.length > 0) throw lacking(missing, 'data/case.yaml');
  await packBundle(input, output);
}

/** What a case holds of modules are their names; their settings stand in the files of the argument. */
function moduleLosses({ nodes }: SafetyCase): Loss[] {
  const isModular = nodes.some(({ other }) => 'module' in other);
  return isModular ? [toLoss('dropped', null, 'module', 'Settings of modules are carried over only where the file of the argument itself is converted.')] : []; // prettier-ignore
}

/** The argument with the settings of its format, where the input is one file in another format. */
async function readArgument(input: string, safetyCase: SafetyCase): Promise<{ argument: Interchange; losses: readonly Loss[] }> {
  const file = await realpath(input);
  const stats = await stat(file);
  const isLone = stats.isFile() && safetyCase.seal === 'draft' && !/\.(?:zip|safetycase)$/iu.test(file);
  const foreign = isLone ? readForeign(path.dirname(file), path.basename(file), stats.size) : null;
  const reading = foreign?.argument?.reading;
  if (reading === undefined) return { argument: fromCase(safetyCase), losses: moduleLosses(safetyCase) };
  return { argument: { ...reading.interchange, title: reading.interchange.title ?? safetyCase.title }, losses: reading.losses };
} // prettier-ignore

/** @throws CountersignError 'input-refused' where both names lead to one file. */
export async function assertOther(input: string, output: string): Promise<void> {
  const same = await realpath(output).then(async (found) => found === (await realpath(input)), () => false); // prettier-ignore
  if (same) throw new CountersignError('input-refused', 'The output is the input.', [{ code: 'same-file', file: path.basename(output), place: null, rule: 'the original stays as it is', message: 'The output is the file that is read.' }]); // prettier-ignore
}

/**
 * Says before anything is read or written that a file cannot be written there.
 * @throws CountersignError 'storage-failed' where its folder is not there, or its name is that of a folder.
 */
export async function assertPlace(output: string, isFolder: boolean): Promise<void> {
  const refuse = (rule: string, message: string): never => {
    throw new CountersignError('storage-failed', message, [{ code: 'no-place', file: output, place: null, rule, message }]); // prettier-ignore
  };
  const kindOf = (name: string): Promise<'folder' | 'other' | null> => stat(name).then((stats) => (stats.isDirectory() ? 'folder' : 'other'), () => null); // prettier-ignore
  const above = path.dirname(path.resolve(output));
  if ((await kindOf(above)) !== 'folder') refuse('a file is written into a folder that is there', `The folder of "${output}" is not there.`); // prettier-ignore
  if (!isFolder && (await kindOf(output)) === 'folder') refuse('a file is written, not a folder', `"${output}" is a folder; name a file.`); // prettier-ignore
}

/** One gsn2x file for each module, in a folder that is new: it has its name once it is whole. */
async function toModules(output: string, argument: Interchange): Promise<readonly Loss[]> {
  const isThere = await access(output).then(() => true, () => false); // prettier-ignore
  if (isThere) throw new CountersignError('input-refused', 'The folder is there already.', [{ code: 'folder-exists', file: path.basename(output), place: null, rule: 'modules are written into a new folder', message: 'The folder is there already; name one that is not.' }]); // prettier-ignore
  const { files, losses } = writeGsn2xModules(argument);
  const work = await mkdtemp(`${output}-`);
  try {
    for (const file of files) {
      const at = resolveInside(work, file.path);
      await mkdir(path.dirname(at), { recursive: true });
      await writeFile(at, file.text);
    }
    await chmod(work, 0o755);
    await rename(work, output);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return losses;
}

export interface Converted {
  readonly nodes: number;
  readonly losses: readonly Loss[];
}

/**
 * Converts a bundle, folder or argument file. The output is replaced once the new one is whole.
 * @param target One of `TARGETS`.
 * @param store Empty folder for what is unpacked.
 * @throws CountersignError: what opening refuses, what a writer refuses, 'storage-failed'.
 */
export async function convertFile(
  input: string,
  output: string,
  target: string,
  store: string,
): Promise<Converted> {
  const { safetyCase } = await openBundle(input, { store });
  await assertOther(input, output);
  if (target === 'bundle') {
    await toBundle(input, output, safetyCase);
    return { nodes: safetyCase.nodes.length, losses: [] };
  }
  if (target === 'gsn2x-modules') {
    const read = await readArgument(input, safetyCase);
    const lost = await toModules(output, read.argument);
    return { nodes: read.argument.nodes.size, losses: [...read.losses, ...lost] };
  }
  const write = WRITERS[target];
  if (write === undefined) throw new CountersignError('bad-request', `The format "${target}" is not known.`); // prettier-ignore
  const { argument, losses } = await readArgument(input, safetyCase);
  const writing = write({ safetyCase, argument });
  await writeFileAtomically(output, writing.text, { mode: 0o644 });
  return { nodes: argument.nodes.size, losses: [...losses, ...writing.losses] };
}
