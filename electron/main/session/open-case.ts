/**
 * What the window shows now: one open case, or one audit record that was verified, or nothing. Also
 * the one place that turns a path into either, with progress, cancel and refusal.
 */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { EventPayload } from '../../../shared/ipc/contract.ts';
import type { VerificationReport } from '../../../shared/verify/model.ts';
import { BundleRefused, openBundle, readBundleFile, type OpenedBundle } from '../../host/bundle/open-bundle.ts'; // prettier-ignore
import { looksLikeAuditRecord, verifyFile } from '../../host/verify/verify-file.ts';
import { verifyPageDigest } from '../../host/verify/verify-page.ts';
import type { CaseReview } from '../../host/workspace/case-review.ts';
import type { Workspace } from '../../host/workspace/workspace.ts';
import type { OpenCaseForPacket } from '../../host/packet/packets.ts';
import type { AppContext } from '../context.ts';
import type { PacketSession } from './packets.ts';

export interface OpenSession {
  safetyCase(): SafetyCase | null;
  /** @throws CountersignError `not-found` while no case is open. */
  review(): CaseReview;
  report(): VerificationReport | null;
  /** Opens a bundle, a folder, an argument file or an audit record; the outcome comes as an event. */
  open(file: string): string;
  cancel(operation: string): void;
  readFile(inBundle: string): Promise<Uint8Array>;
  verifyAgain(): Promise<VerificationReport>;
  closeCase(): void;
  /** The open sealed case, as packets need it; null while there is none. */
  forPacket(): OpenCaseForPacket | null;
}

type Progress = Pick<EventPayload<'open.progress'>, 'step' | 'done' | 'total'>;

interface OpenCase {
  readonly bundle: OpenedBundle;
  readonly review: CaseReview;
}

