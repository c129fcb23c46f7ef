/** Types of the keys that gsn2x knows: what it cannot read refuses the file (interop: gsn2x YAML). */
import { isObject } from '../../case/read-fields.ts';
import type { YamlFile } from '../../case/parse-yaml.ts';
import type { Problem } from '../../errors.ts';
import type { JsonObject, JsonValue } from '../../trust/strict-json.ts';

/** As gsn2x spells them. */
export const NODE_TYPES = [
  'Goal', 'Strategy', 'Solution', 'Justification', 'Context', 'Assumption', 'CounterGoal', 'CounterSolution',
] as const; // prettier-ignore

/** So many problems are listed for one file. */
const MAX_PROBLEMS = 50;

type Test = (value: JsonValue) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isCount: Test = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isTexts: Test = (value) =>
  isText(value) || (Array.isArray(value) && (value as readonly JsonValue[]).every(isText));
const isFlag: Test = (value) => typeof value === 'boolean';

function isIndex(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const [entry, second] = Object.entries(value);
  if (entry === undefined || second !== undefined) return false;
  const [key, at] = entry;
  if (key === 'relative') return typeof at === 'number' && Number.isInteger(at);
  return key === 'absolute' && (at === 'last' || isCount(at));
}

function isAcp(value: JsonValue): boolean {
  return isObject(value) && Object.values(value).every(isTexts);
}

/** What each key must be. Others are kept as they are ("layers"). */
const SHAPES: ReadonlyMap<string, readonly [Test, string]> = new Map<
  string,
  readonly [Test, string]
>([
  ['text', [isText, 'text']],
  ['supportedBy', [isTexts, 'an id or a list of ids']],
  ['inContextOf', [isTexts, 'an id or a list of ids']],
  // gsn2x knows one target; a list is read here, and the writer says what gsn2x cannot hold.
  ['challenges', [isTexts, 'an id, or two with "->" between them']],
  ['defeatedRelation', [isTexts, 'an id or a list of ids']],
  ['undeveloped', [isFlag, 'true or false']],
  ['defeated', [isFlag, 'true or false']],
  ['classes', [(value) => Array.isArray(value) && isTexts(value), 'a list of texts']],
  ['url', [isText, 'text']],
  ['rankIncrement', [isCount, 'a whole number from 0']],
  ['charWrap', [isCount, 'a whole number from 0']],
  ['horizontalIndex', [isIndex, 'a map with "relative" or "absolute"']],
  ['nodeType', [(value) => NODE_TYPES.some((type) => type === value), `one of ${NODE_TYPES.join(', ')}`]],
  ['acp', [isAcp, 'a map from names to an id or a list of ids']],
]); // prettier-ignore

/** What `module` must be. */
const MODULE_SHAPES: ReadonlyMap<string, readonly [Test, string]> = new Map<
  string,
  readonly [Test, string]
>([
  ['name', [isText, 'text']],
  ['brief', [isText, 'text']],
  ['uses', [(value) => Array.isArray(value) && isTexts(value), 'a list of paths']],
  ['stylesheets', [(value) => Array.isArray(value) && isTexts(value), 'a list of paths']],
  ['rankIncrement', [isMap, 'a map']],
  ['horizontalIndex', [isMap, 'a map']],
  ['charWrap', [isCount, 'a whole number from 0']],
  ['extends', [isExtends, 'a list of maps with "module" and "develops"']],
]);

function isMap(value: JsonValue): boolean {
  return isObject(value);
}

function isExtends(value: JsonValue): boolean {
  return (
    Array.isArray(value) &&
    (value as readonly JsonValue[]).every(
      (item) =>
        isObject(item) &&
        typeof item['module'] === 'string' &&
        isObject(item['develops']) &&
        Object.values(item['develops']).every(isTexts),
    )
  );
}

function problem(file: string, line: number | null, rule: string, message: string): Problem {
  const place = line === null ? null : `line ${line}, column 1`;
  return { code: 'gsn2x-type', file, place, rule, message };
}

function checkFields(
  id: string,
  fields: JsonObject,
  shapes: ReadonlyMap<string, readonly [Test, string]>,
  yaml: YamlFile,
  file: string,
): Problem[] {
  const problems: Problem[] = [];
  for (const key of Object.keys(fields)) {
    const shape = shapes.get(key);
    if (shape === undefined || shape[0](fields[key] ?? null)) continue;
    problems.push(problem(file, yaml.lineOf(id, key) ?? yaml.lineOf(id), `gsn2x: "${key}" is ${shape[1]}`, `"${key}" of ${id} must be ${shape[1]}.`)); // prettier-ignore
  }
  return problems;
}

/** Everything in one file that gsn2x itself could not read; empty where it could. */
export function checkShape(yaml: YamlFile, file: string): Problem[] {
  const { value } = yaml;
  if (value === null) return [];
  if (!isObject(value)) {
    return [problem(file, 1, 'gsn2x: a file is a map from ids to elements', 'The file is no map from ids to elements.')]; // prettier-ignore
  }
  const problems: Problem[] = [];
  for (const id of Object.keys(value)) {
    const fields = value[id] ?? null;
    if (problems.length >= MAX_PROBLEMS) break;
    if (fields === null) continue;
    if (!isObject(fields)) {
      problems.push(problem(file, yaml.lineOf(id), 'gsn2x: an element is a map', `"${id}" is no map.`)); // prettier-ignore
    } else if (id === 'module') {
      problems.push(...checkFields(id, fields, MODULE_SHAPES, yaml, file));
      if (typeof fields['name'] !== 'string') {
        problems.push(problem(file, yaml.lineOf(id), 'gsn2x: "module" has a name', 'The module has no name.')); // prettier-ignore
      }
    } else {
      problems.push(...checkFields(id, fields, SHAPES, yaml, file));
    }
  }
  return problems.slice(0, MAX_PROBLEMS);
}
