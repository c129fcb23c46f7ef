export interface PassphraseHint {
  readonly level: 'refused' | 'short' | 'fair' | 'long';
  readonly words: string;
}

/** The shortest passphrase the program takes; the contract says the same. */
export const SHORTEST_PASSPHRASE = 8;

/**
 * What can honestly be said of a passphrase by looking at it: how long it is and whether it repeats.
 * Nothing here can tell a phrase from a book from one thrown with dice, and the words say so.
 */
export function toPassphraseHint(passphrase: string): PassphraseHint {
  const length = Array.from(passphrase).length;
  if (length < SHORTEST_PASSPHRASE) {
    return {
      level: 'refused',
      words: `Too short: ${length} of at least ${SHORTEST_PASSPHRASE} characters.`,
    };
  }
  if (new Set(passphrase.toLowerCase()).size < 5) {
    return {
      level: 'short',
      words: 'It repeats a few characters. Whoever copies the key file can guess it in seconds.',
    };
  }
  if (length < 14) {
    return {
      level: 'short',
      words:
        'Short. Whoever copies the key file can try many of this length. Four or more unrelated words are better.',
    };
  }
  if (length < 20) {
    return {
      level: 'fair',
      words: 'Long enough if nobody has used these words together before. Countersign cannot tell.',
    };
  }
  return {
    level: 'long',
    words: 'Long. It holds as well as its words are unguessable. Countersign cannot tell.',
  };
}

/** What is wrong with the two passphrase fields; null where nothing is. */
export function toPassphraseProblem(passphrase: string, again: string): string | null {
  if (Array.from(passphrase).length < SHORTEST_PASSPHRASE) {
    return `The passphrase needs at least ${SHORTEST_PASSPHRASE} characters.`;
  }
  return passphrase === again ? null : 'The two passphrases differ.';
}
