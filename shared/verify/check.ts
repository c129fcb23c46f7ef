/** How a check says what it found: one row when it holds, one row for each file or place where it does not. */
import { CountersignError } from '../errors.ts';
import type { VerifyCheck } from './model.ts';

export interface CheckRows {
  fail(where: string | null, why: string): void;
  /** What cannot be decided from the record alone. It never counts as holding. */
  cannot(where: string | null, why: string): void;
  /** How many rows of this check have failed so far. */
  failures(): number;
}

/**
 * Runs one check. Whatever stops it is a row as well: nothing that a file holds may end the verification.
 * @param run returns the words for the case that every part of it holds
 */
export function runCheck(
  name: string,
  title: string,
  run: (rows: CheckRows) => string,
): readonly VerifyCheck[] {
  const rows: VerifyCheck[] = [];
  const add = (result: VerifyCheck['result'], where: string | null, why: string): void => {
    rows.push({ name, title, result, where, why });
  };
  try {
    const holds = run({
      fail: (where, why) => add('fail', where, why),
      cannot: (where, why) => add('cannot check', where, why),
      failures: () => rows.filter((row) => row.result === 'fail').length,
    });
    if (rows.length === 0) add('pass', null, holds);
  } catch (error) {
    const { where, why } = toReason(error);
    add('fail', where, why);
  }
  return rows;
}

/** File and words of an error that reading a hostile file may end in. */
export function toReason(error: unknown): { where: string | null; why: string } {
  if (error instanceof CountersignError) {
    const [first] = error.problems;
    const place = first?.place === null || first?.place === undefined ? '' : `, ${first.place}`;
    return { where: first?.file == null ? null : `${first.file}${place}`, why: first?.message ?? error.message }; // prettier-ignore
  }
  return { where: null, why: `This check could not be completed: ${error instanceof Error ? error.message : 'unknown reason'}.` }; // prettier-ignore
}

/** Reads something that may be refused: the value, or a row and null. */
export function attempt<T>(rows: CheckRows, where: string, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const reason = toReason(error);
    rows.fail(where, reason.why);
    return null;
  }
}
