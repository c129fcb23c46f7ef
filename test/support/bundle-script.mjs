// `node test/support/bundle-script.mjs <script> <folder>`: bundles a script with everything it imports
// into one file. A program of its own, because the bundler needs a newer Node than the tests may run on.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'vite';

const [script, outDir] = process.argv.slice(2);
await build({
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node18.15',
    outDir,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { [path.basename(script, '.ts')]: script },
      external: builtinModules.flatMap((module) => [module, `node:${module}`]),
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
