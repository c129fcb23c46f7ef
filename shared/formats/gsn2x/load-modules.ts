/** The files of a gsn2x argument: the first ones, and those that modules name in `uses`. */
import { isObject, listOf, textOf } from '../../case/read-fields.ts';
import { parseYamlText } from '../../case/parse-yaml.ts';
import type { YamlFile } from '../../case/parse-yaml.ts';
import type { Finding } from '../../case/model.ts';
import { CountersignError } from '../../errors.ts';
import type { Problem } from '../../errors.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import { assertNodeCount } from '../limits.ts';
import { checkShape } from './check-shape.ts';

/** One file of an argument; paths are relative to the folder of the first, with forward slashes. */
export interface ArgumentFile {
  readonly path: string;
  readonly text: string;
}

export interface LoadedModule {
  /** As `module` says; the path of the file where it says nothing. Unique. */
  readonly name: string;
  readonly path: string;
  /** What stands below `module`; null without it. */
  readonly settings: JsonObject | null;
  /** Elements by id, `module` left out. */
  readonly elements: JsonObject;
  readonly yaml: YamlFile;
}

export interface LoadedModules {
  readonly modules: readonly LoadedModule[];
  readonly findings: readonly Finding[];
}

/** Modules of one argument; more are not read. */
export const MAX_MODULES = 1_000;

function refuse(problems: readonly Problem[]): never {
  throw new CountersignError('input-refused', problems[0]?.message ?? '', problems);
}

/** `../a.yaml` seen from `sub/b.yaml`; null where that leads out of the folder of the first file. */
export function resolveUsed(from: string, used: string): string | null {
  if (/^[/\\]|^[A-Za-z]:|\\/u.test(used)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of used.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function withoutModule({ module: _, ...elements }: JsonObject): JsonObject {
  return elements;
}

function readModule({ path, text }: ArgumentFile): Omit<LoadedModule, 'name'> & { name: string } {
  const yaml = parseYamlText(text, path);
  const problems = checkShape(yaml, path);
  if (problems.length > 0) refuse(problems);
  const root: JsonObject = isObject(yaml.value) ? yaml.value : {};
  const { module } = root;
  const settings = isObject(module) ? module : null;
  return {
    name: textOf(settings?.['name']) ?? path,
    path,
    settings,
    elements: module === undefined ? root : withoutModule(root),
    yaml,
  };
}

/** Files that a module uses, by path; where one cannot be had, a problem. */
function usedBy(
  module: LoadedModule,
  textOfFile: (path: string) => string | null,
  problems: Problem[],
): string[] {
  const used = listOf(module.settings?.['uses']).map((item) => textOf(item) ?? '');
  return used.flatMap((name) => {
    const path = resolveUsed(module.path, name);
    const line = module.yaml.lineOf('module', 'uses');
    const place = line === null ? null : `line ${line}, column 1`;
    if (path !== null && textOfFile(path) !== null) return [path];
    const message =
      path === null
        ? `"${name}" leads out of the folder of the argument.`
        : `The module "${name}" is not there.`;
    problems.push({ code: path === null ? 'path-escapes' : 'module-missing', file: module.path, place, rule: 'gsn2x: every file in "uses" is read, from the folder of the first', message }); // prettier-ignore
    return [];
  });
}

/**
 * Reads the first files and everything that they use, each once.
 * @param textOfFile Text of a file by its path from the folder of the first; null where there is none.
 * @throws CountersignError 'input-refused': YAML or types that gsn2x does not read, a file that is not there
 *   or lies elsewhere, too many modules or nodes.
 */
export function loadModules(
  first: readonly ArgumentFile[],
  textOfFile: (path: string) => string | null,
): LoadedModules {
  const modules: LoadedModule[] = [];
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const nameOfPath = new Map<string, string>();
  const names = new Set<string>();
  let nodes = 0;
  const queue = first.map((file) => ({ file, usedIn: null as LoadedModule | null }));
  for (const { file, usedIn } of queue) {
    const known = nameOfPath.get(file.path);
    if (known !== undefined) {
      findings.push(repeated(known, file.path, usedIn));
      continue;
    }
    if (modules.length >= MAX_MODULES) {
      const message = `The argument has more than ${MAX_MODULES} modules.`;
      refuse([{ code: 'too-many-modules', file: file.path, place: null, rule: `at most ${MAX_MODULES} modules`, message }]); // prettier-ignore
    }
    const read = readModule(file);
    const name = names.has(read.name) ? `${read.name} (${read.path})` : read.name;
    if (name !== read.name) findings.push(repeated(read.name, file.path, usedIn));
    const module = { ...read, name };
    nodes += Object.keys(module.elements).length;
    assertNodeCount(nodes, first[0]?.path ?? file.path);
    modules.push(module);
    names.add(name);
    nameOfPath.set(file.path, name);
    for (const path of usedBy(module, textOfFile, problems)) {
      queue.push({ file: { path, text: textOfFile(path) ?? '' }, usedIn: module });
    }
  }
  if (problems.length > 0) refuse(problems);
  return { modules, findings };
}

function repeated(name: string, path: string, usedIn: LoadedModule | null): Finding {
  const line = usedIn?.yaml.lineOf('module', 'uses') ?? null;
  const by = usedIn === null ? '' : `, which ${usedIn.path} uses,`;
  return { code: 'module-twice', rule: 'C06', severity: 'error', where: { file: usedIn?.path ?? path, node: null, line }, message: `The module ${name} in ${path}${by} is there already.`, fix: 'Name each module once, and give each a name of its own.' }; // prettier-ignore
}
