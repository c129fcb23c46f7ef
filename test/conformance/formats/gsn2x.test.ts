import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CASE_PORTS } from '../../../electron/host/bundle/parse-folder.ts';
import { openHere } from '../../../electron/host/bundle/open-here.ts';
import { BundleRefused } from '../../../electron/host/bundle/refusal.ts';
import { checkArgument } from '../../../shared/argument/rules/check.ts';
import type { CheckedFinding } from '../../../shared/argument/rules/check.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { parseCase } from '../../../shared/case/parse-case.ts';
import { readGsn2x } from '../../../shared/formats/gsn2x/read.ts';
import { expectCases } from '../../support/conformance-count.ts';
import type { JudgedCase } from '../../support/conformance-count.ts';
import {
  conformancePath,
  describeWithData,
  readConformanceJson,
} from '../../support/conformance.ts';

/** What gsn2x says, as far as it does not depend on its words. */
interface Said {
  readonly severity: string;
  /** Number of the rule; "empty" where elements are missing. */
  readonly rule: string;
  /** Ids that its message names. */
  readonly ids: readonly string[];
}
const REFUSED = 'refused';

function parseSaid(line: string): Said | typeof REFUSED {
  if (line.includes('Failed to parse YAML')) return REFUSED;
  const match = /^(Warning|Error): (?:\(.*?\) )?(?:([VC]\d\d): )?(.*)$/u.exec(line);
  const [, severity = '', rule = 'empty', message = ''] = match ?? [];
  const ids =
    rule === 'empty' ? [] : (message.match(/\b(?:C?Sn|CG|G|S|C|A|J|X)\d+(?:\.\d+)*\b/gu) ?? []);
  return { severity: severity.toLowerCase(), rule, ids: [...new Set(ids)] };
}

/** True where ours says the same things, each once, and nothing else that gsn2x would come to say. */
function isSame(expected: readonly string[], found: readonly CheckedFinding[] | typeof REFUSED): boolean {
  const said = expected.map(parseSaid);
  if (found === REFUSED) return said.length === 1 && said[0] === REFUSED;
  const left = found.filter((finding) => finding.told === true);
  for (const item of said) {
    if (item === REFUSED) return false;
    const at = left.findIndex((finding) => finding.severity === item.severity && finding.rule === item.rule && item.ids.every((id) => finding.message.includes(id)));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
} // prettier-ignore

let store: string;
beforeAll(() => {
  store = mkdtempSync(path.join(tmpdir(), 'gsn2x-suite-'));
});
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

interface Flags {
  readonly extended: boolean;
  readonly warnDialectic: boolean;
  readonly universalWords: boolean;
}
const NO_FLAGS: Flags = { extended: false, warnDialectic: false, universalWords: false };

async function checkFile(file: string, flags: Flags): Promise<CheckedFinding[] | typeof REFUSED> {
  try {
    return checkArgument((await openHere(file, { store })).safetyCase, 'gsn2x', flags);
  } catch (error) {
    if (error instanceof BundleRefused) return REFUSED;
    throw error;
  }
}

/** Several files at once, as they can be given to gsn2x. */
function checkFiles(folder: string, names: readonly string[]): CheckedFinding[] {
  const textOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const reading = readGsn2x(names.map((name) => ({ path: name, text: textOf(name) })), textOf);
  const safetyCase: SafetyCase = parseCase(
    {
      seal: 'draft', draftReason: null, bundleDigest: null, files: [], bytesOf: () => null,
      sourceName: 'run', digestsBind: false, warnings: [], foreign: { format: 'gsn2x', reading },
    },
    CASE_PORTS,
  );
  return checkArgument(safetyCase, 'gsn2x', NO_FLAGS);
} // prettier-ignore

const differing: string[] = [];

function judge(
  name: string,
  expected: readonly string[],
  found: readonly CheckedFinding[] | typeof REFUSED,
): JudgedCase {
  const isAsExpected = isSame(expected, found);
  const said = found === REFUSED ? REFUSED : found.map(({ told, severity, rule, message }) => `${told === true ? '' : '(untold) '}${severity} ${rule ?? ''} ${message}`).join('\n  '); // prettier-ignore
  if (!isAsExpected)
    differing.push(`${name}\n expected\n  ${expected.join('\n  ')}\n found\n  ${said}`);
  return { name, isAsExpected };
}

describeWithData('gsn2x', ['cases', 'gsn2x'], () => {
  const folder = conformancePath('cases', 'gsn2x');
  const outcomes = (): [string, readonly string[]][] =>
    Object.entries(readConformanceJson('cases', 'gsn2x', 'EXPECTED-computed.json') as Record<string, readonly string[]>); // prettier-ignore

  it('says of each file what gsn2x says', async () => {
    const files = outcomes().filter(([name]) => !name.includes(' + '));
    const judged: JudgedCase[] = [];
    for (const [name, expected] of files) {
      judged.push(judge(name, expected, await checkFile(path.join(folder, name), NO_FLAGS)));
    }
    if (differing.length > 0) console.error(differing.join('\n'));
    expectCases('gsn2x files', judged);
  });

  it('says of several files together what gsn2x says', () => {
    const runs = outcomes().filter(([name]) => name.includes(' + '));
    const judged = runs.map(([name, expected]) => judge(name, expected, checkFiles(folder, name.split(' + ')))); // prettier-ignore
    if (differing.length > 0) console.error(differing.join('\n'));
    expectCases('gsn2x files together', judged);
  });
});

describeWithData('gsn2x, one broken rule a file', ['cases', 'derived-bad-gsn'], () => {
  const expected = (): [string, { cli_flags: readonly string[]; expected: readonly string[] }][] =>
    Object.entries(readConformanceJson('cases', 'derived-bad-gsn', 'EXPECTED.json') as Record<string, { cli_flags: readonly string[]; expected: readonly string[] }>); // prettier-ignore

  it('finds the broken rule', async () => {
    const judged: JudgedCase[] = [];
    for (const [name, { cli_flags: flags, expected: lines }] of expected()) {
      const asked = { extended: flags.includes('--extended-check'), warnDialectic: flags.includes('--warn-dialectic'), universalWords: false }; // prettier-ignore
      judged.push(judge(name, lines, await checkFile(conformancePath('cases', 'derived-bad-gsn', name), asked))); // prettier-ignore
    }
    if (differing.length > 0) console.error(differing.join('\n'));
    expectCases('gsn2x bad files', judged);
    expect(judged).toHaveLength(40);
  });
});
