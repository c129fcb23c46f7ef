/** Templates: what `extends` of one module develops of another (gsn2x V07, C09, C10). */
import { templateFinding } from '../../argument/rules/gsn-modules.ts';
import type { Finding } from '../../case/model.ts';
import { kindOfPrefix, parseKind } from '../../case/node-kind.ts';
import { isObject, listOf, textOf, textsOf } from '../../case/read-fields.ts';
import type { JsonObject } from '../../trust/strict-json.ts';
import type { LoadedModule } from './load-modules.ts';

const MAY_DEVELOP = ['goal', 'strategy', 'solution'];

interface Extension {
  readonly module: LoadedModule;
  readonly target: string;
  /** Element of the other module, and what develops it here. */
  readonly develops: readonly (readonly [string, readonly string[]])[];
}

function toExtensions(module: LoadedModule): Extension[] {
  return listOf(module.settings?.['extends']).flatMap((item) => {
    if (!isObject(item)) return [];
    const develops = isObject(item['develops']) ? Object.entries(item['develops']) : [];
    return [{ module, target: textOf(item['module']) ?? '', develops: develops.map(([id, by]) => [id, textsOf(by) ?? []] as const) }]; // prettier-ignore
  });
}

function finding({ module }: Extension, code: string, rule: string, message: string, fix: string): Finding {
  const line = module.yaml.lineOf('module', 'extends');
  return { code, rule, severity: 'error', where: { file: module.path, node: null, line }, message, fix };
} // prettier-ignore

/** V07: what develops must stand in the module, and be something that can support. */
function checkOwn(extension: Extension): Finding[] {
  const { module } = extension;
  return extension.develops.flatMap(([foreign, own]) =>
    own.flatMap((id): Finding[] => {
      const element = module.elements[id];
      const type = isObject(element) ? textOf(element['nodeType'] ?? element['kind']) : null;
      const kind = type === null ? kindOfPrefix(id) : parseKind(type);
      if (!MAY_DEVELOP.includes(kind ?? '')) {
        return [finding(extension, 'develops-wrong-kind', 'V07', `${id} of ${module.name} develops ${foreign}, but is no goal, strategy or solution.`, 'Name a goal, a strategy or a solution.')]; // prettier-ignore
      }
      if (element !== undefined) return [];
      return [finding(extension, 'develops-missing-node', 'V07', `${id} of ${module.name} is to develop ${foreign}, but does not exist.`, 'Correct the id, or add the element.')]; // prettier-ignore
    }),
  );
}

/** C10: what is wrong with the element that is to be developed, or null. */
function checkForeign(
  id: string,
  target: string,
  nodes: ReadonlyMap<string, JsonObject>,
  moduleOf: ReadonlyMap<string, string>,
): string | null {
  const node = nodes.get(id);
  if (node === undefined) return `${id} does not exist`;
  if (moduleOf.get(id) !== target) return `${id} does not stand in ${target}`;
  return node['undeveloped'] === true ? null : `${id} is not undeveloped`;
}

/**
 * P4: what `extends` names is a template. What is undeveloped there for someone to develop is how gsn2x marks
 * the place for that (C10); what nobody develops is left open.
 */
function leftUndeveloped(
  modules: readonly LoadedModule[],
  templates: ReadonlySet<string>,
  nodes: ReadonlyMap<string, JsonObject>,
  moduleOf: ReadonlyMap<string, string>,
): Finding[] {
  const files = new Map(modules.map((module) => [module.name, module]));
  return [...nodes].flatMap(([id, fields]): Finding[] => {
    const name = moduleOf.get(id) ?? '';
    const module = files.get(name);
    if (module === undefined || !templates.has(name) || fields['undeveloped'] !== true) return [];
    const own = id.startsWith(`${name}/`) ? id.slice(name.length + 1) : id;
    return [templateFinding(id, name, { file: module.path, node: id, line: module.yaml.lineOf(own) })]; // prettier-ignore
  });
}

/**
 * Joins what modules develop to the elements that they develop. Each joined element keeps the names of
 * those modules below `x-gsn2x`, so that a writer can part them again.
 * @param nodes All nodes by id; changed in place.
 */
export function extendModules(
  modules: readonly LoadedModule[],
  nodes: Map<string, JsonObject>,
  moduleOf: ReadonlyMap<string, string>,
): Finding[] {
  const names = new Set(modules.map((module) => module.name));
  const findings: Finding[] = [];
  const templates = new Set<string>();
  for (const extension of modules.flatMap(toExtensions)) {
    const { module, target, develops } = extension;
    findings.push(...checkOwn(extension));
    templates.add(target);
    if (!names.has(target)) {
      findings.push(finding(extension, 'extends-missing-module', 'C09', `${module.name} extends the module ${target}, which is not there.`, 'Open both modules together, or correct the name.')); // prettier-ignore
    }
    for (const [id, own] of develops) {
      const wrong = checkForeign(id, target, nodes, moduleOf);
      if (wrong !== null) {
        findings.push(finding(extension, 'extends-missing-node', 'C10', `${own.join(', ')} of ${module.name} is to develop ${id}, but ${wrong}.`, 'Name an undeveloped element of the other module.')); // prettier-ignore
        continue;
      }
      const { undeveloped: _, ...rest } = nodes.get(id) ?? {};
      nodes.set(id, { ...rest, supportedBy: own, 'x-gsn2x': { developedBy: module.name } });
    }
  }
  return [...findings, ...leftUndeveloped(modules, templates, nodes, moduleOf)];
}
