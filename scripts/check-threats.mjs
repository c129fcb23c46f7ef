// `npm run threats`: each row of docs/threats.md names a file that defends and a test that would fail
// without it, and both are there. Test titles are read from the source, as they are written in it.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { root } from './run.mjs';

const DOCUMENT = 'docs/threats.md';
export const ROWS = 34;

/** A path in code style, and behind it the titles of tests in it, each in curly quotes. */
const NAMED = /`([^`]+)`((?:\s*,?\s*“[^”]+”)*)/g;

/**
 * @typedef {{ number: number, attack: string, defence: string[], tests: { file: string, titles: string[] }[], limit: string }} Row
 */

/**
 * The rows of the table.
 * @param {string} text Of the document.
 * @returns {Row[]}
 */
export function readRows(text) {
  return text
    .split('\n')
    .map((line) => /^\| (\d+) \|(.*)\|$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map((match) => {
      const [attack = '', defence = '', tests = '', limit = ''] = match[2]
        .split('|')
        .map((cell) => cell.trim());
      return {
        number: Number(match[1]),
        attack,
        defence: listNamed(defence).map(({ file }) => file),
        tests: listNamed(tests),
        limit,
      };
    });
}

function listNamed(cell) {
  return [...cell.matchAll(NAMED)]
    .filter((match) => match[1].includes('/'))
    .map((match) => ({
      file: match[1],
      titles: [...match[2].matchAll(/“([^”]+)”/g)].map((title) => title[1]),
    }));
}

/**
 * The titles of the tests in a source file: of `it` and `test` in every form, tables and conditions
 * included, wherever they are nested. A title that is put together in the code keeps its holes as "${}".
 * @param {string} text
 * @returns {Set<string>}
 */
export function listTitles(text) {
  const source = ts.createSourceFile('test.ts', text, ts.ScriptTarget.Latest, true);
  const titles = new Set();
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const title = node.arguments
        .map(toTitle)
        .find((found) => found !== null && found.includes(' '));
      if (title !== undefined) titles.add(title);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/** `it(…)`, `it.each(…)(…)`, `test.skipIf(…)(…)`, and our `itWithTool(…)`. */
function isTest(callee) {
  if (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee))
    return isTest(callee.expression);
  return ts.isIdentifier(callee) && /^(it|test)([A-Z]|$)/.test(callee.text);
}

function toTitle(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span) => '${}' + span.literal.text).join('');
}

/**
 * What is wrong with the rows.
 * @param {readonly Row[]} rows
 * @param {(file: string) => string | null} readText Text of a file of the project, null where there is none.
 * @returns {string[]}
 */
export function checkRows(rows, readText) {
  const problems = [];
  const read = remember(readText);
  const titlesOf = remember((file) => listTitles(read(file)));
  for (let number = 1; number <= ROWS; number += 1) {
    const count = rows.filter((row) => row.number === number).length;
    if (count !== 1) problems.push(`Row ${number} of ${DOCUMENT} stands there ${count} times.`);
  }
  for (const { number, attack, defence, tests, limit } of rows) {
    const say = (what) => problems.push(`Row ${number} of ${DOCUMENT} (${attack}) ${what}`);
    if (defence.length === 0) say('names no file that defends.');
    if (tests.length === 0) say('names no test: without one it is not defended.');
    if (limit === '') say('does not say what the defence cannot do.');
    for (const file of defence.filter((name) => read(name) === null))
      say(`names ${file}, which is not there.`);
    for (const { file, titles } of tests) {
      const text = read(file);
      if (!file.startsWith('test/')) say(`names ${file} as a test, which is none.`);
      else if (text === null) say(`names ${file}, which is not there.`);
      else if (titles.length === 0) say(`names no test in ${file}.`);
      else {
        for (const title of titles.filter((one) => !titlesOf(file).has(one))) {
          say(`names the test “${title}”, which ${file} does not have.`);
        }
      }
    }
  }
  return problems;
}

/** Asks once for each file. */
function remember(ask) {
  const known = new Map();
  return (file) => {
    if (!known.has(file)) known.set(file, ask(file));
    return known.get(file);
  };
}

function readFile(name) {
  const file = path.join(root, name);
  return fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : null;
}

function run() {
  const text = readFile(DOCUMENT);
  const problems =
    text === null ? [`${DOCUMENT} is not there.`] : checkRows(readRows(text), readFile);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run();
