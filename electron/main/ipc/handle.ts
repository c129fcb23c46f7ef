/**
 * The one wrapper around `ipcMain`. Every call passes the same five steps: the sender is checked, the
 * request parsed, the handler run, its response parsed, and an error turned into data. A refused call
 * always answers with a coded error; silence would look like success.
 */
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import type { z } from 'zod';
import { CountersignError, type Problem } from '../../../shared/errors.ts';
import {
  calls, type CallName, type CallRequest, type CallResponse, type IpcError, type Reply,
} from '../../../shared/ipc/contract.ts'; // prettier-ignore
import { toCallChannel } from '../../preload/channels.ts';
import type { ErrorLog } from '../error-log.ts';
import { whySenderIsRefused } from './sender.ts';

export interface CallContext {
  /** The page that asked. */
  readonly sender: WebContents;
}

/** A handler of a call without an answer need not say so. */
type Answer<N extends CallName> =
  Promise<CallResponse<N>> | (undefined extends CallResponse<N> ? Promise<void> : never);

/** One handler for every call of the contract: the compiler names the one that is missing. */
export type CallHandlers = {
  readonly [N in CallName]: (request: CallRequest<N>, context: CallContext) => Answer<N>;
};

export interface HandleOptions {
  readonly log: ErrorLog;
  /** Told after a call was answered without an error. */
  readonly onAnswered?: (name: CallName) => void;
}

/** Registers all calls. Done before the first window exists, so that no page can ask too early. */
export function registerHandlers(handlers: CallHandlers, options: HandleOptions): void {
  for (const name of Object.keys(calls) as CallName[]) handle(name, handlers[name], options);
}

function handle<N extends CallName>(
  name: N,
  handler: CallHandlers[N],
  options: HandleOptions,
): void {
  ipcMain.handle(toCallChannel(name), async (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    const reply = await answer(name, handler, event, args, options.log);
    if (reply.ok) options.onAnswered?.(name);
    return reply;
  });
}

async function answer<N extends CallName>(
  name: N,
  handler: CallHandlers[N],
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
  log: ErrorLog,
): Promise<Reply<CallResponse<N>>> {
  try {
    assertTrustedSender(name, event);
    const request = parseRequest(name, args);
    const response: unknown = await handler(request, { sender: event.sender });
    return { ok: true, value: parseResponse(name, response) };
  } catch (error) {
    return { ok: false, error: toIpcError(name, error, log) };
  }
}

function assertTrustedSender(name: CallName, event: IpcMainInvokeEvent): void {
  const why = whySenderIsRefused(event);
  if (why !== null) throw new RefusedCall(`The call "${name}" was refused: ${why}.`);
}

/** A call that no honest page makes: logged, because it is either a bug or an attack. */
class RefusedCall extends CountersignError {
  constructor(message: string, problems: readonly Problem[] = []) {
    super('bad-request', message, problems);
  }
}

function parseRequest<N extends CallName>(name: N, args: readonly unknown[]): CallRequest<N> {
  const schema: z.ZodType = calls[name].request;
  const parsed = schema.safeParse(args[0]);
  if (args.length <= 1 && parsed.success) return parsed.data as CallRequest<N>;
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => toProblem(name, issue));
  throw new RefusedCall(`The call "${name}" was refused: its arguments do not fit.`, problems);
}

/** Names the place and the rule, never the value: a request may carry a passphrase. */
function toProblem(name: CallName, issue: z.core.$ZodIssue): Problem {
  const place = issue.path.map(String).join('.');
  return {
    code: `request-${issue.code.replaceAll('_', '-')}`,
    file: null,
    place: place === '' ? null : place,
    rule: `shared/ipc/contract.ts, request of ${name}`,
    message: issue.message,
  };
}

/** A response that does not fit is a bug of ours, and is cut down to what the contract names. */
function parseResponse<N extends CallName>(name: N, response: unknown): CallResponse<N> {
  const schema: z.ZodType = calls[name].response;
  const parsed = schema.safeParse(response);
  if (parsed.success) return parsed.data as CallResponse<N>;
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.')}: ${issue.message}`,
  );
  throw new Error(
    `The response of "${name}" breaks the contract: ${places.slice(0, 20).join('; ')}`,
  );
}

function toIpcError(name: CallName, error: unknown, log: ErrorLog): IpcError {
  if (error instanceof CountersignError) {
    if (error instanceof RefusedCall) log.write('refused call', error);
    return { code: error.code, message: error.message, problems: error.problems };
  }
  log.write(`call ${name}`, error);
  return {
    code: 'internal',
    message: `"${name}" stopped on a fault of the program. The fault is in its error log.`,
    problems: [],
  };
}
