/** `countersign pack`: makes a sealed bundle from a folder. */
import { packBundle } from '../host/bundle/pack.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { plural, toGroups, toSafe } from './text.ts';

/** Packs a folder. An output file that exists is replaced once the new one is whole. */
export async function pack({ operand, output }: CommandArguments): Promise<CommandResult> {
  if (output === null || output === '')
    throw new UsageError('"pack" needs the file to write: -o FILE.');
  const { bundleDigest, files, bytes } = await packBundle(operand, output);
  return {
    json: { written: output, bundleDigest, files, bytes },
    text: `Written: ${toSafe(output)} (${plural(files, 'file')}, ${bytes} bytes)\nBundle digest: ${toGroups(bundleDigest)}\nGive the digest to your reviewers over another channel.\n`,
    exitCode: EXIT.fine,
  };
}
