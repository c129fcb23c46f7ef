/** What the program and its working threads say to each other. */
import { CountersignError } from '../../../shared/errors.ts';
import { fromPlainError, toPlainError, type PlainError } from '../bundle/refusal.ts';
import type { KindName } from './work.ts';

/** Given to a thread at its start. */
export interface Start {
  readonly kind: KindName;
  readonly shared: unknown;
}

export interface SentTask {
  readonly index: number;
  readonly task: unknown;
}

/** Tasks to do, or the word to end. */
export type Request = readonly SentTask[] | 'stop';

export type Reply =
  | { readonly kind: 'progress'; readonly amount: number }
  | { readonly kind: 'done'; readonly results: readonly { index: number; result: unknown }[] }
  | { readonly kind: 'failed'; readonly error: SentError };

/** An error between threads, where classes and added members are lost. */
export type SentError =
  | { readonly known: PlainError }
  | { readonly message: string; readonly stack: string; readonly code: unknown };

export function toThread(error: unknown): SentError {
  if (error instanceof CountersignError) return { known: toPlainError(error) };
  const { message, stack = '', code } = error instanceof Error ? (error as NodeJS.ErrnoException) : new Error(String(error)) as NodeJS.ErrnoException; // prettier-ignore
  return { message, stack, code };
}

export function fromThread(sent: SentError): Error {
  if ('known' in sent) return fromPlainError(sent.known);
  const error = Object.assign(new Error(sent.message), sent.code === undefined ? {} : { code: sent.code }); // prettier-ignore
  error.stack = sent.stack;
  return error;
}
