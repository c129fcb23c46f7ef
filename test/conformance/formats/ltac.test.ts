import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { openHere } from '../../../electron/host/bundle/open-here.ts';
import { BundleRefused } from '../../../electron/host/bundle/refusal.ts';
import { parseLtac } from '../../../shared/formats/ltac/parse-file.ts';
import { readLtac } from '../../../shared/formats/ltac/read.ts';
import { writeLtac } from '../../../shared/formats/ltac/write.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { expectCases } from '../../support/conformance-count.ts';
import {
  conformancePath,
  describeWithData,
  listConformance,
  readConformance,
} from '../../support/conformance.ts';

const DATA = ['cases', 'verocase-ltac', 'tests', 'fixtures'];

/** Files that break a rule, and how it is said: a refusal with its line, or the codes of findings. */
const BROKEN: Readonly<Record<string, string>> = {
  'bad-syntax.ltac': 'refused: line 2, column 1',
  'duplicate-id.ltac': 'refused: line 3, column 1',
  'blank-lines-normalize.ltac': 'not-connected',
  'blank-lines.ltac': 'not-connected',
  'bad-link.ltac': 'dangling-id',
  'circular.ltac': 'cycle',
  'cited-not-declared.ltac': 'dangling-id',
  'conflict.ltac': 'ltac-states',
  'type-mismatch.ltac': 'ltac-citation-type not-connected',
  'update-citations.ltac': 'ltac-citation-text',
  'warn.ltac': 'ltac-not-permitted',
  'two-roots.ltac': 'not-connected',
};

function files(): string[] {
  return listConformance(...DATA).filter((name) => name.endsWith('.ltac'));
}

function textOf(name: string): string {
  return utf8Decode(readConformance(...DATA, name), name);
}

/** Rules of LTAC, and those of every argument that its own project checks as well. */
const CODES = /^(?:ltac-|dangling-id$|cycle$|not-connected$)/u;

let store: string;
beforeAll(() => {
  store = mkdtempSync(path.join(tmpdir(), 'ltac-suite-'));
});
afterAll(() => {
  rmSync(store, { recursive: true, force: true });
});

async function verdictOf(name: string): Promise<string> {
  try {
    const { safetyCase } = await openHere(conformancePath(...DATA, name), { store });
    const lines = textOf(name).split('\n').filter((line) => /^ *- (?!Link)[A-Z][a-z]+ (?!\^)/u.test(line)); // prettier-ignore
    if (lines.length !== safetyCase.nodes.length) return `${safetyCase.nodes.length} of ${lines.length}`; // prettier-ignore
    const found = safetyCase.findings.filter(({ severity, code }) => severity !== 'info' && CODES.test(code)); // prettier-ignore
    return [...new Set(found.map(({ code }) => code))].sort().join(' ');
  } catch (error) {
    if (!(error instanceof BundleRefused)) throw error;
    return `refused: ${error.problems[0]?.place ?? ''}`;
  }
}

/** Elements and links of a file, as far as order says nothing. */
function contentOf(text: string): string {
  const { elements, places } = parseLtac(text, 'a.ltac');
  const list = [...elements.values()].map(({ line: _line, end, ...rest }) => JSON.stringify({ ...rest, reference: end.reference, options: [...end.options].sort() })); // prettier-ignore
  const links = places.map(({ line: _line, text: _text, ...rest }) => JSON.stringify(rest));
  return [...list.sort(), ...links.sort()].join('\n');
}

describeWithData('LTAC files', DATA, () => {
  it('are read whole, or refused where they break a rule', async () => {
    const judged: { name: string; isAsExpected: boolean }[] = [];
    for (const name of files()) {
      const verdict = await verdictOf(name);
      const isAsExpected = verdict === (BROKEN[name] ?? '');
      judged.push({ name: isAsExpected ? name : `${name}: ${verdict}`, isAsExpected });
    }
    expectCases('LTAC files', judged);
  });

  it('come back as they were, up to order, or the report names what changed', () => {
    const good = files().filter((name) => BROKEN[name]?.startsWith('refused') !== true);
    const judged = good.map((name) => {
      const reading = readLtac(textOf(name), name);
      const writing = writeLtac(reading.interchange);
      const losses = [...reading.losses, ...writing.losses];
      const { text } = writing;
      const isSame = contentOf(text) === contentOf(textOf(name)) || losses.length > 0;
      return { name: isSame ? name : `${name}: ${losses.map(({ message }) => message).join(' ')}\n${text}`, isAsExpected: isSame }; // prettier-ignore
    });
    expectCases('LTAC round trips', judged);
  });
});
