// `npm run layers`: what neither the compiler nor the linter can see.
//
// 1. Every package that the program is made of is classified, and imported only where its class allows.
// 2. Every command in the README and the docs exists.
// 3. No tracked file names a package registry or a path of somebody's machine.
// 4. No source files import one another in a circle, not even for types.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { root } from './run.mjs';

/** Plain computation: may be used everywhere. */
const SHARED_OK = [
  '@noble/ciphers',
  '@noble/hashes',
  'rehype-sanitize',
  'remark-directive',
  'remark-gfm',
  'remark-parse',
  'remark-rehype',
  'saxes',
  'unified',
  'yaml',
  'zod',
];

/** Needs Node or does input and output: electron/ only. */
const NODE = ['@sigstore/core', 'age-encryption', 'bcrypt-pbkdf', 'electron-store', 'yazl'];

/** Needs a page, or is only good for one: renderer/ only. */
const DOM = [
  '@fontsource-variable/ibm-plex-sans',
  '@fontsource-variable/source-serif-4',
  '@fontsource/ibm-plex-mono',
  '@tanstack/react-virtual',
  'hast-util-to-jsx-runtime',
  'papaparse',
  'react',
  'react-aria-components',
  'react-dom',
  'zustand',
];

const LISTS = { SHARED_OK, NODE, DOM };
const ALLOWED = {
  shared: ['SHARED_OK'],
  electron: ['SHARED_OK', 'NODE'],
  renderer: ['SHARED_OK', 'DOM'],
};

/** Given by the runtime. ESLint says who may import it. */
const RUNTIME = 'electron';

/** Come with other packages, and are good for their types alone: only `import type`. */
const TYPES_ONLY = ['hast', 'mdast', 'mdast-util-to-hast', 'unist'];

/**
 * Each dependency stands in exactly one list, and each list names only dependencies.
 * @param {readonly string[]} dependencies
 * @param {Readonly<Record<string, readonly string[]>>} [lists]
 * @returns {string[]} What is wrong.
 */
export function checkClasses(dependencies, lists = LISTS) {
  const problems = [];
  for (const name of dependencies) {
    const found = Object.keys(lists).filter((list) => lists[list].includes(name));
    if (found.length === 0) {
      problems.push(
        `The dependency "${name}" is not classified. Add it to SHARED_OK (plain computation), NODE ` +
          '(needs Node) or DOM (needs a page) in scripts/check-layers.mjs, and to docs/dependencies.md.',
      );
    } else if (found.length > 1) {
      problems.push(
        `"${name}" stands in ${found.join(' and ')} of scripts/check-layers.mjs: keep one.`,
      );
    }
  }
  for (const [list, names] of Object.entries(lists)) {
    for (const name of names.filter((candidate) => !dependencies.includes(candidate))) {
      problems.push(`${list} in scripts/check-layers.mjs names "${name}", which is no dependency.`);
    }
  }
  return problems;
}

/**
 * A source file imports only packages that its folder may use.
 * @param {string} file Path in the project, with slashes.
 * @param {string} text
 * @returns {string[]} What is wrong.
 */
export function checkImports(file, text) {
  const folder = file.split('/')[0] ?? '';
  return listPackages(text).flatMap((name) => {
    if (name === RUNTIME || isTypesOnly(name, text)) return [];
    const list = Object.keys(LISTS).find((candidate) => LISTS[candidate].includes(name));
    if (list !== undefined && ALLOWED[folder].includes(list)) return [];
    if (list === undefined)
      return [`${file} imports "${name}", which is no dependency of the program.`];
    return [
      `${file} imports "${name}", which scripts/check-layers.mjs lists as ${list}: ` +
        `${folder}/ may use ${ALLOWED[folder].join(' and ')}. Move the code, or the package if its class is wrong.`,
    ];
  });
}

function isTypesOnly(name, text) {
  return (
    TYPES_ONLY.includes(name) && !new RegExp(`^import (?!type\\b)[^;]*'${name}'`, 'm').test(text)
  );
}

/** The packages that a source file imports, as the compiler reads it. */
function listPackages(text) {
  const names = ts
    .preProcessFile(text, true, true)
    .importedFiles.map((reference) => reference.fileName)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(names)];
}

/**
 * The commands that a text tells people to type exist.
 * @param {string} file
 * @param {string} text
 * @param {readonly string[]} scripts Those of package.json.
 * @returns {string[]} What is wrong.
 */
