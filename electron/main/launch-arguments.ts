/** What stands on the command line. Pure, so that every system's spelling can be tested anywhere. */
import type { PlatformPath } from 'node:path';

/** Switches of Electron whose value is the next argument. */
const SWITCHES_WITH_VALUE: ReadonlySet<string> = new Set(['-r', '--require']);

/**
 * The file to open, absolute, or null. `argv` is `process.argv`; while developing, its first plain
 * argument is the program's own folder. After `--` a name may begin with a dash.
 */
export function findFileArgument(
  argv: readonly string[],
  options: { readonly isPackaged: boolean; readonly cwd: string; readonly flavour: PlatformPath },
): string | null {
  const plain: string[] = [];
  const rest = argv.slice(1);
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--') {
      plain.push(...rest.slice(index + 1));
      break;
    }
    if (SWITCHES_WITH_VALUE.has(argument)) index += 1;
    else if (argument !== '' && !argument.startsWith('-')) plain.push(argument);
  }
  const file = options.isPackaged ? plain[0] : plain[1];
  return file === undefined ? null : options.flavour.resolve(options.cwd, file);
}

/**
 * The file that a second start passed on, or null. The data comes from another process of the same
 * account, so it is parsed like any other input.
 */
export function parseSecondInstanceData(data: unknown): string | null {
  if (typeof data !== 'object' || data === null) return null;
  const file: unknown = Reflect.get(data, 'file');
  return typeof file === 'string' && file !== '' ? file : null;
}
