import { describe, expect, it } from 'vitest';
import {
  needsDeclaration,
  splitGate,
  toCoverageRows,
  toGateCount,
  toSigningStops,
} from '../../../../renderer/features/sign-off/gate-words.ts';
import { splitDigests, splitRefs } from '../../../../renderer/features/sign-off/refs.ts';
import type { GateItem, SignOffPreparation } from '../../../../shared/review/view.ts';

function item(rule: string, level: GateItem['level'], state: GateItem['state']): GateItem {
  return { rule, title: rule, level, state, why: '', refs: [] };
}

const gate = [
  item('R4', 'enforces', 'met'),
  item('R8', 'warns', 'passed with a reason'),
  item('R5', 'warns', 'needs a reason'),
  item('R7', 'cannot be relaxed', 'not met'),
  item('R10', 'shows', 'not met'),
];
const coverage = {
  loadBearing: { opened: 20, of: 22, notOpened: ['G19', 'G33'] },
  claims: { opened: 29, of: 36 },
  evidence: { opened: 1, of: 20, notOpened: Array.from({ length: 19 }, (_, index) => `E${index}`) },
  documents: { opened: 3, of: 3 },
};
const preparation: SignOffPreparation = {
  gate,
  closedOptions: [],
  coverage,
  text: ['Text.'],
  textDigest: 'a'.repeat(64),
  action: 'Sign: return',
  missing: [],
};

describe('gate', () => {
  it('puts what is not met before what was passed, and facts apart from rules', () => {
    const split = splitGate(gate);
    expect(split.unsettled.map((one) => one.rule)).toEqual(['R7', 'R5', 'R8']);
    expect(split.shown.map((one) => one.rule)).toEqual(['R10']);
    expect(split.met.map((one) => one.rule)).toEqual(['R4']);
  });

  it('counts rules with their whole', () => {
    expect(toGateCount(gate)).toBe('1 of 4 rules not met, 1 needs a reason, 1 passed');
    expect(toGateCount([gate[0]!])).toBe('0 of 1 rule not met');
  });

  it('says what was not opened and cuts a long list with its count', () => {
    const rows = toCoverageRows(coverage);
    expect(rows[0]?.words).toBe('20 of 22. Not opened: G19 and G33');
    expect(rows[2]?.words).toContain('and 7 more');
    expect(rows[3]?.words).toBe('3 of 3');
  });

  it('asks for a declaration exactly while R4 is not met', () => {
    expect(needsDeclaration(preparation)).toBe(false);
    expect(needsDeclaration({ ...preparation, gate: [item('R4', 'enforces', 'not met')] })).toBe(
      true,
    );
  });
});

describe('what keeps a sign-off from being signed', () => {
  it('is nothing only when text, tick and passphrase are there and nothing is missing', () => {
    expect(toSigningStops(preparation, false, true, 'secret')).toEqual([]);
    expect(toSigningStops(null, false, true, 'secret')).toHaveLength(1);
    expect(toSigningStops(preparation, true, true, 'secret')).toHaveLength(1);
    expect(toSigningStops(preparation, false, false, 'secret')).toHaveLength(1);
    expect(toSigningStops(preparation, false, true, '')).toHaveLength(1);
    expect(
      toSigningStops({ ...preparation, missing: ['Reasons.'] }, false, true, 'secret'),
    ).toEqual(['Reasons.']);
  });
});

describe('ids in text', () => {
  it('finds whole ids only, the longest first', () => {
    const parts = splitRefs('You have not opened G1, G19 and CH-01.', ['G1', 'G19', 'CH-01']);
    expect(parts.filter((part) => part.isRef).map((part) => part.text)).toEqual(['G1', 'G19', 'CH-01']);
    expect(splitRefs('G19 stands', ['G1'])).toEqual([{ text: 'G19 stands', isRef: false }]);
  });

  it('keeps every character of the text', () => {
    const text = 'Seen (CH-01), not CH-012; a.b and *';
    expect(splitRefs(text, ['CH-01', 'a.b', '*']).map((part) => part.text).join('')).toBe(text);
  });

  it('sets digests apart without changing the text', () => {
    const digest = Array.from({ length: 16 }, () => '3b9d').join(' ');
    const text = `I saw the bundle with the digest ${digest}.`;
    const parts = splitDigests(text);
    expect(parts.find((part) => part.isRef)?.text).toBe(digest);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(splitDigests('dead beef cafe').every((part) => !part.isRef)).toBe(true);
  });
}); // prettier-ignore
