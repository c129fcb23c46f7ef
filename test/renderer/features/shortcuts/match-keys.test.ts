import { describe, expect, it } from 'vitest';
import {
  COMMANDS,
  offerCommands,
  runCommand,
} from '../../../../renderer/features/shortcuts/commands.ts';
import {
  type KeyPress,
  matchKeys,
  toKeyWords,
} from '../../../../renderer/features/shortcuts/match-keys.ts';

const press = (key: string, fields: Partial<KeyPress> = {}): KeyPress => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...fields }); // prettier-ignore
const reading = { isMac: false, isTyping: false, allowsSingle: true };
const idOf = (one: KeyPress, context = reading) => matchKeys(COMMANDS, one, context)?.id ?? null;

describe('matchKeys', () => {
  it('knows combinations with the character and, for punctuation, with the place of the key', () => {
    expect(idOf(press('f', { ctrlKey: true }))).toBe('find');
    expect(idOf(press('F', { ctrlKey: true, shiftKey: true }))).toBe('search');
    expect(idOf(press('Y', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(idOf(press('X', { ctrlKey: true, shiftKey: true }))).toBe('raise-challenge');
    expect(idOf(press('/', { ctrlKey: true, shiftKey: true }))).toBe('shortcuts');
    expect(idOf(press('ä', { ctrlKey: true, code: 'Quote' }))).toBe('jump-to-note');
    expect(idOf(press('F6', { shiftKey: true }))).toBe('previous-pane');
  });

  it('takes the command key for Ctrl on a Mac and leaves Ctrl alone there', () => {
    expect(idOf(press('f', { metaKey: true }), { ...reading, isMac: true })).toBe('find');
    expect(idOf(press('f', { ctrlKey: true }), { ...reading, isMac: true })).toBeNull();
  });

  it('takes single keys only where they are allowed and never with a modifier', () => {
    expect(idOf(press('x'))).toBe('raise-challenge');
    expect(idOf(press('?', { shiftKey: true }))).toBe('shortcuts');
    expect(idOf(press('X', { shiftKey: true }))).toBeNull();
    expect(idOf(press('x', { altKey: true }))).toBeNull();
    expect(idOf(press('x'), { ...reading, allowsSingle: false })).toBeNull();
  });

  it('leaves every key of a text field to the text, but for combinations and function keys', () => {
    const typing = { ...reading, isTyping: true };
    expect(idOf(press('x'), typing)).toBeNull();
    expect(idOf(press('ArrowLeft', { altKey: true }), typing)).toBeNull();
    expect(idOf(press('F3'), typing)).toBe('find-next');
    expect(idOf(press('l', { ctrlKey: true }), typing)).toBe('go-to');
  });

  it('gives no combination and no single key to two commands', () => {
    const all = COMMANDS.flatMap((one) => [
      ...one.keys,
      ...(one.single === null ? [] : [one.single]),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('gives signing no key', () => {
    for (const id of ['sign-opinion', 'sign-decision'])
      expect(COMMANDS.find((one) => one.id === id)).toMatchObject({ keys: [], single: null });
  });

  it('prints keys as they stand on the keyboard', () => {
    expect(toKeyWords('Ctrl+Shift+ArrowDown')).toBe('Ctrl Shift ↓');
    expect(toKeyWords('Ctrl+F', true)).toBe('⌘ F');
  });
});

describe('runCommand', () => {
  it('runs the newest offer and the one before when it is withdrawn', () => {
    const ran: string[] = [];
    const endFirst = offerCommands({ find: () => ran.push('first') });
    const endSecond = offerCommands({ find: () => ran.push('second') });
    expect(runCommand('find')).toBe(true);
    endSecond();
    runCommand('find');
    endFirst();
    expect(runCommand('find')).toBe(false);
    expect(ran).toEqual(['second', 'first']);
  });
});