export function checkCommands(file, text, scripts) {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
  const missing = named
    .map((match) => match[1] ?? match[2])
    .filter((name) => !scripts.includes(name));
  return [...new Set(missing)].map(
    (name) => `${file} names the command "npm run ${name}", which package.json does not have.`,
  );
}

/** Hosts that serve packages, whatever their name; and folders that one machine has. */
const UNWANTED = [
  {
    what: 'the host of a package registry',
    pattern:
      /\b(?:registry|npm|deb|ftp|mirrors?|packages?|pypi)\.[a-z0-9-]+\.(?:org|com|net|io|dev)\b/i,
  },
  {
    what: 'a path of one machine',
    pattern: /(?<![\w.~/-])\/(?:work|root|farm|tmp\/bash_jobs)\/[\w.-]/,
  },
];

/**
 * A tracked text names nothing that is true on one machine only.
 * @param {string} file
 * @param {string} text
 * @returns {string[]} What is wrong.
 */
export function checkPlaces(file, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      UNWANTED.filter(({ pattern }) => pattern.test(line)).map(
        ({ what }) => `${file}:${index + 1} names ${what}: ${line.trim().slice(0, 120)}`,
      ),
    );
}

/**
 * Files that import one another in a circle cannot be read, moved or tested one without the other.
 * @param {ReadonlyMap<string, string>} texts Source by path, with slashes.
 * @returns {string[]} What is wrong: a line for each circle, of the files that are in it.
 */
export function checkCircles(texts) {
  const imports = new Map(
    [...texts].map(([file, text]) => [
      file,
      ts
        .preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName))
        .filter((other) => texts.has(other)),
    ]),
  );
  return findCircles(imports).map(
    (files) =>
      `These files import one another in a circle: ${files.sort().join(', ')}. ` +
      'Move what they share into a file that imports none of them.',
  );
}

/** Strongly connected parts of more than one file (Tarjan 1972). */
function findCircles(imports) {
  const [orders, lowest, stack, circles] = [new Map(), new Map(), [], []];
  const visit = (file) => {
    orders.set(file, orders.size);
    lowest.set(file, orders.get(file));
    stack.push(file);
    for (const other of imports.get(file)) {
      if (!orders.has(other)) visit(other);
      else if (!stack.includes(other)) continue;
      lowest.set(file, Math.min(lowest.get(file), lowest.get(other)));
    }
    if (lowest.get(file) !== orders.get(file)) return;
    const part = stack.splice(stack.indexOf(file));
    if (part.length > 1) circles.push(part);
  };
  for (const file of imports.keys()) if (!orders.has(file)) visit(file);
  return circles;
}

function run() {
  const description = JSON.parse(read('package.json'));
  const scripts = Object.keys(description.scripts);
  const problems = checkClasses(Object.keys(description.dependencies));
  const sources = new Map();
  for (const file of listTracked()) {
    const text = readText(file);
    if (text === null) continue;
    if (/\.(tsx?|mjs)$/.test(file)) sources.set(file, text);
    if (/^(shared|electron|renderer)\/.*\.tsx?$/.test(file))
      problems.push(...checkImports(file, text));
    if (file.endsWith('.md')) problems.push(...checkCommands(file, text, scripts));
    problems.push(...checkPlaces(file, text));
  }
  problems.push(...checkCircles(sources));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** Files that git tracks or would; without git, everything that is not built or installed. */
function listTracked() {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const output = execFileSync('git', args, {
      cwd: root,
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output
      .toString()
      .split('\0')
      .filter((file) => file !== '');
  } catch {
    const ignored = new Set(['node_modules', 'out', 'dist', '.electron', '.git', 'test-results']);
    return fs
      .readdirSync(root, { withFileTypes: true })
      .filter((entry) => !ignored.has(entry.name))
      .flatMap((entry) => (entry.isDirectory() ? listBelow(entry.name) : [entry.name]));
  }
}

function listBelow(folder) {
  return fs
    .readdirSync(path.join(root, folder), {
      withFileTypes: true,
      recursive: true,
    })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'));
}

function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

/** Null for a file that was deleted, and for bytes that are no text. */
function readText(file) {
  if (!fs.existsSync(path.join(root, file))) return null;
  const text = read(file);
  return text.slice(0, 8000).includes('\0') ? null : text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run();
