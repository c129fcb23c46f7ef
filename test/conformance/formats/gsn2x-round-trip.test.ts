import { it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { readGsn2x } from '../../../shared/formats/gsn2x/read.ts';
import type { Gsn2xReading } from '../../../shared/formats/gsn2x/read.ts';
import { writeGsn2x, writeGsn2xModules } from '../../../shared/formats/gsn2x/write.ts';
import { parseYaml } from '../../../shared/case/parse-yaml.ts';
import { utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import type { JsonValue } from '../../../shared/trust/strict-json.ts';
import { expectCases } from '../../support/conformance-count.ts';
import type { JudgedCase } from '../../support/conformance-count.ts';
import {
  conformancePath,
  describeWithData,
  listConformance,
  readConformance,
} from '../../support/conformance.ts';
import { existsSync } from 'node:fs';

const DATA = ['cases', 'gsn2x'];

function textOf(name: string): string {
  return utf8Decode(readConformance(...DATA, name), name);
}

/** Content of a file; the order of keys and ids says nothing. */
function contentOf(text: string): string {
  const sorted = (value: JsonValue): unknown => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
  };
  return JSON.stringify(sorted(parseYaml(utf8Encode(text), 'a.yaml').value), null, 1);
} // prettier-ignore

function read(name: string): Gsn2xReading | null {
  try {
    return readGsn2x([{ path: name, text: textOf(name) }], (path) => (existsSync(conformancePath(...DATA, path)) ? textOf(path) : null)); // prettier-ignore
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}

/** Every file of an argument, written again under its own path. */
function judge(name: string, reading: Gsn2xReading): JudgedCase {
  const { interchange, files } = reading;
  const single = files.length === 1;
  const written = single ? { files: [{ path: name, text: writeGsn2x(interchange).text }], losses: writeGsn2x(interchange).losses } : writeGsn2xModules(interchange); // prettier-ignore
  const differing = files.filter((path) => {
    const text = written.files.find((file) => file.path === path)?.text;
    return text === undefined || contentOf(text) !== contentOf(textOf(path));
  });
  const isSame = differing.length === 0 && written.losses.length === 0 && reading.losses.length === 0;
  return { name: isSame ? name : `${name}: ${differing.join(', ')}`, isAsExpected: isSame };
} // prettier-ignore

describeWithData('gsn2x round trips', DATA, () => {
  it('give every file back with what stood in it', () => {
    const names = listConformance(...DATA).filter((name) => name.endsWith('.yaml'));
    const judged = names.flatMap((name) => {
      const reading = read(name);
      return reading === null ? [] : [judge(name, reading)];
    });
    expectCases('gsn2x round trips', judged);
  });
});
