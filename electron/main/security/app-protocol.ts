/**
 * `app://countersign/` serves the built pages of the program and nothing else (Electron security
 * checklist, 18). Case files never come this way: they are read over IPC and checked first.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { APP_SCHEME, isAppUrl, parseAddress } from './app-origin.ts';
import { SECURITY_HEADERS } from './content-security-policy.ts';
import { isInside, resolveWithin } from './resolve-within.ts';

/** A file of any other type is not served: a wrong type is worse than none. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Called before the application is ready: later the scheme would count as a foreign one. */
export function registerAppScheme(): void {
  // `standard` gives the scheme an origin, `secure` makes it a secure context. Nothing more is granted:
  // no fetch, no service workers, no bypass of the content security policy.
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true } },
  ]);
}

export function serveAppScheme(target: Session, folder: string): void {
  target.protocol.handle(APP_SCHEME, (request) => respond(folder, request.method, request.url));
}

/** Answers one request for a file below `folder`. */
export async function respond(folder: string, method: string, address: string): Promise<Response> {
  const url = parseAddress(address);
  if (url === null || !isAppUrl(address)) return refuse(404);
  if (method !== 'GET' && method !== 'HEAD') return refuse(405);
  const file = await findFile(folder, url.pathname === '/' ? '/index.html' : url.pathname);
  const type = file === null ? undefined : TYPES[path.extname(file).toLowerCase()];
  if (file === null || type === undefined) return refuse(404);
  const headers = { ...SECURITY_HEADERS, 'Content-Type': type };
  try {
    const bytes = await readFile(file);
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { status: 200, headers });
  } catch {
    return refuse(404);
  }
}

/** A path inside the folder that stays inside once every link was followed. */
async function findFile(folder: string, addressPath: string): Promise<string | null> {
  const wanted = resolveWithin(folder, addressPath, path);
  if (wanted === null) return null;
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(wanted)]);
    return isInside(root, real, path) ? real : null;
  } catch {
    return null;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
