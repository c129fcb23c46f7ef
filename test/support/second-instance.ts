/** A second start of the program on the same user data, as a double-click on a file makes it. */
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { isRoot, root, runCaptured } from '../../scripts/run.mjs';

/** Resolves with its exit code once it has ended. */
export async function startSecondInstance(userData: string, file: string): Promise<number> {
  const { binary } = await resolveElectron();
  const switches = [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`];
  const { code } = await runCaptured(binary, [...switches, root, file], { timeout: 120_000 });
  return code;
}
