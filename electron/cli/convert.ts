/** `countersign convert`: writes an argument in another format and says what is not carried over. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Loss } from '../../shared/formats/interchange.ts';
import { assertOther, assertPlace, convertFile, targetOf, TARGETS } from '../host/convert.ts';
import { writeFileAtomically } from '../host/storage/atomic-file.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { plural, toSafe } from './text.ts';

/** So many losses are printed for people; all of them stand in --json and --loss. */
const SHOWN = 40;

function toLossLines(losses: readonly Loss[]): string {
  const shown = losses.slice(0, SHOWN).map(({ what, message }) => `  ${what.padEnd(8)}${toSafe(message)}\n`); // prettier-ignore
  const more = losses.length > SHOWN ? `  … and ${losses.length - SHOWN} more (--json, --loss)\n` : ''; // prettier-ignore
  return `${shown.join('')}${more}`;
}

/** Converts a file. Exit code 1 where something was not carried over. */
export async function convert(args: CommandArguments): Promise<CommandResult> {
  const { operand, output, to, loss } = args;
  if (output === null || output === '') throw new UsageError('"convert" needs the file to write: -o FILE.'); // prettier-ignore
  const target = to ?? targetOf(output);
  if (target === null || !TARGETS.includes(target)) {
    const why = to === null ? `The name "${output}" tells no format. ` : '';
    throw new UsageError(`${why}--to is one of ${TARGETS.join(', ')}.`);
  }
  if (loss !== null && path.resolve(loss) === path.resolve(output)) throw new UsageError('--loss and -o name one file.'); // prettier-ignore
  if (loss !== null) await assertOther(operand, loss);
  for (const file of loss === null ? [output] : [output, loss]) await assertPlace(file, file === output && target === 'gsn2x-modules'); // prettier-ignore
  const store = await mkdtemp(path.join(tmpdir(), 'countersign-convert-'));
  try {
    const { nodes, losses } = await convertFile(operand, output, target, store);
    const json = { written: output, format: target, nodes, losses };
    if (loss !== null) await writeFileAtomically(loss, `${JSON.stringify(json, null, 2)}\n`, { mode: 0o644 }); // prettier-ignore
    const count = losses.length === 0 ? 'Everything was carried over.' : `Not carried over as it stood: ${losses.length}`; // prettier-ignore
    return {
      json,
      text: `Written: ${toSafe(output)} (${target}, ${plural(nodes, 'node')})\n${count}\n${toLossLines(losses)}`,
      exitCode: losses.length === 0 ? EXIT.fine : EXIT.findings,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
