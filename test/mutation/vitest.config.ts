/** The tests that judge mutants: those of the trust code alone, without data that is no part of the project. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The quick tests first: the first one that fails ends the run of a mutant. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isQuick = (file: TestSpecification): boolean => /refusals|keys/.test(file.moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isQuick), ...sorted.filter((file) => !isQuick(file))];
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/shared/trust/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/mutation/short-properties.ts'],
    testTimeout: 120_000,
    // A mutant is switched on while the tests run, so that what is loaded may stay loaded.
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