export function createOpenSession(
  context: AppContext,
  workspace: Workspace,
  packets: PacketSession,
): OpenSession {
  let current: OpenCase | null = null;
  let verified: { readonly file: string; readonly report: VerificationReport } | null = null;
  let running: { readonly operation: string; readonly abort: AbortController } | null = null;

  /** `operation` is the opening that is shown; null where nobody waits on the screen of an opening. */
  async function verify(file: string, operation: string | null, signal?: AbortSignal): Promise<VerificationReport> {
    const compared = workspace.comparedRosters();
    const report = await verifyFile(file, {
      pinnedRosters: compared.filter((item) => item.isSame).map((item) => item.sha256),
      verifyPage: verifyPageDigest(),
      changedRosters: compared.filter((item) => !item.isSame).map((item) => item.sha256),
      onProgress: (progress) => {
        if (operation !== null) tellProgress(file, operation, progress);
      },
      ...(signal === undefined ? {} : { signal }),
    });
    verified = { file, report };
    return report;
  } // prettier-ignore

  /** Progress on the page and, where the system shows one, on the icon of the window. */
  function tellProgress(file: string, operation: string, progress: Progress): void {
    const { done, total } = progress;
    context.window()?.setProgressBar(total === null ? 2 : done / Math.max(total, 1));
    context.sendEvent('open.progress', { operation, fileName: path.basename(file), ...progress });
  }

  async function openCase(file: string, operation: string, signal: AbortSignal): Promise<void> {
    const bundle = await openBundle(file, {
      store: workspace.layout.bundles,
      signal,
      onProgress: (progress) => {
        tellProgress(file, operation, progress);
      },
    }); // prettier-ignore
    const { safetyCase } = bundle;
    const folder = safetyCase.seal === 'sealed' ? bundle.storedAt : null;
    current = { bundle, review: await workspace.openCase(safetyCase, folder) };
    context.recent.remember({
      path: file,
      title: safetyCase.title,
      version: safetyCase.version,
      bundleDigest: safetyCase.bundleDigest,
    });
    context.sendEvent('open.caseOpened', { operation });
  }

  /** Reads a packet. The open case stays open: what comes may belong to it. */
  async function openPacket(file: string, operation: string, signal: AbortSignal): Promise<void> {
    const token = await packets.open(file, {
      signal,
      onProgress: (done, total) => {
        tellProgress(file, operation, { step: 'checking', done, total });
      },
    });
    context.sendEvent('packet.ready', { operation, token });
  }

  /** Records the refusal in the log of the seat, since the case that the file names is not believed. */
  async function refuse(file: string, operation: string, error: CountersignError): Promise<void> {
    const details = error instanceof BundleRefused ? error.details : null;
    const manifestDigest = details?.manifestDigest ?? null;
    let loggedAs: { origin: string; seq: number } | null = null;
    try {
      const { seq } = await workspace.seat.log.addEvent({
        type: isPacket(file) ? 'packet-refused' : 'bundle-refused',
        obj: manifestDigest === null ? {} : { manifest: manifestDigest },
        reason: `${path.basename(file)}: ${error.message}`.slice(0, 2_000),
      });
      loggedAs = { origin: workspace.seat.log.head().origin, seq };
    } catch (failure) {
      context.log.write('log a refusal', failure);
    }
    context.sendEvent('open.refused', {
      operation,
      fileName: path.basename(file),
      error: { code: error.code, message: error.message, problems: error.problems },
      namesItself: details?.namesItself ?? null,
      manifestDigest,
      filesChecked: details?.filesChecked ?? 0,
      loggedAs,
    });
  }

  function open(file: string): string {
    running?.abort.abort();
    const operation = randomUUID();
    const abort = new AbortController();
    running = { operation, abort };
    const work = async (): Promise<void> => {
      try {
        tellProgress(file, operation, { step: 'reading', done: 0, total: null });
        if (isPacket(file)) {
          await openPacket(file, operation, abort.signal);
        } else if (await looksLikeAuditRecord(file)) {
          await verify(file, operation, abort.signal);
          context.sendEvent('open.verified', { operation });
        } else {
          await openCase(file, operation, abort.signal);
        }
      } catch (error) {
        if (abort.signal.aborted || (error instanceof CountersignError && error.code === 'cancelled')) {
          context.sendEvent('open.cancelled', { operation });
        } else if (error instanceof CountersignError) {
          await refuse(file, operation, error);
        } else {
          context.log.write(`open ${path.basename(file)}`, error);
          await refuse(file, operation, new CountersignError('internal', 'Opening stopped on a fault of the program. The fault is in its error log; nothing was changed.', [], { cause: error }));
        }
      } finally {
        if (running?.operation === operation) running = null;
        context.window()?.setProgressBar(-1);
      }
    }; // prettier-ignore
    void work();
    return operation;
  }

  return {
    safetyCase: () => current?.bundle.safetyCase ?? null,
    review() {
      if (current === null) throw new CountersignError('not-found', 'No case is open.');
      return current.review;
    },
    report: () => verified?.report ?? null,
    open,
    cancel(operation) {
      if (running?.operation === operation) running.abort.abort();
    },
    async readFile(inBundle) {
      const file = current?.bundle.safetyCase.files.find((item) => item.path === inBundle);
      if (current === null || file === undefined) {
        throw new CountersignError('not-found', `${inBundle} is not a file of the open case.`);
      }
      return readBundleFile(current.bundle.storedAt, file.path, file.sha256);
    },
    async verifyAgain() {
      if (verified === null) throw new CountersignError('not-found', 'No audit record is open.');
      return verify(verified.file, null);
    },
    forPacket() {
      const { safetyCase, storedAt } = current?.bundle ?? { safetyCase: null, storedAt: null };
      const log = current?.review.log ?? null;
      return safetyCase === null || log === null
        ? null
        : { safetyCase, log, bundleFolder: storedAt };
    },
    closeCase() {
      current = null;
      verified = null;
    },
  };
}

function isPacket(file: string): boolean {
  return path.extname(file).toLowerCase() === '.reviewpacket';
}

/** The sealed samples that ship with the program, by version. */
export async function findSamples(appRoot: string): Promise<ReadonlyMap<string, string>> {
  // In a package they lie beside the archive, since a ZIP is not read from inside another.
  const folders = [path.join(appRoot, 'examples'), path.join(process.resourcesPath, 'examples')];
  const found = new Map<string, string>();
  for (const folder of folders) {
    for (const name of await readdir(folder).catch(() => [])) {
      const version = /-(\d+\.\d+)\.safetycase$/.exec(name)?.[1];
      if (version !== undefined) found.set(version, path.join(folder, name));
    }
  }
  return found;
}
