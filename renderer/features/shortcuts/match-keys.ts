/** Which command a key press means. Pure, so that it can be tried without a window. */
import type { Command } from './commands.ts';

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface KeyContext {
  readonly isMac: boolean;
  /** In a text field every key belongs to the text. */
  readonly isTyping: boolean;
  /** The focus is in outline, reader or register. */
  readonly allowsSingle: boolean;
}

const PUNCTUATION_CODES: Readonly<Record<string, string>> = {
  Period: '.',
  Comma: ',',
  Slash: '/',
  Quote: "'",
};

export function matchKeys(
  commands: readonly Command[],
  press: KeyPress,
  context: KeyContext,
): Command | null {
  const combination = toCombination(press, context.isMac);
  const byCombination = commands.find((one) => one.keys.some((keys) => combination.includes(keys)));
  if (byCombination !== undefined && (!context.isTyping || isSafeInText(press)))
    return byCombination;
  if (context.isTyping || !context.allowsSingle) return null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.shiftKey && /^[A-Z]$/.test(press.key)) return null;
  return commands.find((one) => one.single === press.key) ?? null;
}

/** In a field, combinations without Ctrl other than function keys would take keys from the text. */
function isSafeInText(press: KeyPress): boolean {
  return press.ctrlKey || press.metaKey || /^F\d+$/.test(press.key);
}

/** The forms in which a press may be written: by its character, and by where the key lies. */
function toCombination(press: KeyPress, isMac: boolean): readonly string[] {
  const isCommand = isMac ? press.metaKey : press.ctrlKey;
  const prefix = `${isCommand ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}`;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const shifted = `${prefix}${press.shiftKey ? 'Shift+' : ''}`;
  const lying = PUNCTUATION_CODES[press.code];
  return [
    `${shifted}${key}`,
    // "/" needs Shift on many layouts; the character is what the person means.
    ...(press.shiftKey && /^[^A-Z0-9]$/.test(key) ? [`${prefix}${key}`] : []),
    ...(lying === undefined ? [] : [`${shifted}${lying}`]),
  ];
}

/** "Ctrl+Shift+ArrowDown" as it is printed: "Ctrl Shift ↓". */
export function toKeyWords(keys: string, isMac = false): string {
  return keys
    .split('+')
    .map((part) => KEY_WORDS[part] ?? part)
    .map((part) => (isMac && part === 'Ctrl' ? '⌘' : part))
    .join(' ');
}

const KEY_WORDS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
};
