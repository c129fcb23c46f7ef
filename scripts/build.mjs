// Builds the four parts of the program into out/: main process and its workers, command line,
// preload, renderer. `node scripts/build.mjs [main|cli|preload|renderer …]` builds only those.
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defaultClientConditions } from 'vite';
import { PARTS, toStamp, writeStamp } from './build-stamp.mjs';
import { buildVerifyPage } from './verify-page.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const external = ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

// The floor is the stand-in runtime (Chromium 114, Node 18); the official runtime is far above it.
const NODE_TARGET = 'node18.15';
const CHROME_TARGET = 'chrome114';

/** A bundle for Node: everything inside one CommonJS file, so that no node_modules ship with the program. */
async function buildForNode(
  input,
  outDir,
  { format = 'cjs', extension = 'cjs', target = NODE_TARGET } = {},
) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target,
      outDir: path.join(root, outDir),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input,
        external,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name].${extension}`,
        },
      },
    },
  });
}

let verifyPage = null;

/** `verify.html` lies beside the program that puts it into audit records and compares it with theirs. */
async function withVerifyPage(outDir, build) {
  await build;
  verifyPage ??= buildVerifyPage();
  fs.writeFileSync(path.join(root, outDir, 'verify.html'), await verifyPage);
}

const parts = {
  main: () =>
    withVerifyPage(
      'out/main',
      buildForNode(
        {
          index: path.join(root, 'electron/main/index.ts'),
          'bundle-worker': path.join(root, 'electron/host/bundle/worker.ts'),
          'host-worker': path.join(root, 'electron/host/workers/worker.ts'),
        },
        'out/main',
      ),
    ),
  cli: () =>
    withVerifyPage(
      'out/cli',
      buildForNode(
        {
          countersign: path.join(root, 'electron/cli/countersign.ts'),
          'bundle-worker': path.join(root, 'electron/host/bundle/worker.ts'),
          'host-worker': path.join(root, 'electron/host/workers/worker.ts'),
        },
        'out/cli',
      ),
    ),
  preload: () =>
    buildForNode({ index: path.join(root, 'electron/preload/index.ts') }, 'out/preload', {
      target: CHROME_TARGET,
    }),
  renderer: () =>
    build({
      configFile: false,
      root: path.join(root, 'renderer'),
      base: './',
      logLevel: 'warn',
      plugins: [react()],
      // Documents are parsed in a worker: packages that have a form without `document` must give that one.
      resolve: { conditions: ['worker', ...defaultClientConditions] },
      css: {
        transformer: 'lightningcss',
        lightningcss: { targets: { chrome: 114 << 16 } },
      },
      worker: { format: 'es' },
      build: {
        outDir: path.join(root, 'out/renderer'),
        emptyOutDir: true,
        target: CHROME_TARGET,
        cssTarget: CHROME_TARGET,
        sourcemap: true,
        assetsInlineLimit: 0,
      },
    }),
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : PARTS) {
  const stamp = toStamp(name);
  await parts[name]();
  writeStamp(name, stamp);
}
