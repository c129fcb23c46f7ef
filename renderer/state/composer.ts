/**
 * The note or challenge that is being written. Each input event becomes a draft on disk: one write is
 * in flight, and the state as it stands when that write ends is written next, so the last state always
 * gets there.
 */
import { create } from 'zustand';
import type { Target } from '../../shared/review/records.ts';
import type { Draft } from '../../shared/review/view.ts';
import { call } from '../api.ts';
import { say, sayError } from './app.ts';
import { refresh, takeDraft, useReview } from './review.ts';

export interface OpenComposer {
  readonly kind: 'note' | 'challenge';
  readonly target: Target;
  /** The words the person pointed at, for showing above the form; empty for a whole claim. */
  readonly quote: string;
  readonly draftId: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ComposerState {
  readonly open: OpenComposer | null;
  /** When the last state reached the disk, in milliseconds; null while nothing was written. */
  readonly savedAt: number | null;
  readonly isSaving: boolean;
  readonly saveError: string | null;
  /** The draft that was discarded last, while it is offered back. */
  readonly discarded: string | null;
}

export const useComposer = create<ComposerState>()(() => ({
  open: null,
  savedAt: null,
  isSaving: false,
  saveError: null,
  discarded: null,
}));

export interface DraftToSave {
  readonly id: string;
  readonly kind: Draft['kind'];
  readonly target: Target | null;
  readonly about: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Opens a composer on a target. An open one is kept as a draft first: it already is one.
 * @param fields What it begins with; from then on it is a draft.
 */
export function compose(
  kind: OpenComposer['kind'],
  target: Target,
  quote: string,
  fields: OpenComposer['fields'] = {},
): void {
  useComposer.setState({
    open: { kind, target, quote, draftId: crypto.randomUUID(), fields: {} },
    savedAt: null,
    saveError: null,
  });
  if (Object.keys(fields).length > 0) setFields(fields);
}

/** Goes on with a draft that is on disk. Only notes and challenges have a composer. */
export function resumeDraft(draft: Draft): boolean {
  if ((draft.kind !== 'note' && draft.kind !== 'challenge') || draft.target === null) return false;
  useComposer.setState({
    open: {
      kind: draft.kind,
      target: draft.target,
      quote: quoteOf(draft.target),
      draftId: draft.id,
      fields: draft.fields,
    },
    savedAt: Date.parse(draft.updatedAt),
    saveError: null,
  });
  return true;
}

/** Takes what was typed and writes it. Call on every input event. */
export function setFields(change: Readonly<Record<string, string>>): void {
  const { open } = useComposer.getState();
  if (open === null) return;
  const next = { ...open, fields: { ...open.fields, ...change } };
  useComposer.setState({ open: next });
  saveDraft({
    id: next.draftId,
    kind: next.kind,
    target: next.target,
    about: null,
    fields: next.fields,
  });
}

/** Closes the sheet. The draft stays on disk. */
export function closeComposer(): void {
  useComposer.setState({ open: null });
}

/** Closes the sheet and takes the draft off the lists; a toast offers it back. */
export async function discardComposer(): Promise<void> {
  const { open } = useComposer.getState();
  if (open === null) return;
  useComposer.setState({ open: null });
  await discardDraft(open.draftId);
}

/** Takes a draft off the lists. It can be brought back while the toast offers it. */
export async function discardDraft(id: string): Promise<void> {
  await draftsSettled();
  // A form that nobody typed in never became a draft: there is nothing to take off or to bring back.
  if (!(useReview.getState().view?.drafts ?? []).some((draft) => draft.id === id)) return;
  const reply = await call('draft.discard', { id });
  if (reply.ok) {
    useComposer.setState({ discarded: id });
    say('Draft discarded.');
  } else sayError(reply.error);
  await refresh();
}

export async function restoreDraft(id: string): Promise<void> {
  const reply = await call('draft.restore', { id });
  if (reply.ok) say('Draft restored.');
  else sayError(reply.error);
  useComposer.setState({ discarded: null });
  await refresh();
}

export function forgetDiscarded(): void {
  useComposer.setState({ discarded: null });
}

// One queue for every kind of draft, so that forms elsewhere save in the same way.
const waiting = new Map<string, DraftToSave>();
let writing: Promise<void> | null = null;

/** Queues the state of a draft. An older waiting state of the same draft is replaced. */
export function saveDraft(draft: DraftToSave): void {
  waiting.set(draft.id, draft);
  writing ??= writeWaiting().finally(() => {
    writing = null;
  });
}

/** Resolves when every queued state is on disk or was refused. Await it before a draft is signed. */
export async function draftsSettled(): Promise<void> {
  while (writing !== null) await writing;
}

async function writeWaiting(): Promise<void> {
  useComposer.setState({ isSaving: true });
  for (let next = takeOne(); next !== null; next = takeOne()) {
    const reply = await call('draft.save', { ...next, fields: { ...next.fields } });
    if (reply.ok) {
      takeDraft(reply.value);
      useComposer.setState({ savedAt: Date.parse(reply.value.updatedAt), saveError: null });
    } else useComposer.setState({ saveError: reply.error.message });
  }
  useComposer.setState({ isSaving: false });
}

function takeOne(): DraftToSave | null {
  for (const [id, draft] of waiting) {
    waiting.delete(id);
    return draft;
  }
  return null;
}

function quoteOf(target: Target): string {
  const quote = target.selector?.find((one) => one.type === 'TextQuoteSelector');
  return quote?.exact ?? '';
}
