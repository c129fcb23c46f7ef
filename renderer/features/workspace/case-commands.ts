/** Commands that are there while a case is open. */
import { openDialog, showSection } from '../../state/app.ts';
import { closeCase } from '../../state/opening.ts';
import { openSearch } from '../../state/search.ts';
import { offerCommands } from '../shortcuts/commands.ts';
import { openSignOff } from '../sign-off/open-sign-off.ts';

/** Offers them until the returned function is called. */
export function offerCaseCommands(): () => void {
  return offerCommands({
    'close-case': () => void closeCase(),
    search: openSearch,
    'show-read': () => { showSection('read'); },
    'show-challenges': () => { showSection('challenges'); },
    'show-sign-off': () => { showSection('sign-off'); },
    'show-log': () => { showSection('log'); },
    'show-exchange': () => { showSection('exchange'); },
    'send-packet': () => { openDialog({ kind: 'send-packet' }); },
    'sign-opinion': () => { openSignOff('opinion'); },
    'sign-decision': () => { openSignOff('decision'); },
    export: () => { openDialog({ kind: 'export' }); },
    respond: () => { showSection('challenges'); },
  }); // prettier-ignore
}
