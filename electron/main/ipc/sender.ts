/**
 * Who may ask. Both checks are needed: an origin alone could be claimed by a frame that was put into a
 * window we did not make, a window alone could have been navigated (Electron security checklist, 17).
 */
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { APP_ORIGIN, isAppUrl } from '../security/app-origin.ts';

const known = new Set<WebContents>();

/** Lets the pages of one window ask, until its contents are destroyed. */
export function trustWebContents(contents: WebContents): void {
  known.add(contents);
  contents.once('destroyed', () => known.delete(contents));
}

/** Why a call is refused, or null when its sender is the main frame of one of our own pages. */
export function whySenderIsRefused(event: IpcMainInvokeEvent): string | null {
  if (!known.has(event.sender)) return 'it did not come from a window of the program';
  try {
    return whyFrameIsRefused(event);
  } catch {
    // Electron throws when a frame that was removed or navigated is touched.
    return 'its frame is gone';
  }
}

function whyFrameIsRefused(event: IpcMainInvokeEvent): string | null {
  const frame = event.senderFrame;
  if (frame === null) return 'its frame is gone';
  const main = event.sender.mainFrame;
  const isMainFrame =
    frame.parent === null &&
    frame.processId === main.processId &&
    frame.routingId === main.routingId;
  if (!isMainFrame) return 'it did not come from the main frame';
  // An empty URL and about:blank inherit their opener's origin, so the address itself is what counts.
  if (!isAppUrl(frame.url)) return `it came from "${frame.url.slice(0, 200)}"`;
  // A sandboxed frame has our address and the origin "null".
  if (frame.origin !== APP_ORIGIN) return `its origin is "${frame.origin.slice(0, 200)}"`;
  return null;
}
