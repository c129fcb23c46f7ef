/**
 * Where a link in a bundle's document leads. Nothing here is ever opened: a link either goes to another
 * place of the same bundle, or it is shown as text.
 */

export type LinkTarget =
  /** A heading of the same document, or a footnote, or a claim: whatever the fragment names. */
  | { readonly kind: 'fragment'; readonly fragment: string }
  /** A file of the bundle by its path below data/. */
  | { readonly kind: 'file'; readonly path: string; readonly fragment: string | null }
  /** An address outside: shown, never opened. */
  | { readonly kind: 'external'; readonly address: string }
  /** An address that could do something when opened. Shown and counted, never a link. */
  | { readonly kind: 'inert'; readonly address: string };

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const SHOWN_SCHEMES = new Set(['http', 'https', 'mailto', 'doi', 'urn', 'tel', 'ftp']);

/** Resolves a link of the document at `documentPath`. Total: whatever cannot be followed is inert. */
export function resolveLink(href: string, documentPath: string): LinkTarget {
  // Browsers ignore control characters and blanks inside a scheme, so they must not hide one here.
  const address = stripControls(href).trim();
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined)
    return SHOWN_SCHEMES.has(scheme) ? { kind: 'external', address } : { kind: 'inert', address };
  if (address.startsWith('//') || address.startsWith('\\')) return { kind: 'external', address };
  const hash = address.indexOf('#');
  const path = hash < 0 ? address : address.slice(0, hash);
  const fragment = hash < 0 ? null : decode(address.slice(hash + 1));
  if (path === '')
    return fragment === null ? { kind: 'inert', address } : { kind: 'fragment', fragment };
  const resolved = resolvePath(decode(path), documentPath);
  return resolved === null
    ? { kind: 'inert', address }
    : { kind: 'file', path: resolved, fragment };
}

/** Joins a relative path to the folder of a document. Null when it leaves the bundle. */
export function resolvePath(path: string, documentPath: string): string | null {
  if (path.includes('\\') || path.includes('\0')) return null;
  const parts = path.startsWith('/') ? [] : documentPath.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}

function stripControls(text: string): string {
  // eslint would read a range of control characters as a slip; the property says what is meant.
  return text.replace(/\p{Cc}/gu, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
