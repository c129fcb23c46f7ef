import { describe, expect, it } from 'vitest';
import {
  toPassphraseHint,
  toPassphraseProblem,
} from '../../../../renderer/features/identity/passphrase-strength.ts';

describe('passphrase', () => {
  it('refuses what is shorter than the contract takes', () => {
    expect(toPassphraseHint('seven77').level).toBe('refused');
    expect(toPassphraseProblem('seven77', 'seven77')).toContain('8');
  });

  it('does not call a long repetition long', () => {
    expect(toPassphraseHint('abababababababababababab').level).toBe('short');
  });

  it('rises with length and always says what it cannot tell', () => {
    expect(toPassphraseHint('ninechars').level).toBe('short');
    expect(toPassphraseHint('correct horse ba').level).toBe('fair');
    expect(toPassphraseHint('correct horse battery staple')).toMatchObject({ level: 'long', words: expect.stringContaining('cannot tell') as string });
  });

  it('wants the same passphrase twice', () => {
    expect(toPassphraseProblem('correct horse', 'correct house')).toContain('differ');
    expect(toPassphraseProblem('correct horse', 'correct horse')).toBeNull();
  });
}); // prettier-ignore
