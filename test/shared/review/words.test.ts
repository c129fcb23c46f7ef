import { describe, expect, it } from 'vitest';
import { RECORD_KINDS } from '../../../shared/review/records.ts';
import { isBelowFloor, RECORD_KIND_WORDS, toCount, toDayWords, toEntryWords, toHexGroups, toList, toTimeWords } from '../../../shared/review/words.ts'; // prettier-ignore

describe('words', () => {
  it('has words for every kind of record that the format knows', () => {
    for (const kind of RECORD_KINDS) expect(RECORD_KIND_WORDS[kind]).not.toBe('');
  });

  it('says a severity is below the floor only when it is lighter than it', () => {
    expect(isBelowFloor('major', 'blocking')).toBe(true);
    expect(isBelowFloor('blocking', 'blocking')).toBe(false);
    expect(isBelowFloor('blocking', 'major')).toBe(false);
    expect(isBelowFloor('note', null)).toBe(false);
  });

  it('reads the type of a log entry as an event, as a record kind, or as it is written', () => {
    expect(toEntryWords('clock-rollback')).toBe('clock went back');
    expect(toEntryWords('second-signature')).toBe('second signature');
    expect(toEntryWords('something-new')).toBe('something new');
  });

  it('does not take a name from the prototype for a kind of record', () => {
    expect(toEntryWords('constructor')).toBe('constructor');
  });

  it('puts the noun in its number and the list in its order', () => {
    expect(toCount(1, 'entry', 'entries')).toBe('1 entry');
    expect(toCount(1064, 'file')).toBe('1,064 files');
    expect(toList(['CH-01'])).toBe('CH-01');
    expect(toList(['CH-01', 'CH-02', 'CH-09'])).toBe('CH-01, CH-02 and CH-09');
  });

  it('groups hex in fours and marks what it cut', () => {
    expect(toHexGroups('0123456789ab')).toBe('0123 4567 89ab');
    expect(toHexGroups('0123456789ab', 2)).toBe('0123 4567 …');
    expect(toHexGroups('01234567', 2)).toBe('0123 4567');
  });

  it('says dates with the month in words and the clock in UTC', () => {
    expect(toDayWords('2026-11-05')).toBe('5 November 2026');
    expect(toTimeWords('2026-11-18T11:20:09Z')).toBe('18 November 2026, 11:20 UTC');
    expect(toTimeWords('2026-11-18')).toBe('18 November 2026');
    expect(toDayWords('2026-13-05')).toBe('2026-13-05');
  });
});
