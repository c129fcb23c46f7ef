/** case.yaml: what the case is, what it is about, and which files belong to it. */
import { CountersignError } from '../errors.ts';
import type { SafetyCase } from './model.ts';
import type { YamlFile } from './parse-yaml.ts';
import { isObject, listOf, textOf } from './read-fields.ts';

/** A digest that the case itself names for one of its files. */
export interface NamedDigest {
  /** Path below data/. */
  readonly path: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
  /** File that names it, and the line there. */
  readonly in: string;
  readonly line: number | null;
}

export interface CaseHead extends Pick<
  SafetyCase,
  | 'id'
  | 'title'
  | 'version'
  | 'issued'
  | 'developer'
  | 'subject'
  | 'decisionRequested'
  | 'topNode'
  | 'supersedes'
> {
  /** Paths below data/ of the other files. */
  readonly argument: string;
  readonly people: string;
  readonly evidenceIndex: string;
  readonly digests: readonly NamedDigest[];
}

export const DEFAULT_ARGUMENT = 'argument.yaml';
export const DEFAULT_PEOPLE = 'people.yaml';
export const DEFAULT_EVIDENCE_INDEX = 'evidence/index.yaml';

/** What a case is called whose files do not say so: a lone argument file, a folder without case.yaml. */
export function unnamedHead(name: string, argument: string): CaseHead {
  return {
    id: name,
    title: name,
    version: '',
    issued: null,
    developer: null,
    subject: { model: null, build: null, configuration: null, weightsFrozen: null, stack: null },
    decisionRequested: null,
    topNode: null,
    supersedes: null,
    argument,
    people: DEFAULT_PEOPLE,
    evidenceIndex: DEFAULT_EVIDENCE_INDEX,
    digests: [],
  };
}

/**
 * Reads case.yaml. Missing fields are null or empty: only what binds the case to its bytes is enforced.
 * @throws CountersignError 'input-refused' where the file is not a map.
 */
export function parseCaseHead(yaml: YamlFile, file: string, name: string): CaseHead {
  const { value } = yaml;
  if (!isObject(value)) {
    const message = 'case.yaml must be a map of fields.';
    throw new CountersignError('input-refused', message, [{ code: 'not-a-map', file, place: 'line 1', rule: 'case.yaml is a map', message }]); // prettier-ignore
  }
  const subject = isObject(value['subject']) ? value['subject'] : {};
  const files = listOf(value['files']);
  const digests = files.flatMap((entry, index): NamedDigest[] => {
    const path = isObject(entry) ? textOf(entry['path']) : null;
    if (!isObject(entry) || path === null) return [];
    const bytes = typeof entry['bytes'] === 'number' ? entry['bytes'] : null;
    return [
      { path, sha256: textOf(entry['sha256']), bytes, in: file, line: yaml.lineOf('files', index) },
    ];
  });
  const id = textOf(value['case']) ?? name;
  return {
    id,
    title: textOf(value['title']) ?? id,
    version: textOf(value['version']) ?? '',
    issued: textOf(value['issued']),
    developer: textOf(value['developer']),
    subject: {
      model: textOf(subject['model']),
      build: textOf(subject['build']),
      configuration: textOf(subject['configuration']),
      weightsFrozen: textOf(subject['weightsFrozen']),
      stack: textOf(subject['stack']),
    },
    decisionRequested: textOf(value['decisionRequested']),
    topNode: textOf(value['topNode']),
    supersedes: textOf(value['supersedes']),
    argument: textOf(value['argument']) ?? DEFAULT_ARGUMENT,
    people: textOf(value['people']) ?? DEFAULT_PEOPLE,
    evidenceIndex: textOf(value['evidenceIndex']) ?? DEFAULT_EVIDENCE_INDEX,
    digests,
  };
}
