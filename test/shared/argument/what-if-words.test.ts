import { describe, expect, it } from 'vitest';
import { toWhatIfWords } from '../../../shared/argument/what-if-words.ts';
import { toWhatIf } from '../../../shared/argument/what-if.ts';
import { buildCase, buildNode } from '../../support/builders.ts';

const safetyCase = buildCase([
  buildNode('G1', { supportedBy: ['G2', 'G3'] }),
  buildNode('G2', { supportedBy: ['Sn1', 'Sn2'], supportMode: 'any_of' }),
  buildNode('G3'),
  buildNode('Sn1'),
  buildNode('Sn2'),
]);
const words = (ids: readonly string[], name: Parameters<typeof toWhatIfWords>[2] = null): string =>
  toWhatIfWords(toWhatIf(safetyCase, ids), 'G1', name).split('\n')[0] ?? '';

describe('a what-if in words', () => {
  it('says what fails, under which name, whether the top claim falls, and what else', () => {
    expect(words(['Sn1', 'Sn2'], { kind: 'scenario', name: 'Lab closed' })).toBe(
      'If Sn1 and Sn2 fail (scenario "Lab closed"), the top claim G1 falls. 1 other node falls with it: G2.',
    );
    expect(words(['G3'])).toBe('If G3 fails, the top claim G1 falls. Nothing else falls with it.');
  });

  it('does not say that something falls which stands', () => {
    expect(words(['Sn1'])).toBe('If Sn1 fails, the top claim G1 still holds. Nothing else falls with it.'); // prettier-ignore
    expect(words(['G1'])).toBe('If G1 fails, the top claim G1 is what fails. Nothing else falls with it.'); // prettier-ignore
  });

  it('ends with what structure cannot tell', () => {
    expect(toWhatIfWords(toWhatIf(safetyCase, ['G3']), 'G1', null)).toMatch(/By structure alone, which cannot tell whether a step is good\.$/); // prettier-ignore
  });
});
