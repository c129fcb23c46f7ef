/** Takes keys and menu commands to the command list, and offers the commands that are always there. */
import type { MenuCommand } from '../../../shared/ipc/contract.ts';
import { on } from '../../api.ts';
import { openDialog, setPreferences, useApp } from '../../state/app.ts';
import { openWithDialog } from '../../state/opening.ts';
import { showPeople } from '../../state/people.ts';
import { COMMANDS, offerCommands, runCommand } from './commands.ts';
import { matchKeys } from './match-keys.ts';
import { focusPane } from './panes.ts';

/** Called once at start. */
export function setupKeys(): void {
  offerCommands({
    open: () => void openWithDialog('file'),
    'open-folder': () => void openWithDialog('folder'),
    verify: () => void openWithDialog('audit-record'),
    'import-packet': () => void openWithDialog('packet'),
    'new-identity': () => { openDialog({ kind: 'identity' }); },
    people: showPeople,
    settings: () => { openDialog({ kind: 'settings' }); },
    about: () => { openDialog({ kind: 'about' }); },
    shortcuts: () => { openDialog({ kind: 'shortcuts' }); },
    'next-pane': () => { focusPane(1); },
    'previous-pane': () => { focusPane(-1); },
    'zoom-reading-in': () => void zoomReading(1),
    'zoom-reading-out': () => void zoomReading(-1),
  }); // prettier-ignore
  on('menu.command', (id: MenuCommand) => {
    // A dialog is over everything; its own keys and buttons end it.
    if (useApp.getState().dialog === null) runCommand(id);
  });
  window.addEventListener('keydown', handleKey);
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || useApp.getState().dialog !== null) return;
  const target = event.target instanceof Element ? event.target : null;
  const { singleKeyShortcuts } = useApp.getState().preferences;
  const command = matchKeys(COMMANDS, event, {
    isMac: navigator.platform.startsWith('Mac'),
    isTyping: isTextField(target),
    allowsSingle: singleKeyShortcuts && target !== null && target.closest('[data-keys]') !== null,
  });
  if (command === null) return;
  if (runCommand(command.id)) event.preventDefault();
}

function isTextField(element: Element | null): boolean {
  if (element === null) return false;
  if (element instanceof HTMLInputElement)
    return !['button', 'checkbox', 'radio', 'range'].includes(element.type);
  return element instanceof HTMLTextAreaElement || (element as HTMLElement).isContentEditable;
}

async function zoomReading(step: 1 | -1): Promise<void> {
  const size = useApp.getState().preferences.readingSize + step;
  if (size >= 14 && size <= 24) await setPreferences({ readingSize: size });
}
