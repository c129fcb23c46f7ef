// Pan and zoom over an argument of 10,000 nodes in a browser, with the renderer as it is built: milliseconds
// from frame to frame. They are of this machine and of what else it does: look at the load.
import path from 'node:path';
import { npmCommand, root, runCaptured } from '../../scripts/run.mjs';

export async function run() {
  const npm = npmCommand();
  const npx = { ...npm, args: [...npm.args, 'exec', '--', 'playwright', 'test', '--config', 'test/bench/frames/playwright.config.ts'] }; // prettier-ignore
  const built = await runCaptured(process.execPath, [path.join(root, 'scripts', 'build.mjs')]);
  if (built.code !== 0) throw new Error(built.output);
  const { code, output } = await runCaptured(npx.command, npx.args, { shell: npx.shell });
  if (code !== 0) throw new Error(output);
  console.log('\nframes: the graph of 10,000 nodes, all of them drawn');
  for (const line of output.split('\n')) if (line.includes('p95')) console.log(line);
}
