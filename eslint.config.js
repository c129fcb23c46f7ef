// What may be written where. The compiler settings of each folder are the first fence around the layers,
// these rules are the second; every message says what to do instead.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const SOURCES = ['**/*.{ts,tsx}'];
const SCRIPTS = ['**/*.{js,mjs,cjs}'];

/** Every module of Node, with and without its prefix, and what lies below it ("fs/promises"). */
const NODE = `^(node:.*|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/.*)?)$`;
const NETWORK = '^(node:)?(http|https|http2|net|dns|dns/promises|tls|dgram|undici)$';
const REACT = '^(react|react-.*|@react-.*|zustand|@tanstack/.*)(/.*)?$';
/** Modules that bring zod with them: in the page, their types are enough. */
const SCHEMAS =
  '(^zod(/.*)?$)|(/shared/(ipc/contract|case/model|review/records|review/view|verify/model)\\.ts$)';

const noElectronModule = {
  regex: '^electron(/.*)?$',
  message: 'Only electron/main and electron/preload may use Electron. Pass in what you need.',
};
const noRenderer = {
  regex: '(^|/)renderer/',
  message: 'Code that runs on Node never imports the page. Move what both need to shared/.',
};
const noElectronFolder = {
  regex: '(^|/)electron/',
  message: 'Only tests may import from electron/ here. Move what both need to shared/.',
};
const noNetwork = {
  regex: NETWORK,
  message: 'Countersign never touches a network, and Chromium cannot stop what Node itself sends.',
};
const noLooseJson = {
  object: 'JSON',
  property: 'parse',
  message:
    'It keeps the last of two equal keys and rounds numbers. Use parseStrictJson of shared/trust/strict-json.ts, then a schema.',
};
const noLooseYaml = {
  regex: '^yaml(/.*)?$',
  allowTypeImports: true,
  message: 'Use parseYaml of shared/case/parse-yaml.ts: it refuses aliases, tags and equal keys.',
};
const noRawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message:
    'Add the call to shared/ipc/contract.ts and its handler to electron/main/handlers instead.',
};
const networkGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
  name,
  message: noNetwork.message,
}));

/** `imports({ patterns, paths })` for one layer; later entries of this file replace earlier ones whole. */
function imports({ patterns = [], paths = [] }) {
  return {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns, paths }],
  };
}

const noClock =
  'shared/ has no clock. Take the time as an argument, so that the same input gives the same result.';
const noChance = 'shared/ has no randomness. Take the bytes as an argument.';

const browserGlobals = ['document', 'window'];
const nodeGlobals = [
  'Buffer', 'URL', 'clearTimeout', 'console', 'performance', 'process', 'setTimeout', 'structuredClone',
]; // prettier-ignore
const toGlobals = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    '.electron/',
    'test-results/',
    'examples/',
    'test/fixtures/',
    'test/golden/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,

  // Scripts: plain JavaScript that must run before anything is installed.
  {
    files: SCRIPTS,
    languageOptions: {
      globals: toGlobals([...nodeGlobals, ...browserGlobals]),
    },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: toGlobals(['__dirname', 'module', 'require']),
    },
  },

  // All TypeScript.
  {
    files: SOURCES,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // `== null` is the short way to ask for either.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'hack', 'xxx'] }],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A function of a contract is async so that what it throws becomes a rejection.
      '@typescript-eslint/require-await': 'off',
      // Text is spread into its code points on purpose, never into what looks like one character.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },

  // shared/: pure. It gets bytes, times and keys as arguments and gives values back.
  {
    files: ['shared/**/*.ts'],
    rules: {
      ...imports({
        patterns: [
          noElectronModule,
          noElectronFolder,
          noRenderer,
          noLooseYaml,
          {
            regex: NODE,
            message: 'shared/ runs anywhere. Declare a port and let electron/host implement it.',
          },
          {
            regex: REACT,
            message: 'shared/ knows no interface. Put this into renderer/.',
          },
        ],
      }),
      'no-restricted-properties': [
        'error',
        noLooseJson,
        { object: 'Date', property: 'now', message: noClock },
        { object: 'Math', property: 'random', message: noChance },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: noClock,
        },
        { selector: "CallExpression[callee.name='Date']", message: noClock },
        {
          selector: 'CallExpression[callee.property.name=/^toLocale(?!LowerCase$|UpperCase$)/]',
          message: 'The result depends on the machine. Format it in renderer/.',
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['globalThis', 'Intl'].map((name) => ({
          name,
          message: 'shared/ uses the language alone. Take what you need as an argument.',
        })),
      ],
    },
  },

  {
    files: ['shared/case/parse-yaml.ts', 'shared/case/write-yaml.ts'],
    rules: imports({ patterns: [noElectronModule, noElectronFolder, noRenderer] }),
  },

  // renderer/: the page. No Node, no Electron, and schemas only as types.
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      ...imports({
        patterns: [
          {
            ...noElectronModule,
            message: 'The page reaches the main process through renderer/api.ts.',
          },
          noElectronFolder,
          noLooseYaml,
          {
            regex: NODE,
            message: 'The page has no Node. Ask the main process through renderer/api.ts.',
          },
          {
            regex: SCHEMAS,
            allowTypeImports: true,
            message: 'Use `import type`: otherwise zod becomes a part of the page.',
          },
        ],
      }),
      'no-restricted-globals': ['error', ...networkGlobals],
      'no-restricted-properties': [
        'error',
        noLooseJson,
        {
          object: 'window',
          property: 'countersign',
          message: 'Use `call` and `on` of renderer/api.ts.',
        },
      ],
      'react-hooks/exhaustive-deps': 'error',
      // For the React Compiler, which is not used here.
      // The selection is moved from other panes; following it is an effect.
      'react-hooks/set-state-in-effect': 'off',
      'react-hooks/incompatible-library': 'off',
      'react-hooks/preserve-manual-memoization': 'off',
    },
  },
  {
    files: ['renderer/api.ts'],
    rules: { 'no-restricted-properties': ['error', noLooseJson] },
  },

  // electron/: everything on Node.
  {
    files: ['electron/**/*.ts'],
    rules: {
      ...imports({ patterns: [noRenderer, noNetwork, noLooseYaml], paths: [noRawIpc] }),
      'no-restricted-globals': ['error', ...networkGlobals],
      'no-restricted-properties': [
        'error',
        noLooseJson,
        { object: 'globalThis', property: 'fetch', message: noNetwork.message },
      ],
    },
  },
  {
    files: [
      'electron/main/ipc/handle.ts',
      'electron/preload/**/*.ts',
      // Takes away the channel that the settings library opens.
      'electron/main/settings-file.ts',
    ],
    rules: imports({ patterns: [noRenderer, noNetwork, noLooseYaml] }),
  },
  {
    files: ['electron/host/**/*.ts', 'electron/cli/**/*.ts'],
    rules: imports({ patterns: [noRenderer, noNetwork, noElectronModule, noLooseYaml] }),
  },
  // What a thread of our own wrote a moment ago; and the one reader that compares what it read with
  // what it would write, so that nothing but canonical JSON gets through.
  {
    files: ['electron/host/workspace/record-files.ts', 'shared/trust/canonical-json.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['electron/cli/**/*.ts'], rules: { 'no-console': 'off' } },

  // Tests may import everything, and may say that something is there.
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `expect(object.method)` names a mock; it does not call it.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
