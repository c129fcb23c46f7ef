/** The command line: finds the command, runs it, turns errors into exit codes and plain words. */
import { parseArgs } from 'node:util';
import { CountersignError } from '../../shared/errors.ts';
import { BundleRefused } from '../host/bundle/open-bundle.ts';
import { check } from './check.ts';
import { EXIT, UsageError } from './command.ts';
import type { CommandArguments, CommandResult } from './command.ts';
import { convert } from './convert.ts';
import { diff } from './diff.ts';
import { inspect } from './inspect.ts';
import { loadbearing } from './loadbearing.ts';
import { pack } from './pack.ts';
import { toProblemLines, toSafe } from './text.ts';
import { verify } from './verify.ts';

export interface CliIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly version: string;
}

export const HELP = `countersign: packs, inspects and verifies sealed bundles of safety cases

  countersign pack DIR -o FILE [--json]       make a sealed bundle from a folder with case.yaml
  countersign inspect FILE [--json]           open a bundle, folder or argument file; list what is odd
  countersign check FILE [--json]             check an argument by the rules of GSN, each with its number
      --profile gsn|gsn2x                     GSN Community Standard v3 (default), or as gsn2x checks
      --universal-words                       with gsn: "never", "all" … over small samples (R16)
      --extended-check, --warn-dialectic      with gsn2x: V08, V11
  countersign verify FILE [--json]            check a bundle or an audit record
      --roster SHA256                         roster that was compared over another channel (may be repeated)
  countersign loadbearing FILE [--json]       what would have to be wrong for the top claim to fall
      --fail ID,ID                            what falls when these fail
      --group NAME=ID,ID                      these fail together (may be repeated)
      --basic all|evidence                    what can fail by itself: every node, or evidence and bare claims
  countersign diff A B [--json]               what version B of a case has that A has not, and the other way round
  countersign convert IN -o OUT [--json]      write the argument in another format, and say what is not carried over
      --to FORMAT                             gsn2x, gsn2x-modules, tea, sacm, ltac, md, csv, evidence-csv, svg or bundle;
                                              by the ending of OUT unless it is given
      --loss FILE                             write what is not carried over to a file as well

  --json      one JSON document on standard output, nothing else
  --help      this text
  --version   the version of the program

Exit codes: 0 fine, 1 something was found, 2 the command was wrong, 3 the file is unreadable or refused,
or the program itself failed.
It never connects to a network.
`;

/** Options that each command takes besides --json, --help and --version. */
const TAKES: Readonly<Record<keyof typeof COMMANDS, readonly string[]>> = {
  pack: ['output'],
  inspect: [],
  check: ['profile', 'extended-check', 'warn-dialectic', 'universal-words'],
  verify: ['roster'],
  loadbearing: ['fail', 'group', 'basic'],
  diff: [],
  convert: ['output', 'to', 'loss'],
};
const COMMON: readonly string[] = ['json', 'help', 'version'];
const REPEATED: readonly string[] = ['roster', 'fail', 'group'];

function isCommand(name: string | null): name is keyof typeof COMMANDS {
  return name !== null && Object.hasOwn(COMMANDS, name);
}

/** An option that has no effect, or two of which one would win, is a mistake that must not pass unseen. */
function assertOptions(command: string | null, given: readonly string[]): void {
  const twice = given.find((name, at) => given.indexOf(name) !== at && !REPEATED.includes(name) && !COMMON.includes(name)); // prettier-ignore
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice.`);
  if (!isCommand(command)) return;
  const foreign = given.find((name) => !COMMON.includes(name) && !TAKES[command].includes(name));
  if (foreign !== undefined) throw new UsageError(`"${command}" takes no --${foreign}.`);
}

const COMMANDS = { pack, inspect, check, verify, loadbearing, diff, convert } as const;

function parse(argv: readonly string[]): {
  command: string | null;
  args: CommandArguments;
  help: boolean;
  version: boolean;
} {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      tokens: true,
      options: {
        output: { type: 'string', short: 'o' },
        roster: { type: 'string', multiple: true },
        fail: { type: 'string', multiple: true },
        group: { type: 'string', multiple: true },
        basic: { type: 'string' },
        profile: { type: 'string' },
        'extended-check': { type: 'boolean' },
        'warn-dialectic': { type: 'boolean' },
        'universal-words': { type: 'boolean' },
        to: { type: 'string' },
        loss: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are not known.');
  }
  const { values, positionals } = parsed;
  const [command = null, operand = '', second = null, ...rest] = positionals;
  const args = {
    operand,
    second,
    output: values.output ?? null,
    rosters: values.roster ?? [],
    json: values.json === true,
    failed: values.fail ?? [],
    groups: values.group ?? [],
    basic: values.basic ?? null,
    profile: values.profile ?? null,
    extended: values['extended-check'] === true,
    warnDialectic: values['warn-dialectic'] === true,
    universalWords: values['universal-words'] === true,
    to: values.to ?? null,
    loss: values.loss ?? null,
  };
  const asksOnly = values.help === true || values.version === true;
  assertOptions(command, parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))); // prettier-ignore
  if ([operand, second].includes('-')) throw new UsageError('Standard input is not read. Name a file or a folder.'); // prettier-ignore
  const takesTwo = command === 'diff';
  const isWrong = operand === '' || takesTwo !== (second !== null) || rest.length > 0;
  if (!asksOnly && isCommand(command) && isWrong) {
    throw new UsageError(`"${command}" takes ${takesTwo ? 'two files or folders' : 'one file or folder'}.`); // prettier-ignore
  }
  return { command, args, help: values.help === true, version: values.version === true };
}

function toErrorResult(error: CountersignError): CommandResult {
  const details = error instanceof BundleRefused ? error.details : {};
  const named = error instanceof BundleRefused && error.details.namesItself !== null ? `It names itself "${toSafe(error.details.namesItself)}" (not checked).\n` : ''; // prettier-ignore
  return {
    json: {
      error: { code: error.code, message: error.message, problems: error.problems, ...details },
    },
    text: `${toSafe(error.message)}\n${named}${toProblemLines(error.problems)}`,
    exitCode: EXIT.refused,
  };
}

/**
 * Runs one command as the program does: a mistake of the program itself is told and has the exit code of a
 * file that was refused, since it is no finding about the file.
 */
export async function runProgram(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    return await runCli(argv, io);
  } catch (error) {
    io.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.refused;
  }
}

/**
 * Runs one command.
 * @param argv Arguments after the name of the program.
 * @returns The exit code.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  try {
    const { command, args, help, version } = parse(argv);
    if (version) {
      io.out(`${io.version}\n`);
      return EXIT.fine;
    }
    if (help) {
      io.out(HELP);
      return EXIT.fine;
    }
    const run = isCommand(command) ? COMMANDS[command] : null;
    if (run === null)
      throw new UsageError(
        command === null ? 'A command is missing.' : `"${command}" is no command.`,
      );
    const result = await run(args).catch((error: unknown) => {
      if (error instanceof CountersignError) return toErrorResult(error);
      throw error;
    });
    if (args.json) io.out(`${JSON.stringify(result.json, null, 2)}\n`);
    else if (result.exitCode === EXIT.refused) io.error(result.text);
    else io.out(result.text);
    return result.exitCode;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.error(`${toSafe(error.message)}\n\n${HELP}`);
    return EXIT.usage;
  }
}
