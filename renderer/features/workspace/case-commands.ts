/** Commands that are there while a case is open. */
import { openDialog, showSection } from '../../state/app.ts';
import { showMiddle, type MiddleView } from '../../state/argument.ts';
import { closeCase } from '../../state/opening.ts';
import { openSearch } from '../../state/search.ts';
import { offerCommands } from '../shortcuts/commands.ts';
import { openSignOff } from '../sign-off/open-sign-off.ts';

/** From wherever the person is. */
function showView(view: MiddleView): void {
  showSection('read');
  showMiddle(view);
}

/** Offers them until the returned function is called. */
export function offerCaseCommands(): () => void {
  return offerCommands({
    'close-case': () => void closeCase(),
    search: openSearch,
    'show-read': () => { showSection('read'); },
    'show-reader': () => { showView('reader'); },
    'show-graph': () => { showView('graph'); },
    'show-table': () => { showView('table'); },
    'show-findings': () => { showView('findings'); },
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
