/**
 * The text files of a bag (RFC 8493, 2.1 and 2.2): read as lenient as the RFC and its older drafts are,
 * written in one form only. Everything here works on decoded text; digests are taken of bytes elsewhere.
 */
import type { Problem } from '../errors.ts';

/** A `Problem` that may carry what was named and what was found, so that both can be shown in columns. */
export interface BagProblem extends Problem {
  readonly compared?: {
    readonly algorithm: string;
    readonly named: string | null;
    readonly found: string | null;
    readonly bytesNamed: number | null;
    readonly bytesFound: number | null;
  };
}

export interface BagDeclaration {
  /** [0, 97] for "0.97", [1, 0] for "1.0". */
  readonly version: readonly [number, number];
  readonly versionText: string;
  readonly encoding: string;
}

export interface ManifestLine {
  readonly path: string;
  readonly digest: string;
  readonly line: number;
  /** Set where the line is not in the form that this program writes, with the reason. */
  readonly oddity: string | null;
}

export interface ParsedManifest {
  readonly lines: readonly ManifestLine[];
  readonly problems: readonly Problem[];
}

/** Hex digits of the digests that the RFC and its drafts allow and the runtime can compute. */
export const DIGEST_LENGTHS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** The bytes of bagit.txt in a bundle of ours, as text. */
export const BAGIT_TXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Newest version that is understood. A later one may have rules that would be missed. */
const OLDEST_MINOR = 90;

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/u);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

function bagitProblem(message: string, place: string | null = null): Problem {
  return { code: 'bag-declaration', file: 'bagit.txt', place, rule: 'RFC 8493, 2.1.1: the bag declaration', message }; // prettier-ignore
}

/** Reads bagit.txt. `text` keeps a byte order mark, which the RFC forbids here. */
export function parseBagDeclaration(text: string): BagDeclaration | Problem {
  if (text.startsWith('\ufeff')) return bagitProblem('bagit.txt begins with a byte order mark.');
  const lines = linesOf(text);
  const version = /^BagIt-Version: (\d+)\.(\d+)$/u.exec((lines[0] ?? '').trimEnd());
  if (version === null) {
    return bagitProblem(
      'The first line must be "BagIt-Version: " and a version such as 1.0.',
      'line 1',
    );
  }
  const encoding = /^Tag-File-Character-Encoding: (\S+)$/u.exec((lines[1] ?? '').trimEnd());
  if (encoding === null) {
    return bagitProblem(
      'The second line must be "Tag-File-Character-Encoding: " and an encoding.',
      'line 2',
    );
  }
  if (lines.length > 2) return bagitProblem('bagit.txt has more than two lines.', 'line 3');
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (!(major === 1 && minor === 0) && !(major === 0 && minor >= OLDEST_MINOR && minor <= 97)) {
    return bagitProblem(`Version ${version[1]}.${version[2]} of BagIt is not known.`, 'line 1');
  }
  return { version: [major, minor], versionText: `${major}.${minor}`, encoding: encoding[1] ?? '' };
}

/**
 * Undoes the percent-encoding of a path: CR and LF in every version, the percent sign itself since 1.0.
 * No other escape is one: "%7E" is three characters of the name.
 */
