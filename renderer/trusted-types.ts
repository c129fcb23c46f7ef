/**
 * SECURITY: under `require-trusted-types-for 'script'` nothing that is text can become script. The three
 * addresses that may are those of the workers that parse, that draw and that search, which Vite writes beside
 * this file; every other string is refused. A policy named "default" can be made once only (W3C Trusted Types, 3.3).
 */

interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): unknown;
}

const WORKER_FILE = /^\/(?:[\w./-]*\/)?(?:parse|argument|search)-worker-[\w-]+\.js$/;

/** Called once, before the first worker is started. Does nothing where the engine has no Trusted Types. */
export function setupTrustedTypes(): void {
  const factory = (globalThis as { readonly trustedTypes?: TrustedTypePolicyFactory }).trustedTypes;
  factory?.createPolicy('default', { createScriptURL: assertOwnWorker });
}

function assertOwnWorker(address: string): string {
  if (isOwnWorker(address, window.location)) return address;
  throw new TypeError(`${address} is not a script of this program`);
}

/** True for the address of one of the three workers on the page's own origin. */
export function isOwnWorker(address: string, page: { readonly href: string; readonly protocol: string; readonly host: string }): boolean {
  const url = new URL(address, page.href);
  // `origin` is "null" for schemes that are not special, so protocol and host are compared themselves.
  return url.protocol === page.protocol && url.host === page.host && WORKER_FILE.test(url.pathname);
} // prettier-ignore
