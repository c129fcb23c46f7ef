import { describe, expect, it } from 'vitest';
import { findContextClashes, type ContextClash } from '../../../shared/argument/context-clash.ts';

const WHOLE = { id: 'C2', text: 'Deployment: agent sessions up to 24 hours; outbound network to any host the customer configures; persistent workspace; up to 4,000,000 tokens per task.' }; // prettier-ignore
const LEG = { id: 'C7', text: 'Assumed: agent sessions of at most 60 minutes, outbound network disabled, workspace discarded at the end of each session.' }; // prettier-ignore

function toMarked({ phrases }: ContextClash): string[] {
  return phrases.map((parts) => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')); // prettier-ignore
}

describe('contexts on one path', () => {
  it('are set side by side where they say different things about the same', () => {
    const clashes = findContextClashes([WHOLE, LEG]);
    expect(clashes.map((one) => one.about)).toEqual(['agent sessions', 'outbound network', 'workspace']); // prettier-ignore
    expect(clashes.map(toMarked)).toEqual([
      ['agent sessions [up to 24 hours]', 'agent sessions of [at most 60 minutes]'],
      ['outbound network to [any host the customer configures]', 'outbound network [disabled]'],
      ['[persistent] workspace', 'workspace [discarded at the end of each session]'],
    ]);
    expect(clashes.every((one) => one.ids.join() === 'C2,C7')).toBe(true);
  });

  it('do not clash where they say the same, or only one of them says more', () => {
    expect(findContextClashes([WHOLE, { ...WHOLE, id: 'C9' }])).toEqual([]);
    const less = { id: 'C8', text: 'Agent sessions.' };
    expect(findContextClashes([{ id: 'C1', text: 'Agent sessions of 60 minutes.' }, less])).toEqual(
      [],
    );
  });

  it('do not clash because of one word that both happen to use', () => {
    const validity = { id: 'C8', text: 'This case lapses at the next build.' };
    const system = { id: 'C1', text: 'System: Marram-3, build m3-r7, weights frozen 2026-09-28.' };
    expect(findContextClashes([system, validity])).toEqual([]);
  });

  it('differ by a number, by a limit and by a negation alone', () => {
    const of = (text: string, other: string): string[][] =>
      findContextClashes([{ id: 'a', text }, { id: 'b', text: other }]).map(toMarked); // prettier-ignore
    expect(of('Red team budget of 120 hours', 'Red team budget of 40 hours')).toEqual([['Red team budget of [120] hours', 'Red team budget of [40] hours']]); // prettier-ignore
    expect(of('At least 3 human reviewers', 'At most 3 human reviewers')).toEqual([['At [least] 3 human reviewers', 'At [most] 3 human reviewers']]); // prettier-ignore
  });

  it('of any text are read without loss: the parts of a phrase are the phrase', () => {
    for (const { phrases } of findContextClashes([WHOLE, LEG])) {
      for (const [at, parts] of phrases.entries()) {
        expect([WHOLE, LEG][at]?.text).toContain(parts.map((part) => part.text).join(''));
      }
    }
  });
});
