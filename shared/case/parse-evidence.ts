/** evidence/index.yaml and people.yaml: lists of entries with ids, which may not stand twice. */
import { CountersignError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { JsonObject, JsonValue } from '../trust/strict-json.ts';
import type { NamedDigest } from './case-file.ts';
import type { BundleFile, CasePerson, EvidenceItem, Finding } from './model.ts';
import type { YamlFile } from './parse-yaml.ts';
import { isObject, listOf, textOf, toFinding } from './read-fields.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv', json: 'application/json', md: 'text/markdown', txt: 'text/plain', yaml: 'application/yaml',
  yml: 'application/yaml', pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg',
  svg: 'image/svg+xml', html: 'text/html', log: 'text/plain', tsv: 'text/tab-separated-values',
}; // prettier-ignore

function mediaTypeOf(path: string): string {
  return (
    MEDIA_TYPES[/\.([A-Za-z0-9]+)$/u.exec(path)?.[1]?.toLowerCase() ?? ''] ??
    'application/octet-stream'
  );
}

interface Entry {
  readonly id: string;
  readonly fields: JsonObject;
  readonly line: number | null;
}

/** Entries of the list below `key`, or of the file itself. Two with one id refuse the bundle. */
function readEntries(yaml: YamlFile, key: string, file: string, findings: Finding[]): Entry[] {
  const list: JsonValue | undefined = isObject(yaml.value) ? yaml.value[key] : yaml.value;
  const isBelowKey = isObject(yaml.value);
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    findings.push(toFinding('wrong-type', 'error', { file, node: null, line: yaml.lineOf(key) }, `"${key}" must be a list.`, 'Write a list of entries, each with an id.')); // prettier-ignore
    return [];
  }
  const entries: Entry[] = [];
  const lineOfId = new Map<string, number | null>();
  const problems: Problem[] = [];
  (list as readonly JsonValue[]).forEach((fields, index) => {
    const line = isBelowKey ? yaml.lineOf(key, index) : yaml.lineOf(index);
    const id = isObject(fields) ? textOf(fields['id']) : null;
    if (!isObject(fields) || id === null) {
      findings.push(toFinding('wrong-type', 'error', { file, node: null, line }, `Entry ${index + 1} of "${key}" has no id.`, 'Give it an id.')); // prettier-ignore
      return;
    }
    if (lineOfId.has(id)) {
      const first = lineOfId.get(id) ?? null;
      problems.push({
        code: 'duplicate-id',
        file,
        place: line === null ? null : `line ${line}`,
        rule: 'ids are unique',
        message: `The id "${id}" stands twice.${first === null ? '' : ` The first one is in line ${first}.`}`,
      });
      return;
    }
    lineOfId.set(id, line);
    entries.push({ id, fields, line });
  });
  if (problems.length > 0)
    throw new CountersignError('input-refused', problems[0]?.message ?? '', problems);
  return entries;
}

/** Path of an evidence file below data/: as the index gives it, or beside the index. Null if there is none. */
function resolveFile(
  named: string,
  index: string,
  files: ReadonlyMap<string, BundleFile>,
): string | null {
  const folder = index.includes('/') ? index.slice(0, index.lastIndexOf('/') + 1) : '';
  return [`${folder}${named}`, named].find((path) => files.has(`data/${path}`)) ?? null;
}

/**
 * Evidence in the order of the index. An item whose file is not in the bundle is left out, with a finding.
 * @param file Name of the index for messages; `index` its path below data/.
 * @throws CountersignError 'input-refused' on an id that stands twice.
 */
export function parseEvidence(
  yaml: YamlFile,
  file: string,
  index: string,
  files: ReadonlyMap<string, BundleFile>,
): { evidence: EvidenceItem[]; digests: NamedDigest[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const digests: NamedDigest[] = [];
  const evidence: EvidenceItem[] = [];
  for (const { id, fields, line } of readEntries(yaml, 'evidence', file, findings)) {
    const named = textOf(fields['file']) ?? textOf(fields['path']);
    const path = named === null ? null : resolveFile(named, index, files);
    const found = path === null ? undefined : files.get(`data/${path}`);
    if (path === null || found === undefined) {
      const what =
        named === null ? 'names no file' : `names the file "${named}", which is not in the bundle`;
      findings.push(toFinding('evidence-file-missing', 'error', { file, node: null, line }, `${id} ${what}.`, 'Add the file, or take the entry out of the index.')); // prettier-ignore
      continue;
    }
    const bytes = typeof fields['bytes'] === 'number' ? fields['bytes'] : null;
    digests.push({ path, sha256: textOf(fields['sha256']), bytes, in: file, line });
    const appliesTo = fields['appliesTo'];
    evidence.push({
      id,
      title: textOf(fields['title']) ?? id,
      path,
      mediaType: textOf(fields['mediaType']) ?? mediaTypeOf(path),
      bytes: found.bytes,
      sha256: found.sha256,
      collected: textOf(fields['collected']),
      appliesTo: isObject(appliesTo)
        ? { kind: textOf(appliesTo['kind']) ?? '', version: textOf(appliesTo['version']) ?? '' }
        : null,
      preparedBy: textOf(fields['preparedBy']),
    });
  }
  return { evidence, digests, findings };
}

/**
 * People in the order of the file.
 * @throws CountersignError 'input-refused' on an id that stands twice.
 */
export function parsePeople(
  yaml: YamlFile,
  file: string,
): { people: CasePerson[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const people = readEntries(yaml, 'people', file, findings).map(({ id, fields }): CasePerson => {
    const interests = listOf(fields['interests']);
    return {
      id,
      name: textOf(fields['name']) ?? id,
      organisation: textOf(fields['organisation']) ?? '',
      line: textOf(fields['line']) ?? '',
      role: textOf(fields['role']) ?? '',
      interests: interests.flatMap((interest) =>
        isObject(interest)
          ? [{ kind: textOf(interest['kind']) ?? '', ref: textOf(interest['ref']), detail: textOf(interest['detail']) ?? '' }]
          : [],
      ), // prettier-ignore
    };
  });
  return { people, findings };
}
