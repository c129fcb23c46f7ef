/**
 * SECURITY: what holds for every page in the process, however it came to be (Electron security
 * checklist, 12 to 15). There are no exceptions for our own pages: the program has one page and it
 * never navigates. Links in a case are shown as text.
 */
import type { App, WebContents } from 'electron';

/** Called before any window exists, so that no page is missed. */
export function secureAllWebContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    secureWebContents(contents);
  });
}

function secureWebContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
