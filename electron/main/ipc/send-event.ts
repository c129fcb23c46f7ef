import type { WebContents } from 'electron';
import { events, type EventName, type EventPayload } from '../../../shared/ipc/contract.ts';
import { toEventChannel } from '../../preload/channels.ts';

/**
 * Tells a page what happened. The payload is cut down to what the contract names.
 * Throws where the payload does not fit: that is a bug of the caller, not of the page.
 */
export function sendEvent<N extends EventName>(
  contents: WebContents,
  name: N,
  payload: EventPayload<N>,
): void {
  const checked: unknown = events[name].parse(payload);
  // A window may close while an operation is still reporting; there is nobody left to tell.
  if (contents.isDestroyed()) return;
  contents.send(toEventChannel(name), checked);
}
