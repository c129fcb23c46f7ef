/** What the handlers get from the application: its window, its dialogs, its settings, its folders. */
import type { BrowserWindow } from 'electron';
import type { AppInfo, EventName, EventPayload } from '../../shared/ipc/contract.ts';
import type { Dialogs } from './dialogs.ts';
import type { ErrorLog } from './error-log.ts';
import type { CallHandlers } from './ipc/handle.ts';
import type { PreferenceStore } from './preferences.ts';
import type { RecentFiles } from './recent-files.ts';

export interface AppContext {
  /** Folder that holds `out/`, `examples/` and `package.json`; inside the archive in a package. */
  readonly appRoot: string;
  /** Folder for everything that is stored. Tests give each run its own. */
  readonly userData: string;
  readonly info: AppInfo;
  readonly preferences: PreferenceStore;
  readonly recent: RecentFiles;
  readonly dialogs: Dialogs;
  readonly log: ErrorLog;
  /** The window, or null while there is none. */
  readonly window: () => BrowserWindow | null;
  /** Tells the page; does nothing while there is no window. The payload is checked first. */
  readonly sendEvent: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
}

/** What `createHandlers` in `handlers/index.ts` answers. */
export interface Handlers {
  readonly calls: CallHandlers;
  /** Opens a file the operating system asked for: double-click, command line, dock icon. */
  readonly openPath: (path: string) => Promise<void>;
  /** Ends what is open, called once before the program stops. */
  readonly close: () => Promise<void>;
}
