/**
 * Which names a bundle may use: one function for import, export and packets (docs/formats.md, "Names").
 *
 * Two grades. A *hazard* could leave the folder, hide what it is, or mean another file on another
 * system; it is refused wherever bytes are unpacked. The other rules are those of a sealed bundle only:
 * a foreign bag may break them and still be read.
 */
import type { Problem } from '../errors.ts';
import { foldName } from './name-fold.ts';

/** Sizes in bytes. Defaults of docs/formats.md; callers that let people configure them pass their own. */
export const LIMITS = {
  segmentBytes: 200,
  pathBytes: 240,
  depth: 16,
  entries: 20_000,
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 4 * 1024 * 1024 * 1024,
  /** Output of one ZIP entry: at most `ratio` times its compressed size plus `ratioSlack`. */
  ratio: 200,
  ratioSlack: 1024 * 1024,
  /** One YAML file. Parsing builds a tree many times its size. */
  yamlBytes: 8 * 1024 * 1024,
  yamlDepth: 64,
  /** Words and signs of a YAML file that is not in plain form (plain-yaml.ts): about two seconds of work. */
  yamlTokens: 250_000,
} as const;

/**
 * A packet or an audit record: it holds whole bundles three folders down, below a base folder that may have
 * a long name, and up to six files for each record. As many files as a ZIP without ZIP64 can list.
 */
export const CONTAINER_LIMITS = {
  ...LIMITS,
  pathBytes: LIMITS.pathBytes + 200,
  depth: LIMITS.depth + 4,
  entries: 65_534,
} as const;

export type NameLimits = Readonly<Record<'segmentBytes' | 'pathBytes' | 'depth', number>>;

