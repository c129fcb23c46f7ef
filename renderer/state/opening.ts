/** The opening of a file: what is being checked, how far it got, and why it was refused. */
import { create } from 'zustand';
import type { CallResponse, EventPayload, Reply } from '../../shared/ipc/contract.ts';
import { call, on, openDropped as callOpenDropped } from '../api.ts';
import { resetArgument } from './argument.ts';
import { clearStatus, loadStart, say, sayError, showScreen, showSection } from './app.ts';
import { loadCase, takeCase, useCase } from './case.ts';
import { closeComposer, resumeDraft } from './composer.ts';
import { resetReading, select } from './reading.ts';
import { resetSearch } from './search.ts';
import { showPacket } from './exchange.ts';
import { drafts, refresh, takeReview, useReview } from './review.ts';

export interface OpeningState {
  /** Id of the operation under way; null when none is. */
  readonly operation: string | null;
  readonly progress: EventPayload<'open.progress'> | null;
  /** The last refusal, until it is left. */
  readonly refusal: EventPayload<'open.refused'> | null;
  /** Rises with each verification, so that its screen starts anew for another file. */
  readonly verifications: number;
}

export const useOpening = create<OpeningState>()(() => ({
  operation: null,
  progress: null,
  refusal: null,
  verifications: 0,
}));

/** Shorter checks than this show no progress screen (design.md 5: progress from 400 ms on). */
const SHOW_PROGRESS_AFTER_MS = 400;

export async function openWithDialog(
  what: 'file' | 'folder' | 'audit-record' | 'packet',
): Promise<void> {
  takeOperation(await call('open.dialog', { what }));
}

/** Opens a bundle that a packet brought. */
export async function openStored(digest: string): Promise<void> {
  takeOperation(await call('packet.openBundle', { digest }));
}

/** Opens a packet that waits in the exchange folder. */
export async function openWaiting(token: string): Promise<void> {
  takeOperation(await call('exchange.open', { token }));
}

export async function openSample(version: '1.0' | '1.1'): Promise<void> {
  takeOperation(await call('open.sample', { version }));
}

/** `resume` is a draft to go on with once the case is open, `then` what to show in it. */
export async function openRecent(
  token: string,
  resume: string | null = null,
  then: (() => void) | null = null,
): Promise<void> {
  draftToResume = resume;
  showThen = then;
  takeOperation(await call('open.recent', { token }));
}

export async function openDropped(file: File): Promise<void> {
  takeOperation(await callOpenDropped(file));
}

export async function cancelOpening(): Promise<void> {
  const { operation } = useOpening.getState();
  if (operation === null) return;
  const reply = await call('open.cancel', { operation });
  if (!reply.ok) sayError(reply.error);
}

/** Leaves the refusal for the start screen. */
export function dismissRefusal(): void {
  clearStatus();
  const { refusal } = useOpening.getState();
  useOpening.setState({ refusal: null });
  // A packet comes to what is open; a refused one leaves it as it is.
  const isPacket = refusal?.fileName.endsWith('.reviewpacket') === true;
  if (isPacket && useCase.getState().safetyCase !== null) showScreen('case');
  else void goToStart();
}

/** Leaves the open case. Drafts are on disk already. */
export async function closeCase(): Promise<void> {
  clearStatus();
  const reply = await call('case.close', undefined);
  if (!reply.ok) sayError(reply.error);
  await goToStart();
}

async function goToStart(): Promise<void> {
  takeCase(null);
  takeReview(null);
  resetReading();
  resetArgument();
  resetSearch();
  closeComposer();
  showScreen('start');
  await loadStart();
}

/** Subscriptions of this area; called once at start. */
export function setupOpeningEvents(): void {
  on('open.progress', (progress) => {
    if (isFinished(progress.operation)) return;
    begin(progress.operation);
    useOpening.setState({ progress });
  });
  on('open.caseOpened', ({ operation }) => void finish(operation, showOpenedCase));
  on('packet.ready', ({ operation, token }) => void finish(operation, () => showPacket(token)));
  on('open.verified', ({ operation }) => void finish(operation, showVerified));
  on('open.refused', (refusal) => {
    void finish(refusal.operation, () => {
      useOpening.setState({ refusal });
      showScreen('refused');
    });
  });
  on('open.cancelled', ({ operation }) => {
    void finish(operation, () => {
      say('Opening was cancelled. Nothing was kept.');
      showScreen(useCase.getState().safetyCase === null ? 'start' : 'case');
    });
  });
}

let draftToResume: string | null = null;
let showThen: (() => void) | null = null;

/** Events may overtake the answer that names their operation, so ended ones are remembered. */
const finished = new Set<string>();

function isFinished(operation: string): boolean {
  return finished.has(operation);
}

function takeOperation(reply: Reply<CallResponse<'open.dialog'>>): void {
  if (!reply.ok) sayError(reply.error);
  else if (reply.value.operation !== null && !isFinished(reply.value.operation))
    begin(reply.value.operation);
}

function begin(operation: string): void {
  if (useOpening.getState().operation === operation) return;
  clearStatus();
  useOpening.setState({ operation, progress: null, refusal: null });
  setTimeout(() => {
    if (useOpening.getState().operation === operation) showScreen('opening');
  }, SHOW_PROGRESS_AFTER_MS);
}

async function finish(operation: string, then: () => void | Promise<void>): Promise<void> {
  finished.add(operation);
  await then();
  if (useOpening.getState().operation === operation)
    useOpening.setState({ operation: null, progress: null });
}

async function showOpenedCase(): Promise<void> {
  resetReading();
  resetArgument();
  resetSearch();
  closeComposer();
  takeReview(null);
  if (!(await loadCase())) return;
  await refresh();
  const { safetyCase } = useCase.getState();
  const first = safetyCase?.topNode ?? safetyCase?.nodes[0]?.id ?? null;
  const firstDocument = safetyCase?.documents[0]?.path ?? null;
  if (first !== null) select({ kind: 'node', id: first });
  else if (firstDocument !== null) select({ kind: 'document', id: firstDocument });
  resumeWaitingDraft();
  showSection('read');
  showThen?.();
  showThen = null;
  showScreen('case');
}

function showVerified(): void {
  takeCase(null);
  takeReview(null);
  useOpening.setState((state) => ({ verifications: state.verifications + 1 }));
  showScreen('verify');
}

function resumeWaitingDraft(): void {
  const draft = drafts(useReview.getState()).find((one) => one.id === draftToResume);
  draftToResume = null;
  if (draft === undefined || !resumeDraft(draft)) return;
  const { kind, id, block } = draft.target ?? {};
  if (id === undefined || (kind !== 'node' && kind !== 'document' && kind !== 'evidence')) return;
  select(block === undefined ? { kind, id } : { kind, id, place: block });
}
