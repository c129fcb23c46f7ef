/** Stock tools as oracles: an outsider has these, so what they say is what counts. */
import { spawnSync } from 'node:child_process';
import { it } from 'vitest';

export function hasTool(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined;
}

export interface ToolResult {
  readonly status: number | null;
  readonly stdout: Uint8Array;
  readonly text: string;
}

/** Runs a tool. `text` is all it printed, on both outputs. */
export function runTool(
  tool: string,
  args: readonly string[],
  input: Uint8Array | string = '',
): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { input });
  if (error !== undefined) throw error;
  return {
    status,
    stdout: new Uint8Array(stdout),
    text: `${stdout.toString()}${stderr.toString()}`,
  };
}

/** Like `it`, but says that it skips where the tool is not installed. */
export function itWithTool(tool: string, title: string, body: () => void | Promise<void>): void {
  if (hasTool(tool)) it(title, body);
  else it.skip(`${title} (skipped: no ${tool})`, () => undefined);
}
