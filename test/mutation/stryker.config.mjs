// `npm run mutation`: changes the trust code in one place at a time and looks whether a test notices.
// One file: `npm run mutation -- --mutate shared/trust/merkle.ts`. See docs/mutation.md.
export default {
  mutate: ['shared/trust/*.ts'],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Properties are slow where a mutant makes a loop longer; a loop that never ends is found all the same.
  timeoutMS: 5_000,
  // What runs while a file is loaded would need all tests for each mutant: docs/mutation.md.
  ignoreStatic: true,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  tempDirName: 'out/mutation/sandbox',
  // Copied for each run: only what the tests of the trust code read.
  ignorePatterns: [
    '**',
    ...[
      'shared/**',
      'electron/**',
      'test/**',
      'package.json',
      'tsconfig.json',
      'renderer/tsconfig.json',
    ].map((kept) => `!${kept}`),
  ],
  thresholds: { high: 95, low: 90, break: 90 },
  allowConsoleColors: false,
};
