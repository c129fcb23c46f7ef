/** gsn2x YAML into nodes as our argument.yaml has them (docs/formats.md). */
import type { Finding } from '../../case/model.ts';
import { isObject } from '../../case/read-fields.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';
import type { FormatReading, Interchange, Loss } from '../interchange.ts';
import { extendModules } from './extend.ts';
import { loadModules } from './load-modules.ts';
import type { ArgumentFile, LoadedModule } from './load-modules.ts';

export interface Gsn2xReading extends FormatReading {
  /** Every file that was read, the first ones first. */
  readonly files: readonly string[];
}

/** Keys that name other elements. */
const LINKS = ['supportedBy', 'inContextOf', 'challenges', 'defeatedRelation'];

/** Ids of the elements of one module in the whole argument, by the ids that stand in its file. */
function toIds(module: LoadedModule, taken: ReadonlyMap<string, string>): Map<string, string> {
  const free = (id: string): string => {
    let name = id;
    while (taken.has(name)) name = `${module.name}/${name}`;
    return name;
  };
  return new Map(Object.keys(module.elements).map((id) => [id, free(id)]));
}

function renamed(value: JsonValue, ids: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === 'string') {
    const ends = value.split(/\s*->\s*/u).map((id) => ids.get(id.trim()) ?? id.trim());
    return ids.has(value) ? (ids.get(value) ?? value) : ends.join(' -> ');
  }
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => renamed(item, ids));
  return value;
}

/** Links of an element whose module has ids that another module has as well. */
function withLinks(fields: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const changed: Record<string, JsonValue> = { ...fields };
  for (const key of LINKS) {
    const value = fields[key];
    if (value !== undefined) changed[key] = renamed(value, ids);
  }
  const acp = fields['acp'];
  if (isObject(acp)) changed['acp'] = Object.fromEntries(Object.entries(acp).map(([name, value]) => [name, renamed(value, ids)])); // prettier-ignore
  return changed;
}

interface Merged {
  /** Modules of which gsn2x reads nothing, since one of their ids was taken. */
  readonly unread: Set<string>;
  readonly nodes: Map<string, JsonObject>;
  readonly lines: Map<string, number>;
  readonly fileOf: Map<string, string>;
  readonly findings: Finding[];
  readonly losses: Loss[];
}

function addModule(module: LoadedModule, isNamed: boolean, moduleOf: Map<string, string>, merged: Merged): void {
  const ids = toIds(module, moduleOf);
  const clashes = new Map([...ids].filter(([id, name]) => id !== name));
  for (const [id, name] of ids) {
    const value = module.elements[id];
    const fields = isObject(value) ? value : {};
    const line = module.yaml.lineOf(id);
    const where = { file: module.path, node: name, line };
    moduleOf.set(name, module.name);
    if (name !== id) {
      const holder = moduleOf.get(id) ?? '';
      // gsn2x leaves out such a module as a whole, and so does not see what clashes with its other ids.
      const rule = merged.unread.has(holder) ? {} : { rule: 'C07' };
      if (!merged.unread.has(holder)) merged.unread.add(module.name);
      merged.findings.push({ code: 'id-in-two-modules', ...rule, severity: 'error', where, message: `${id} of ${module.name} stands in ${holder} as well. It is read as ${name}.`, fix: 'Give it an id that no other module has.' }); // prettier-ignore
    }
    if (isNamed && fields['module'] !== undefined && fields['module'] !== module.name) {
      merged.losses.push({ what: 'changed', where, field: 'module', message: `The key "module" of ${id} gives way to the name of its module.` }); // prettier-ignore
    }
    const linked = clashes.size === 0 ? fields : withLinks(fields, clashes);
    merged.nodes.set(name, isNamed ? { ...linked, module: module.name } : linked);
    merged.fileOf.set(name, module.path);
    if (line !== null) merged.lines.set(name, line);
  }
  const where = { file: module.path, node: null, line: module.yaml.lineOf('module') };
  if (ids.size === 0) {
    merged.findings.push({ code: 'module-empty', rule: 'empty', severity: 'error', where, message: `The module ${module.name} has no element.`, fix: 'Add elements, or leave the module out.' }); // prettier-ignore
  } else if (merged.unread.has(module.name)) {
    merged.findings.push({ code: 'module-unread', rule: 'empty', severity: 'error', where, message: `gsn2x reads no element of the module ${module.name}, since one of its ids is taken.`, fix: 'Give its elements ids that no other module has.' }); // prettier-ignore
  }
} // prettier-ignore

/** Settings by module, each with the path of its file where there are several. */
function toSettings(modules: readonly LoadedModule[]): Map<string, JsonObject> {
  return new Map(
    modules.map(({ name, path, settings }) => [
      name,
      modules.length === 1 ? (settings ?? {}) : { ...settings, 'x-gsn2x': { path, isNamed: settings !== null } },
    ]),
  ); // prettier-ignore
}

/**
 * Reads one or more files and every module that they use into one argument. An id that a second module has
 * as well becomes "module/id" there. What a module develops of another one is joined to it.
 * @param first The files that were asked for, with paths from the folder of the first.
 * @param textOfFile Text of a file by such a path; null where there is none.
 * @throws CountersignError 'input-refused' with file, place and rule, as gsn2x itself would refuse.
 */
export function readGsn2x(
  first: readonly ArgumentFile[],
  textOfFile: (path: string) => string | null,
): Gsn2xReading {
  const { modules, findings } = loadModules(first, textOfFile);
  const [only] = modules;
  const isNamed = modules.length > 1 || only?.settings != null;
  const merged: Merged = {
    unread: new Set(),
    nodes: new Map(),
    lines: new Map(),
    fileOf: new Map(),
    findings: [...findings],
    losses: [],
  };
  const moduleOf = new Map<string, string>();
  for (const module of modules) {
    // A file without a header and elements is empty, not an empty module.
    if (modules.length > 1 || Object.keys(module.elements).length > 0 || module.settings !== null) addModule(module, isNamed, moduleOf, merged); // prettier-ignore
  }
  if (merged.nodes.size === 0 && merged.findings.length === 0) {
    merged.findings.push({ code: 'no-elements', rule: 'empty', severity: 'error', where: { file: only?.path ?? null, node: null, line: null }, message: 'The file holds no element.', fix: 'Ask for the whole argument.' }); // prettier-ignore
  }
  merged.findings.push(...extendModules(modules, merged.nodes, moduleOf));
  const interchange: Interchange = {
    title: null,
    top: null,
    modules: isNamed ? toSettings(modules) : new Map<string, JsonObject>(),
    nodes: merged.nodes,
    lines: merged.lines,
    fileOf: merged.fileOf,
  };
  return { interchange, findings: merged.findings, losses: merged.losses, files: modules.map((module) => module.path) }; // prettier-ignore
}
