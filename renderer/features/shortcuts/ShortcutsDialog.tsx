import type { ReactNode } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { closeDialog, useApp } from '../../state/app.ts';
import { COMMANDS, type Command, type CommandGroup } from './commands.ts';
import { toKeyWords } from './match-keys.ts';

const GROUPS: readonly CommandGroup[] = [
  'Going about',
  'Reading',
  'Graph',
  'Writing',
  'Program',
  'Appearance',
];

/** Keys of controls that handle them themselves; listed here so that the sheet is whole. */
const OUTLINE_KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Previous, next row'],
  ['→ ←', 'Unfold, first child; fold, parent'],
  ['Home End', 'First, last row'],
  ['*', 'Unfold all rows of this level'],
  ['Enter', 'Read it; at a reference, go to where it is shown'],
  ['Space', 'Mark reviewed'],
  ['A to Z, 0 to 9', 'Type an id or words to go to a row; begin with a capital or a figure'],
];

const GRAPH_KEYS: readonly (readonly [string, string])[] = [
  ['↓ ↑', 'First child; parent, with a list where there are several'],
  ['← →', 'Previous, next of the same parent'],
  ['Shift ↓', 'Next evidence'],
  ['Shift → ←', 'To its context, and back'],
  ['Home', 'To the top'],
  ['Enter', 'Inspector'],
  ['Esc', 'Leave the focus'],
  ['Page Up, Page Down', 'Move the drawing; with Shift to the sides'],
];

const TEXT_KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Previous, next paragraph'],
  ['Shift →', 'Grow the selection by a sentence'],
  ['Ctrl Shift →', 'Grow the selection by a word'],
  ['Esc', 'Back to the paragraph, back from find'],
];

export default function ShortcutsDialog(): ReactNode {
  const isSingleOn = useApp((state) => state.preferences.singleKeyShortcuts);
  return (
    <Dialog title="Shortcuts" size="wide" onClose={closeDialog}>
      <p className="small q2 sheetnote">
        {isSingleOn
          ? 'Single keys work while the focus is in the outline, the reader or a register, never in a text field. They can be switched off in Settings.'
          : 'Single keys are switched off in Settings.'}{' '}
        Signing has no shortcut.
      </p>
      <div className="keysheet" role="region" aria-label="List of shortcuts" tabIndex={0}>
        {GROUPS.map((group) => (
          <CommandTable key={group} group={group} isSingleOn={isSingleOn} />
        ))}
        <KeyTable title="In the outline" rows={OUTLINE_KEYS} />
        <KeyTable title="In the graph" rows={GRAPH_KEYS} />
        <KeyTable title="In the text" rows={TEXT_KEYS} />
      </div>
    </Dialog>
  );
}

function CommandTable({ group, isSingleOn }: { readonly group: CommandGroup; readonly isSingleOn: boolean }): ReactNode {
  const commands = COMMANDS.filter((one) => one.group === group && (one.keys.length > 0 || one.single !== null));
  return (
    <section>
      <div className="shuthead"><h3>{group}</h3></div>
      <dl>
        {commands.map((one) => (
          <div key={one.id}>
            <dt>{one.title}</dt>
            <dd><Keys command={one} isSingleOn={isSingleOn} /></dd>
          </div>
        ))}
      </dl>
    </section>
  );
} // prettier-ignore

function Keys({ command, isSingleOn }: { readonly command: Command; readonly isSingleOn: boolean }): ReactNode {
  const words = command.keys.map((one) => toKeyWords(one, navigator.platform.startsWith('Mac')));
  if (isSingleOn && command.single !== null) words.push(command.single.toUpperCase());
  return words.map((one) => <Kbd key={one} cap>{one}</Kbd>);
} // prettier-ignore

function KeyTable({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <section>
      <div className="shuthead"><h3>{title}</h3></div>
      <dl>
        {rows.map(([keys, what]) => (
          <div key={keys}>
            <dt>{what}</dt>
            <dd><Kbd cap>{keys}</Kbd></dd>
          </div>
        ))}
      </dl>
    </section>
  );
} // prettier-ignore
