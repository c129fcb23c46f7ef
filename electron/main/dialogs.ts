/**
 * A thin port over Electron's dialogs. Every method looks `dialog` up when it is called, so that a test
 * can put its own answer there.
 */
import { dialog } from 'electron';
import type { BrowserWindow, FileFilter } from 'electron';

/** "Bundle", with extensions without their dots. */
export interface FileKind {
  readonly name: string;
  readonly extensions: readonly string[];
}

export interface OpenQuestion {
  readonly title: string;
  readonly what: 'file' | 'folder';
  readonly filters?: readonly FileKind[];
}

export interface SaveQuestion {
  readonly title: string;
  /** Name that is offered, with or without a folder before it. */
  readonly defaultPath: string;
  readonly filters?: readonly FileKind[];
}

export interface Notice {
  readonly type: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly detail?: string;
  /** Labels of the buttons; the first is the default. */
  readonly buttons: readonly string[];
}

export interface Dialogs {
  /** The chosen path, or null when the person closed the dialog. */
  open(question: OpenQuestion): Promise<string | null>;
  /** The chosen path, or null when the person closed the dialog. */
  save(question: SaveQuestion): Promise<string | null>;
  /** The index of the chosen button; closing the dialog counts as the last one. */
  show(notice: Notice): Promise<number>;
}

export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    async open({ title, what, filters }) {
      const options = {
        title,
        properties: [what === 'file' ? ('openFile' as const) : ('openDirectory' as const)],
        filters: toFileFilters(filters),
      };
      const parent = window();
      const answer = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    async save({ title, defaultPath, filters }) {
      const options = {
        title,
        defaultPath,
        filters: toFileFilters(filters),
      };
      const parent = window();
      const answer = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    async show({ type, message, detail, buttons }) {
      const options = {
        type,
        message,
        buttons: [...buttons],
        defaultId: 0,
        cancelId: buttons.length - 1,
        noLink: true,
        ...(detail === undefined ? {} : { detail }),
      };
      const parent = window();
      const answer = await (parent === null
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(parent, options));
      return answer.response;
    },
  };
}

function toFileFilters(kinds: readonly FileKind[] = []): FileFilter[] {
  return kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
}
