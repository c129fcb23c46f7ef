/** Where the bag lies in a ZIP. */

/**
 * The one folder that holds the bag in the ZIP, with a slash; '' where the bag lies at the top of it, null
 * where there is no bag (RFC 8493, 4: one top folder).
 */
export function findBase(paths: readonly string[]): string | null {
  const isBagFile = (name: string): boolean =>
    name === 'bagit.txt' || /^manifest-[a-z0-9]+\.txt$/u.test(name);
  if (paths.some(isBagFile)) return '';
  const first = paths.find(
    (path) => path.split('/').length === 2 && isBagFile(path.slice(path.indexOf('/') + 1)),
  );
  return first === undefined ? null : first.slice(0, first.indexOf('/') + 1);
}
