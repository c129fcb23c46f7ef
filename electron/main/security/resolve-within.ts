import type { PlatformPath } from 'node:path';

/**
 * The file that a path of an address names inside a folder, or null when it names anything else.
 * Decodes once, normalises, then compares with the folder and its separator: without the separator
 * `/data/app-evil` would lie inside `/data/app`. Links are the caller's matter (`realpath`).
 *
 * `flavour` is `path`, or `path.posix` and `path.win32` in tests.
 */
export function resolveWithin(
  folder: string,
  addressPath: string,
  flavour: PlatformPath,
): string | null {
  const decoded = decode(addressPath);
  if (decoded === null) return null;
  // A backslash separates on Windows, a colon names a drive or a stream there, a zero byte ends a name.
  if (/[\\:\0]/.test(decoded)) return null;
  const root = flavour.resolve(folder);
  const resolved = flavour.resolve(root, `.${decoded.startsWith('/') ? '' : '/'}${decoded}`);
  return isInside(root, resolved, flavour) ? resolved : null;
}

/** Both paths absolute and normalised. A folder is not inside itself. */
export function isInside(folder: string, file: string, flavour: PlatformPath): boolean {
  const prefix = folder.endsWith(flavour.sep) ? folder : folder + flavour.sep;
  return file.startsWith(prefix) && file.length > prefix.length;
}

function decode(addressPath: string): string | null {
  try {
    return decodeURIComponent(addressPath);
  } catch {
    return null;
  }
}
