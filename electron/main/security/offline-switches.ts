/**
 * SECURITY: the third wall around the network, below the session: switches of Chromium itself, for
 * what the browser does on its own and for the protocols that no request filter sees.
 */
import type { App } from 'electron';

const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  // No name is ever resolved, so nothing can be smuggled out inside a DNS query either.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  // No proxy and no search for one on the local network.
  ['no-proxy-server'],
  // WebRTC opens sockets of its own, past every request filter; this leaves it without a route.
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-quic'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-client-side-phishing-detection'],
  ['disable-breakpad'],
  ['metrics-recording-only'],
  ['no-pings'],
  ['no-report-upload'],
];

/** Called before the application is ready: Chromium reads them once. */
export function applyOfflineSwitches(app: App): void {
  for (const [name, value] of SWITCHES) {
    if (value === undefined) app.commandLine.appendSwitch(name);
    else app.commandLine.appendSwitch(name, value);
  }
}
