import { CountersignError, type Problem } from '../../shared/errors.ts';

/** The error with which a call is refused. Fails if it is not, or if it fails in another way. */
export function refusalOf(call: () => unknown): CountersignError {
  try {
    call();
  } catch (error) {
    if (error instanceof CountersignError) return error;
    throw error;
  }
  throw new Error('Expected a refusal, but the call went through');
}

/** The first problem of a refusal. */
export function problemOf(call: () => unknown): Problem {
  const [problem] = refusalOf(call).problems;
  if (problem === undefined) throw new Error('Expected a problem that names file, place and rule');
  return problem;
}

/** Like `refusalOf`, for calls that answer later. */
export async function refusalOfAsync(call: Promise<unknown>): Promise<CountersignError> {
  const outcome = await call.then(
    () => new Error('Expected a refusal, but the call went through'),
    (error: unknown) => error,
  );
  if (outcome instanceof CountersignError) return outcome;
  throw outcome;
}
