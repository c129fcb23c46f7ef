import { describe, expect, it } from 'vitest';
import {
  checkCircles,
  checkClasses,
  checkCommands,
  checkImports,
  checkPlaces,
} from '../../scripts/check-layers.mjs';

describe('the classes of packages', () => {
  const lists = { SHARED_OK: ['yaml'], NODE: ['yauzl'], DOM: ['react'] };

  it('are complete where each dependency stands in one list', () => {
    expect(checkClasses(['yaml', 'yauzl', 'react'], lists)).toEqual([]);
  });

  it('lack a new dependency, and the message names the lists to choose from', () => {
    const [problem, ...more] = checkClasses(['yaml', 'yauzl', 'react', 'left-pad'], lists);
    expect(more).toEqual([]);
    expect(problem).toMatch(/"left-pad".*SHARED_OK.*NODE.*DOM.*scripts\/check-layers\.mjs/);
  });

  it('do not hold a package twice, nor one that is no dependency', () => {
    const twice = { ...lists, DOM: ['react', 'yaml'] };
    expect(checkClasses(['yaml', 'yauzl', 'react'], twice)).toHaveLength(1);
    expect(checkClasses(['yaml', 'react'], lists)).toHaveLength(1);
  });
});

describe('imports', () => {
  it.each([
    ['shared/a.ts', "import { parse } from 'yaml';", 0],
    ['shared/a.ts', "import yazl from 'yazl';", 1],
    ['shared/a.ts', "export * from 'react';", 1],
    ['electron/a.ts', "import yazl from 'yazl';\nimport { app } from 'electron';", 0],
    ['electron/a.ts', "const page = await import('react-dom/client');", 1],
    ['renderer/a.tsx', "import { createRoot } from 'react-dom/client';\nimport './a.css';", 0],
    ['renderer/a.tsx', "import yazl from 'yazl';", 1],
    ['renderer/a.tsx', "import pad from 'left-pad';", 1],
    ['shared/a.ts', "import type { Root } from 'hast';", 0],
    ['shared/a.ts', "import { Root } from 'hast';", 1],
    ['shared/a.ts', "// import yazl from 'yazl';\nconst text = `\nimport 'react';\n`;", 0],
  ])('in %s: %j has %i problems', (file, text, problems) => {
    expect(checkImports(file, text)).toHaveLength(problems);
  });
});

describe('circles of imports', () => {
  const none = new Map([
    ['shared/a.ts', "import { b } from './b.ts';\nimport type { C } from './deep/c.ts';"],
    ['shared/b.ts', "import type { C } from './deep/c.ts';\nimport { join } from 'node:path';"],
    ['shared/deep/c.ts', "import './missing.ts';"],
  ]);

  it('are not seen where there are none, however often a file is imported', () => {
    expect(checkCircles(none)).toEqual([]);
  });

  it('are named with all their files, also those of types and of imports at run time', () => {
    const with2 = new Map(none).set('shared/deep/c.ts', "import type { A } from '../a.ts';");
    expect(checkCircles(with2)).toEqual([
      expect.stringContaining('shared/a.ts, shared/b.ts, shared/deep/c.ts'),
    ]);
    const late = new Map(none).set('shared/deep/c.ts', "const b = await import('../b.ts');");
    expect(checkCircles(late)).toEqual([expect.stringContaining('shared/b.ts, shared/deep/c.ts')]);
  });
});

describe('commands in the docs', () => {
  it('exist', () => {
    const text = 'Run `npm start`, then `npm run bench -- 3` or `npm test -- unit`.';
    expect(checkCommands('README.md', text, ['start', 'test', 'bench'])).toEqual([]);
  });

  it('are named where they do not', () => {
    const problems = checkCommands('README.md', '`npm run benhc`, `npm run benhc`', ['bench']);
    expect(problems).toEqual([expect.stringContaining('npm run benhc')]);
  });
});

describe('places', () => {
  // Put together here, so that this file itself names none.
  const host = ['registry', 'example', 'org'].join('.');
  const folder = ['', 'root', 'project'].join('/');

  it.each([
    [`"resolved": "https://${host}/left-pad.tgz"`, 1],
    [`cd ${folder}`, 1],
    ['a path such as ./work/list.ts or src/root/file.ts', 0],
    ['http://www.apache.org/licenses/', 0],
  ])('in %j there are %i', (line, problems) => {
    expect(checkPlaces('a.md', line)).toHaveLength(problems);
  });
});
