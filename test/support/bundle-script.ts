/** Child processes cannot run TypeScript on every supported Node: a script is bundled once into one file. */
import path from 'node:path';
import { builtinModules } from 'node:module';
import { build } from 'vite';

/** Bundles a script with everything it imports; returns the path of the file to fork. */
export async function bundleScript(script: string, outFolder: string): Promise<string> {
  const name = path.basename(script, '.ts');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node18.15',
      outDir: outFolder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { [name]: script },
        external: builtinModules.flatMap((module) => [module, `node:${module}`]),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
  return path.join(outFolder, `${name}.cjs`);
}
