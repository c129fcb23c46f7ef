/** YAML as parse-yaml.ts reads it back: the 1.2 core schema, without aliases. */
import { stringify } from 'yaml';
import type { JsonValue } from '../trust/strict-json.ts';

/** Text of a map, one entry below the other, a blank line between two. Long lines stay whole. */
export function toYaml(entries: Iterable<readonly [string, JsonValue]>): string {
  const options = { lineWidth: 0, aliasDuplicateObjects: false, version: '1.2', schema: 'core' } as const; // prettier-ignore
  return [...entries].map(([key, value]) => stringify({ [key]: value }, options)).join('\n');
}
