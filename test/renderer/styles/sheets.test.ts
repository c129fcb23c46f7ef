/** Style sheets of features are loaded when the feature is first shown, and never unloaded: what they style must be theirs. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const renderer = fileURLToPath(new URL('../../../renderer', import.meta.url));

function listFiles(ending: string): readonly string[] {
  return fs
    .readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending))
    .sort();
}

function read(name: string): string {
  return fs.readFileSync(path.join(renderer, name), 'utf8');
}

/** Classes that a sheet styles by themselves: `.claims {` and `.claims, .rows {`, not `.pane .claims {`. */
function classesOf(sheet: string): readonly string[] {
  const text = read(sheet).replace(/\/\*[^]*?\*\//g, '');
  const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap((one) => (one[1] ?? '').split(','));
  return selectors.flatMap((one) => /^\s*\.([\w-]+)\s*$/.exec(one)?.[1] ?? []);
}

/** Every word of every `className` of a component. */
function usedIn(component: string): ReadonlySet<string> {
  const names = [...read(component).matchAll(/className=(?:"([^"]*)"|\{([^}]*\}?[^}]*)\})/g)];
  return new Set(names.flatMap((one) => `${one[1] ?? ''} ${one[2] ?? ''}`.match(/[\w-]+/g) ?? []));
}

const components = listFiles('.tsx').map((name) => ({
  name,
  folder: path.posix.dirname(name),
  sheets: [...read(name).matchAll(/import '(\.[^']+\.css)'/g)].map((one) =>
    path.posix.join(path.posix.dirname(name), one[1] ?? ''),
  ),
  uses: usedIn(name),
}));
const sheets = listFiles('.css').filter((name) => name.startsWith('features/'));

it('finds sheets, and classes in sheets and components', () => {
  expect(sheets.length).toBeGreaterThan(10);
  expect(classesOf('features/register/register.css')).toContain('claimrow');
  expect(usedIn('features/register/HeadRow.tsx')).toContain('claimrow');
});

it.each(sheets)('%s styles only what its own features draw', (sheet) => {
  const folders = components.filter((one) => one.sheets.includes(sheet)).map((one) => one.folder);
  const strangers = components.filter((one) => !folders.includes(one.folder));
  const found = classesOf(sheet).flatMap((word) =>
    strangers.filter((one) => one.uses.has(word)).map((one) => `.${word}: ${one.name}`),
  );
  expect(found).toEqual([]);
});
