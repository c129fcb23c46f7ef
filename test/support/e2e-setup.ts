/** Once per run: finds the runtime, builds what changed, and starts a display where there is none. */
import { ensureDisplay } from '../../scripts/display.mjs';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { ensureBuilt } from '../../scripts/setup.mjs';

export default async function setup(): Promise<() => void> {
  await resolveElectron();
  await ensureBuilt();
  return await ensureDisplay();
}
