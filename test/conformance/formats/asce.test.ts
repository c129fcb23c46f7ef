import { it } from 'vitest';
import { CountersignError } from '../../../shared/errors.ts';
import { readAsce } from '../../../shared/formats/asce/read.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { expectCases } from '../../support/conformance-count.ts';
import { describeWithData, listConformance, readConformance } from '../../support/conformance.ts';

const DATA = ['cases', 'derived-asce-axml'];

/** What each file is to give: codes of findings, or of the problem with which it is refused. */
const EXPECTED: Readonly<Record<string, string>> = {
  'minimal-cae-defeater.axml': '8 nodes',
  'bad-reversed-links.axml': '8 nodes, asce-reversed-link',
  'bad-dangling-link.axml': 'link-not-found',
  'bad-duplicate-reference.axml': 'duplicate-id',
};

function judge(name: string): string {
  try {
    const { interchange, findings } = readAsce(utf8Decode(readConformance(...DATA, name), name), name); // prettier-ignore
    return [`${interchange.nodes.size} nodes`, ...findings.map(({ code }) => code)].join(', ');
  } catch (error) {
    if (error instanceof CountersignError) return error.problems.map(({ code }) => code).join(', ');
    throw error;
  }
}

describeWithData('ASCE networks', DATA, () => {
  it('opens the good one, turns reversed links round with a warning, refuses the other two', () => {
    const names = listConformance(...DATA).filter((name) => name.endsWith('.axml'));
    expectCases('ASCE files', names.map((name) => ({ name, isAsExpected: judge(name) === EXPECTED[name] }))); // prettier-ignore
  });
});
