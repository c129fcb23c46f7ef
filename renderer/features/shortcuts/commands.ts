/**
 * The one list of commands. The menu of the main process, the keys, the palette and the shortcuts sheet
 * all run what is named here. Parts of the screen offer commands while they are there (`useCommands`).
 */
import { useEffect, useRef } from 'react';
import type { MenuCommand } from '../../../shared/ipc/contract.ts';

export type CommandId = MenuCommand | GraphCommand | 'jump-to-note';
/** Commands of the graph, which have no place in the menu. */
export type GraphCommand =
  'focus-subtree' | 'fold' | 'describe-view' | 'fit-view' | 'zoom-in' | 'zoom-out' | 'save-drawing';
export type CommandGroup =
  'Program' | 'Going about' | 'Reading' | 'Graph' | 'Writing' | 'Appearance';

export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly group: CommandGroup;
  /** Combinations in the form "Ctrl+Shift+ArrowDown"; Ctrl is the command key on a Mac. */
  readonly keys: readonly string[];
  /** Single key, only while the focus is in outline, reader or register. */
  readonly single: string | null;
}

export const COMMANDS: readonly Command[] = [
  command('open', 'Open bundle', 'Program', ['Ctrl+O']),
  command('open-folder', 'Open a bundle folder', 'Program', ['Ctrl+Shift+O']),
  command('verify', 'Verify an audit record', 'Program', []),
  command('close-case', 'Close the case', 'Program', ['Ctrl+W']),
  command('export', 'Export the audit record', 'Program', ['Ctrl+E']),
  command('print', 'Print what is shown', 'Program', ['Ctrl+P']),
  command('import-packet', 'Import packet', 'Program', []),
  command('send-packet', 'Send packet', 'Program', []),
  command('new-identity', 'Create identity', 'Program', []),
  command('people', 'People and keys', 'Program', []),
  command('settings', 'Settings', 'Program', ['Ctrl+,']),
  command('shortcuts', 'Shortcuts', 'Program', ['Ctrl+/', 'F1'], '?'),
  command('about', 'About Countersign', 'Program', []),
  command('go-to', 'Go to anything', 'Going about', ['Ctrl+L', 'Ctrl+K'], 'g'),
  command('search', 'Search the case', 'Going about', ['Ctrl+Shift+F']),
  command('back', 'Back', 'Going about', ['Alt+ArrowLeft']),
  command('forward', 'Forward', 'Going about', ['Alt+ArrowRight']),
  command('next-pane', 'Next pane', 'Going about', ['F6']),
  command('previous-pane', 'Previous pane', 'Going about', ['Shift+F6']),
  command('show-read', 'Read', 'Going about', ['Ctrl+1']),
  command('show-challenges', 'Challenges', 'Going about', ['Ctrl+2']),
  command('show-sign-off', 'Sign-off', 'Going about', ['Ctrl+3']),
  command('show-log', 'Log', 'Going about', ['Ctrl+4']),
  command('show-exchange', 'Exchange', 'Going about', ['Ctrl+5']),
  command(
    'next-unread',
    'Next unread claim in reading order',
    'Reading',
    ['Ctrl+Shift+ArrowDown'],
    'n',
  ),
  command('next-item', 'Next in the outline', 'Reading', ['Ctrl+ArrowDown'], 'j'),
  command('previous-item', 'Previous in the outline', 'Reading', ['Ctrl+ArrowUp'], 'k'),
  command('show-reader', 'Reader', 'Reading', ['Ctrl+Shift+D']),
  command('show-graph', 'Graph', 'Reading', ['Ctrl+Shift+A']),
  command('show-table', 'Table of claims', 'Reading', ['Ctrl+Shift+B']),
  command('show-findings', 'Findings, marks and groups', 'Reading', ['Ctrl+Shift+L']),
  command(
    'focus-subtree',
    'Focus on this and what is below, or leave the focus',
    'Graph',
    ['Ctrl+.'],
    'f',
  ),
  command('fold', 'Fold or unfold what is below', 'Graph', [], 'o'),
  command('describe-view', 'Describe this view', 'Graph', [], 'd'),
  command('fit-view', 'Show the whole drawing', 'Graph', [], '0'),
  command('zoom-in', 'Draw larger', 'Graph', [], '+'),
  command('zoom-out', 'Draw smaller', 'Graph', [], '-'),
  command('what-if', 'What if this does not hold', 'Graph', [], 'w'),
  command('save-drawing', 'Save the drawing as SVG', 'Graph', []),
  command('mark-reviewed', 'Mark reviewed, go on', 'Reading', ['Ctrl+Shift+M'], 'v'),
  command('open-evidence', 'Open evidence beside', 'Reading', ['Ctrl+Shift+E'], 'e'),
  command('find', 'Find in what is shown', 'Reading', ['Ctrl+F'], '/'),
  command('find-next', 'Find next', 'Reading', ['F3']),
  command('find-previous', 'Find previous', 'Reading', ['Shift+F3']),
  command('jump-to-note', 'From the text to its note, and back', 'Reading', ["Ctrl+'"], 's'),
  command('add-note', 'Add note', 'Writing', ['Ctrl+Shift+N'], 'c'),
  command('raise-challenge', 'Raise challenge', 'Writing', ['Ctrl+Shift+X'], 'x'),
  command('respond', 'Respond', 'Writing', ['Ctrl+Shift+R'], 'r'),
  command('sign-opinion', 'Give an opinion', 'Writing', []),
  command('sign-decision', 'Take a decision', 'Writing', []),
  command('zoom-reading-in', 'Larger document text', 'Appearance', ['Ctrl+Shift+.']),
  command('zoom-reading-out', 'Smaller document text', 'Appearance', ['Ctrl+Shift+,']),
];

function command(
  id: CommandId,
  title: string,
  group: CommandGroup,
  keys: readonly string[],
  single: string | null = null,
): Command {
  return { id, title, group, keys, single };
}

type Handler = () => void;
export type Handlers = Partial<Readonly<Record<CommandId, Handler>>>;

// The newest offer of a command wins; when its owner leaves, the one before counts again.
const offers: Handlers[] = [];

/** Offers handlers until the returned function is called. */
export function offerCommands(handlers: Handlers): () => void {
  offers.push(handlers);
  return () => {
    offers.splice(offers.indexOf(handlers), 1);
  };
}

/** Offers handlers while the component is on screen. */
export function useCommands(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const names = Object.keys(handlers).sort().join(' ');
  useEffect(() => {
    const stable: Record<string, Handler> = {};
    for (const name of names.split(' ').filter((one) => one !== ''))
      stable[name] = () => latest.current[name as CommandId]?.();
    return offerCommands(stable);
  }, [names]);
}

export function isAvailable(id: CommandId): boolean {
  return offers.some((one) => one[id] !== undefined);
}

/** Runs a command. Answers false when nothing on screen offers it. */
export function runCommand(id: CommandId): boolean {
  const handler = offers.findLast((one) => one[id] !== undefined)?.[id];
  if (handler === undefined) return false;
  handler();
  return true;
}
