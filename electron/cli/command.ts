/** What all commands share: arguments, answers, exit codes. */

export const EXIT = { fine: 0, findings: 1, usage: 2, refused: 3 } as const;

/** The command line itself is wrong; answered with the help text. */
export class UsageError extends Error {}

export interface CommandArguments {
  readonly operand: string;
  /** `diff`: the later version. */
  readonly second: string | null;
  readonly output: string | null;
  readonly rosters: readonly string[];
  readonly json: boolean;
  /** `loadbearing`: ids that fail, groups as NAME=ID,ID, and what can fail by itself. */
  readonly failed: readonly string[];
  readonly groups: readonly string[];
  readonly basic: string | null;
  /** `check`: rules to check by, and what is checked only when it is asked for. */
  readonly profile: string | null;
  readonly extended: boolean;
  readonly warnDialectic: boolean;
  readonly universalWords: boolean;
  /** `convert`: format where the name of the output does not tell it, and where losses are written. */
  readonly to: string | null;
  readonly loss: string | null;
}

/** What a command answers: an object for --json, text for people, and whether something was found. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: number;
}
