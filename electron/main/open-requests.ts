/**
 * Files that the operating system asks for: on the command line, by a double-click while the program
 * runs, or from the dock. They may come before there is a window that could say what became of them,
 * so they wait until the page has asked for its first screen.
 */
export interface OpenRequests {
  /** Opens the file now, or as soon as the page is ready. */
  readonly openRequestedFile: (path: string) => void;
  /** The page listens from here on: it subscribes to events before it asks for its first screen. */
  readonly setReady: (open: (path: string) => void) => void;
  /** The page is gone; later files wait for the next one. */
  readonly setNotReady: () => void;
}

export function createOpenRequests(): OpenRequests {
  // One case is open at a time, so of several files that wait the last one counts.
  let waiting: string | null = null;
  let opener: ((path: string) => void) | null = null;
  return {
    openRequestedFile(path) {
      if (opener === null) waiting = path;
      else opener(path);
    },
    setReady(open) {
      opener = open;
      const path = waiting;
      waiting = null;
      if (path !== null) open(path);
    },
    setNotReady() {
      opener = null;
    },
  };
}