function decodePath(path: string, isVersion1: boolean): string {
  return path.replace(isVersion1 ? /%(0A|0D|25)/giu : /%(0A|0D)/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Reads a payload or tag manifest. Lines that cannot be read are problems; the rest is still returned. */
export function parseManifest(
  text: string,
  file: string,
  algorithm: string,
  isVersion1: boolean,
): ParsedManifest {
  const length = DIGEST_LENGTHS[algorithm];
  const lines: ManifestLine[] = [];
  const problems: Problem[] = [];
  const fail = (line: number, message: string): void => {
    problems.push({ code: 'manifest-line', file, place: `line ${line}`, rule: 'RFC 8493, 2.1.3: one digest and one path a line', message }); // prettier-ignore
  };
  const hasCarriageReturn = text.includes('\r');
  linesOf(text.replace(/^\ufeff/u, '')).forEach((raw, index) => {
    const line = index + 1;
    if (raw.trim() === '') return;
    const match = /^([0-9a-fA-F]+)([ \t]+)(\*?)(.+)$/u.exec(raw);
    if (match === null) {
      fail(line, 'The line is not a digest and a path.');
      return;
    }
    const [, digest = '', gap = '', star = '', written = ''] = match;
    if (length !== undefined && digest.length !== length) {
      fail(line, `A ${algorithm} digest has ${length} hex digits; this one has ${digest.length}.`);
      return;
    }
    const plain = written.replace(/^(?:\.\/)+/u, '');
    const path = decodePath(plain, isVersion1);
    const oddity =
      star !== ''
        ? 'the path has the "*" of md5sum in front'
        : plain !== written
          ? 'the path begins with "./"'
          : path !== plain
            ? 'the path is percent-encoded'
            : gap !== '  ' || digest !== digest.toLowerCase() || hasCarriageReturn
              ? 'the line is not in the form that sha256sum writes'
              : null;
    lines.push({ path, digest: digest.toLowerCase(), line, oddity });
  });
  return { lines, problems };
}

/** Order of two paths by their UTF-8 bytes, which is their order by code points. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Writes a manifest in the form of docs/formats.md: lowercase hex, two spaces, path, LF, sorted by bytes. */
export function toManifest(
  files: readonly { readonly path: string; readonly sha256: string }[],
): string {
  return [...files]
    .sort((a, b) => comparePaths(a.path, b.path))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

/** One value on one line: what would end the line becomes a space. */
function toOneLine(value: string): string {
  return value.replace(/\s+/gu, ' ').trim();
}

/** Writes bag-info.txt. Entries without a value are left out. */
export function toBagInfo(entries: readonly (readonly [string, string | null])[]): string {
  return entries
    .filter(
      (entry): entry is readonly [string, string] =>
        entry[1] !== null && toOneLine(entry[1]) !== '',
    )
    .map(([label, value]) => `${label}: ${toOneLine(value)}\n`)
    .join('');
}

/** Labels and values of bag-info.txt in order; continuation lines are joined with a space. */
export function parseBagInfo(text: string): (readonly [string, string])[] {
  const entries: [string, string][] = [];
  for (const line of linesOf(text.replace(/^\ufeff/u, ''))) {
    const last = entries[entries.length - 1];
    if (/^[ \t]/u.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`.trim();
      continue;
    }
    const match = /^([^:]*?)[ \t]*:[ \t]*(.*)$/u.exec(line);
    if (match !== null) entries.push([match[1] ?? '', (match[2] ?? '').trim()]);
  }
  return entries;
}

export interface FetchLine {
  readonly path: string;
  readonly line: number;
}

/** Reads fetch.txt for the paths only. Addresses are never followed, so they are not even looked at. */
export function parseFetch(
  text: string,
  isVersion1: boolean,
): { lines: FetchLine[]; problems: Problem[] } {
  const lines: FetchLine[] = [];
  const problems: Problem[] = [];
  linesOf(text.replace(/^\ufeff/u, '')).forEach((raw, index) => {
    if (raw.trim() === '') return;
    const match = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/u.exec(raw);
    if (match === null) {
      problems.push({ code: 'fetch-line', file: 'fetch.txt', place: `line ${index + 1}`, rule: 'RFC 8493, 2.2.3: address, length and path a line', message: 'The line is not an address, a length and a path.' }); // prettier-ignore
      return;
    }
    const path = (match[1] ?? '').trimEnd().replace(/^(?:\.\/)+/u, '');
    lines.push({ path: decodePath(path, isVersion1), line: index + 1 });
  });
  return { lines, problems };
}

/**
 * Why a path in a manifest or fetch.txt may not even be looked up, or null. The same on every system, so
 * that a bag that is dangerous on one is refused on all: home, drive, UNC and variable short-cuts included.
 */
export function findEscape(path: string): string | null {
  if (path.startsWith('/')) return 'it is an absolute path';
  if (path.startsWith('~')) return 'it begins with the home folder';
  if (/^[A-Za-z]:/u.test(path)) return 'it begins with a drive';
  if (path.includes('\\')) return 'it holds a backslash';
  if (/^%[^%/]+%/u.test(path)) return 'it begins with a variable of the system';
  if (path.split('/').some((segment) => segment === '..' || segment === '.' || segment === '')) {
    return 'it holds an empty, "." or ".." part';
  }
  if (path.includes('\0')) return 'it holds a zero byte';
  return null;
}
