import { CountersignError, type Problem } from '../errors.ts';

/** Refuses bytes that came from outside: one problem, whose message is also the message of the error. */
export function refuse(problem: Problem): never {
  throw new CountersignError('input-refused', problem.message, [problem]);
}