/** Windows device names: reserved with any extension, in any letter case. */
const RESERVED_STEM =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?:\.|$)/iu;
const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const ALLOWED = /^[\p{L}\p{M}\p{Nd}._\- ()+,=@]+$/u;
const CONTROL = /\p{Cc}/u;
/** Format characters (bidi, joiners) and everything that by default is drawn as nothing. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;
/** Windows cannot hold these, and `:` would open a second stream of another file. */
const NOT_PORTABLE = /[:*?"<>|]/u;

const HAZARDS = new Set([
  'name-empty',
  'name-surrogate',
  'name-absolute',
  'name-escapes',
  'name-backslash',
  'name-control',
  'name-invisible',
  'name-not-portable',
  'name-reserved',
  'name-prototype',
  'name-edge',
  'name-collision',
]);

/** True for name problems that are refused even where a foreign bag is only to be read. */
export function isNameHazard(problem: Problem): boolean {
  return HAZARDS.has(problem.code);
}

/** Length of the UTF-8 form; a lone surrogate counts three bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function problem(code: string, path: string, rule: string, message: string): Problem {
  return { code, file: path, place: null, rule: `Names, ${rule}`, message };
}

/** Code points that a person cannot see, written out: "U+202E". */
function codePointsOf(text: string, pattern: RegExp): string {
  const found = Array.from(text).filter((character) => pattern.test(character));
  const named = found.map(
    (c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return [...new Set(named)].join(', ');
}

function checkSegment(segment: string, path: string, limits: NameLimits): Problem | null {
  if (segment === '') return problem('name-empty', path, 'empty', 'A part of the name is empty.');
  if (segment === '.' || segment === '..') {
    return problem(
      'name-escapes',
      path,
      'inside the folder',
      `The name holds the part "${segment}".`,
    );
  }
  if (CONTROL.test(segment)) {
    return problem('name-control', path, 'characters', `The name holds a control character (${codePointsOf(segment, CONTROL)}).`); // prettier-ignore
  }
  if (INVISIBLE.test(segment)) {
    return problem('name-invisible', path, 'characters', `The name holds an invisible or direction character (${codePointsOf(segment, INVISIBLE)}).`); // prettier-ignore
  }
  if (segment.includes('\\')) {
    return problem('name-backslash', path, 'characters', 'The name holds a backslash.');
  }
  const notPortable = NOT_PORTABLE.exec(segment);
  if (notPortable !== null) {
    return problem('name-not-portable', path, 'characters', `The name holds "${notPortable[0]}".`);
  }
  if (RESERVED_STEM.test(segment.replace(/ +(?=\.|$)/gu, ''))) {
    return problem(
      'name-reserved',
      path,
      'reserved names',
      `"${segment}" is a device name on Windows.`,
    );
  }
  if (PROTOTYPE_NAMES.has(segment)) {
    return problem('name-prototype', path, 'reserved names', `"${segment}" is a reserved name.`);
  }
  if (/[ .]$/u.test(segment)) {
    return problem('name-edge', path, 'edges', `"${segment}" ends in a space or a dot.`);
  }
  if (/^[ .]/u.test(segment)) {
    return problem('name-edge-start', path, 'edges', `"${segment}" begins with a space or a dot.`);
  }
  if (!ALLOWED.test(segment)) {
    const other = Array.from(segment).find((character) => !ALLOWED.test(character)) ?? '';
    return problem('name-character', path, 'characters', `The name holds "${other}"; letters, marks, digits and ._- ()+,=@ are allowed.`); // prettier-ignore
  }
  const bytes = utf8Length(segment);
  if (bytes > limits.segmentBytes) {
    return problem('name-too-long', path, 'length', `A part of the name has ${bytes} bytes; ${limits.segmentBytes} are allowed.`); // prettier-ignore
  }
  return null;
}

/**
 * The first rule that `path` (segments divided by "/", no leading "/") breaks, or null. A hazard in
 * any segment is named before any of the other rules.
 */
export function checkName(path: string, limits: NameLimits = LIMITS): Problem | null {
  if (path === '') return problem('name-empty', path, 'empty', 'The name is empty.');
  if (/\p{Cs}/u.test(path)) {
    return problem('name-surrogate', path, 'UTF-8', 'The name is not valid Unicode.');
  }
  if (path.startsWith('/') || /^[A-Za-z]:/u.test(path)) {
    return problem('name-absolute', path, 'inside the folder', 'The name is an absolute path.');
  }
  const segments = path.split('/');
  const found = segments
    .map((segment) => checkSegment(segment, path, limits))
    .filter((item) => item !== null);
  const worst = found.find(isNameHazard) ?? found[0];
  if (worst !== undefined) return worst;
  if (path !== path.normalize('NFC')) {
    return problem('name-not-nfc', path, 'NFC', 'The name is not in Unicode form NFC.');
  }
  const bytes = utf8Length(path);
  if (bytes > limits.pathBytes) {
    return problem('name-too-long', path, 'length', `The path has ${bytes} bytes; ${limits.pathBytes} are allowed.`); // prettier-ignore
  }
  if (segments.length > limits.depth) {
    return problem('name-too-deep', path, 'depth', `The path is ${segments.length} deep; ${limits.depth} is allowed.`); // prettier-ignore
  }
  return null;
}

/** Every folder on the way to `path`, and `path` itself: "data", "data/docs", "data/docs/a.md". */
function prefixesOf(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/**
 * Problems of a whole list of files: each name by itself, then names that collide once letter case and
 * Unicode form are ignored, and names used for both a file and a folder. Linear in the list.
 */
export function checkNames(paths: readonly string[], limits: NameLimits = LIMITS): Problem[] {
  const problems = paths.map((path) => checkName(path, limits)).filter((item) => item !== null);
  const files = new Set<string>();
  const spelled = new Map<string, string>();
  for (const path of paths) {
    if (files.has(path)) {
      problems.push(problem('name-collision', path, 'unique', 'The name stands twice.'));
      continue;
    }
    files.add(path);
    for (const prefix of prefixesOf(path)) {
      const folded = foldName(prefix);
      const earlier = spelled.get(folded);
      if (earlier === undefined) spelled.set(folded, prefix);
      else if (earlier !== prefix) {
        problems.push(problem('name-collision', path, 'unique', `"${prefix}" and "${earlier}" are the same name on some systems.`)); // prettier-ignore
        break;
      }
    }
  }
  for (const path of files) {
    const folder = prefixesOf(path)
      .slice(0, -1)
      .find((prefix) => files.has(prefix));
    if (folder !== undefined) {
      problems.push(
        problem('name-collision', path, 'unique', `"${folder}" is a file and a folder.`),
      );
    }
  }
  return problems;
}
