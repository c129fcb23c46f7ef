/**
 * SECURITY: the second wall around the network, and the permissions. What a session can do is decided
 * here and nowhere else. Before a line changes, read `electron/README.md`, "Walls", and run
 * `test/e2e/security.spec.ts`, which tries every door with the first wall taken away.
 */
import type { Session } from 'electron';
import { APP_ORIGIN, isAppUrl } from './app-origin.ts';

/** The frontend of the developer tools, which lies inside Electron itself. */
const DEVELOPER_TOOLS = 'devtools://devtools/bundled/';

/**
 * Pages and workers of the program, and blobs that those pages made. Everything else is refused; a
 * package refuses the developer tools too.
 */
export function isAllowedRequest(address: string, isPackaged: boolean): boolean {
  if (isAppUrl(address) || address.startsWith(`blob:${APP_ORIGIN}/`)) return true;
  return !isPackaged && address.startsWith(DEVELOPER_TOOLS);
}

/**
 * The one permission there is: to put text on the clipboard after a click, for "Copy". Reading the
 * clipboard, and everything else, is denied.
 */
export function isGranted(permission: string, address: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppUrl(address);
}

export function secureSession(session: Session, isPackaged: boolean): void {
  // Without a filter this covers every scheme and every kind of request: http, https, ws, wss, ftp,
  // file, data, prefetch, beacon, and what `session.fetch` and `net.fetch` ask of the network.
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowedRequest(details.url, isPackaged) });
  });

  // Electron grants by default, so every way to ask is answered here (checklist, 5).
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isGranted(permission, details.requestingUrl ?? origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });

  // Files leave the program through its own save dialogs, where the export is recorded.
  session.on('will-download', (event) => {
    event.preventDefault();
  });

  // The spelling checker would fetch its dictionaries.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);

  // Nothing is ever connected to, so no certificate is ever good (-2: refuse).
  session.setCertificateVerifyProc((_request, callback) => {
    callback(-2);
  });
}
