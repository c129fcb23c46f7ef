import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallName, Reply } from '../../../shared/ipc/contract.ts';
import { useApp } from '../../../renderer/state/app.ts';
import { changeView, resetArgument, takeFirstView, useArgument } from '../../../renderer/state/argument.ts'; // prettier-ignore
import { loadCase, takeCase, useCase } from '../../../renderer/state/case.ts';
import {
  closeComposer,
  compose,
  draftsSettled,
  saveDraft,
  setFields,
  useComposer,
} from '../../../renderer/state/composer.ts';
import { openSample, setupOpeningEvents, useOpening } from '../../../renderer/state/opening.ts';
import { toQueue } from '../../../renderer/state/queue.ts';
import {
  goBack,
  goForward,
  markOpened,
  resetReading,
  select,
  setFind,
  setPlace,
  stepFind,
  useReading,
} from '../../../renderer/state/reading.ts';
import { refresh, takeReview, useReview } from '../../../renderer/state/review.ts';
import { buildCase, buildNode, digestOf } from '../../support/builders.ts';
import { buildReview } from '../../support/view-builders.ts';

interface Asked {
  readonly name: CallName;
  readonly request: unknown;
  readonly answer: (value: unknown) => void;
}

const asked: Asked[] = [];
const listeners = new Map<string, (payload: unknown) => void>();
/** Answers given at once; calls without one wait until the test answers. */
let answers: Partial<Record<CallName, unknown>> = {};

beforeEach(() => {
  asked.length = 0;
  answers = {};
  Object.assign(globalThis, {
    window: {
      countersign: {
        call: (name: CallName, request: unknown): Promise<Reply<unknown>> =>
          new Promise((resolve) => {
            const answer = (value: unknown): void => { resolve({ ok: true, value }); };
            asked.push({ name, request, answer });
            if (Object.hasOwn(answers, name)) answer(answers[name]);
          }),
        on: (name: string, listener: (payload: unknown) => void) => {
          listeners.set(name, listener);
          return () => listeners.delete(name);
        },
      },
    },
  });
  resetReading();
  takeReview(null);
  takeCase(null);
  closeComposer();
}); // prettier-ignore

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'window');
});

const settle = async (): Promise<void> => { for (let turn = 0; turn < 20; turn += 1) await Promise.resolve(); }; // prettier-ignore
const names = (): readonly string[] => asked.map((one) => one.name);
const target = { kind: 'node' as const, id: 'G1', sha256: digestOf('G1') };

describe('argument', () => {
  it('keeps what was chosen before the first drawing, as part of the view that comes with it', () => {
    resetArgument();
    const drawn = { focus: null, levels: 3, folded: [], unfolded: [], closed: [] };
    changeView({ levels: 6 });
    changeView({ closed: ['M'] });
    expect(useArgument.getState().view).toBeNull();
    takeFirstView(drawn);
    expect(useArgument.getState().view).toEqual({ ...drawn, levels: 6, closed: ['M'] });
    resetArgument();
    takeFirstView(drawn);
    expect(useArgument.getState().view).toBe(drawn);
  });
});

describe('composer', () => {
  it('writes one state at a time and always the last one', async () => {
    compose('note', target, '');
    for (const body of ['a', 'ab', 'abc']) setFields({ body });
    expect(asked).toHaveLength(1);
    const first = asked[0];
    first?.answer({ ...(first.request as object), updatedAt: '2026-11-20T09:00:00Z' });
    await settle();
    expect(asked.map((one) => (one.request as { fields: unknown }).fields)).toEqual([{ body: 'a' }, { body: 'abc' }]);
    const settled = draftsSettled();
    asked[1]?.answer({ ...(asked[1].request as object), updatedAt: '2026-11-20T09:00:01Z' });
    await settled;
    expect(useComposer.getState()).toMatchObject({ isSaving: false, savedAt: Date.parse('2026-11-20T09:00:01Z') });
  }); // prettier-ignore

  it('keeps states of different drafts apart', async () => {
    answers = { 'draft.save': { id: 'x', updatedAt: '2026-11-20T09:00:00Z' } };
    const draft = { kind: 'note' as const, target, about: null };
    saveDraft({ id: 'one', ...draft, fields: { body: '1' } });
    saveDraft({ id: 'two', ...draft, fields: { body: '2' } });
    await draftsSettled();
    expect(asked.map((one) => (one.request as { id: string }).id)).toEqual(['one', 'two']);
  });

  it('shows a written draft without asking for the whole review', async () => {
    takeReview(buildReview());
    compose('note', target, '');
    setFields({ body: 'a' });
    const draftId = useComposer.getState().open?.draftId;
    asked[0]?.answer({ ...(asked[0].request as object), updatedAt: '2026-11-20T09:00:00Z' });
    await draftsSettled();
    expect(useReview.getState().view?.drafts.map((one) => one.id)).toEqual([draftId]);
    expect(names()).not.toContain('review.get');
  });
});

describe('review', () => {
  it('asks once more when something was written while it was asked', async () => {
    const done = refresh();
    void refresh();
    void refresh();
    expect(asked).toHaveLength(1);
    asked[0]?.answer(buildReview());
    await settle();
    expect(asked).toHaveLength(2);
    asked[1]?.answer(buildReview({ reading: [{ kind: 'node', id: 'G1', state: 'opened', at: '2026-11-20T09:00:00Z' }] }));
    await done;
    expect(useReview.getState().readStates.get('node:G1')).toBe('opened');
  }); // prettier-ignore

  it('never goes back from reviewed to opened', () => {
    const mark = (state: 'opened' | 'reviewed') => ({ kind: 'node' as const, id: 'G1', state, at: '2026-11-20T09:00:00Z' });
    takeReview(buildReview({ reading: [mark('opened'), mark('reviewed'), mark('opened')] }));
    expect(useReview.getState().readStates.get('node:G1')).toBe('reviewed');
  }); // prettier-ignore
});

describe('reading', () => {
  it('goes back to the object and to the place in it', () => {
    select({ kind: 'node', id: 'G1' });
    select({ kind: 'document', id: 'docs/a.md' });
    setPlace('3.1');
    select({ kind: 'evidence', id: 'E1' });
    goBack();
    expect(useReading.getState().selection).toEqual({ kind: 'document', id: 'docs/a.md', place: '3.1' });
    goBack();
    expect(useReading.getState().selection).toEqual({ kind: 'node', id: 'G1' });
    goForward();
    goForward();
    expect(useReading.getState().selection).toEqual({ kind: 'evidence', id: 'E1' });
    goForward();
    expect(useReading.getState().forward).toEqual([]);
  }); // prettier-ignore

  it('makes no step of history for the same place, but goes there again', () => {
    select({ kind: 'node', id: 'G1' });
    const { visit } = useReading.getState();
    select({ kind: 'node', id: 'G1' });
    expect(useReading.getState()).toMatchObject({ back: [], visit: visit + 1 });
  });

  it('forgets what was ahead once something else is chosen', () => {
    for (const id of ['G1', 'G2']) select({ kind: 'node', id });
    goBack();
    select({ kind: 'node', id: 'G3' });
    expect(useReading.getState().forward).toEqual([]);
  });

  it('goes round the ends of the hits', () => {
    setFind({ isOpen: true, query: 'x', count: 3, index: 2 });
    stepFind(1);
    expect(useReading.getState().find.index).toBe(0);
    stepFind(-1);
    expect(useReading.getState().find.index).toBe(2);
  });

  it('marks an object as opened once', async () => {
    answers = { 'reading.mark': undefined, 'review.get': buildReview({ reading: [{ kind: 'node', id: 'G1', state: 'opened', at: '2026-11-20T09:00:00Z' }] }) };
    await markOpened('node', 'G1');
    await markOpened('node', 'G1');
    expect(names().filter((one) => one === 'reading.mark')).toHaveLength(1);
  }); // prettier-ignore
});

describe('queue', () => {
  const nodes = [
    buildNode('G1', { supportedBy: ['S1'] }),
    buildNode('G2'),
    buildNode('S1', { kind: 'strategy', supportedBy: ['G3', 'G2'] }),
    buildNode('G3', { declaredLoadBearing: true, supportedBy: ['G1'] }),
  ];
  const structure = {
    top: 'G1',
    topHolds: true,
    loadBearing: { G1: 0, S1: 1, G2: 2, G3: 1 },
    unsupported: [],
    cycles: [],
  };

  it('holds the load-bearing claims in the order of the argument, each once', () => {
    expect(toQueue(nodes, structure)).toEqual(['G1', 'G3', 'G2']);
  });

  it('falls back to what the author declares where structure names none', () => {
    expect(toQueue(nodes, { ...structure, loadBearing: {} })).toEqual(['G3']);
  });

  it('survives an argument deeper than the call stack', () => {
    const deep = Array.from({ length: 30_000 }, (_, at) => buildNode(`N${String(at)}`, { supportedBy: [`N${String(at + 1)}`], sha256: 'x' }));
    expect(toQueue(deep, { ...structure, top: 'N0', loadBearing: { N29999: 1 } })).toEqual(['N29999']);
  }); // prettier-ignore
});

describe('case', () => {
  it('takes a large case as a whole when its last part has come', async () => {
    const nodes = Array.from({ length: 5 }, (_, at) => buildNode(`G${at}`));
    const whole = { number: 3, nodes: 5, findings: 0 };
    answers = { 'case.get': { ...buildCase(nodes.slice(0, 2)), whole } };
    const loading = loadCase();
    await settle();
    expect(asked.at(-1)).toMatchObject({ name: 'case.more', request: { number: 3, nodes: 2, findings: 0 } });
    expect(useCase.getState().safetyCase).toBeNull();
    asked.at(-1)?.answer({ nodes: nodes.slice(2, 4), findings: [] });
    await settle();
    asked.at(-1)?.answer({ nodes: nodes.slice(4), findings: [] });
    expect(await loading).toBe(true);
    expect(useCase.getState().safetyCase).toEqual(buildCase(nodes));
  }); // prettier-ignore

  it('takes nothing of a case that gave way to another one, or of which no more comes', async () => {
    answers = { 'case.get': { ...buildCase([buildNode('G1')]), whole: { number: 3, nodes: 5, findings: 0 } }, 'case.more': null }; // prettier-ignore
    expect(await loadCase()).toBe(false);
    answers = { ...answers, 'case.more': { nodes: [], findings: [] } };
    expect(await loadCase()).toBe(false);
    expect(useCase.getState().safetyCase).toBeNull();
  });
});

describe('opening', () => {
  it('shows the case when it is open, though the event comes before the answer', async () => {
    setupOpeningEvents();
    answers = { 'case.get': buildCase([buildNode('G1')]), 'review.get': buildReview() };
    const asking = openSample('1.0');
    listeners.get('open.caseOpened')?.({ operation: 'o1' });
    await settle();
    asked.find((one) => one.name === 'open.sample')?.answer({ operation: 'o1' });
    await asking;
    expect(useApp.getState()).toMatchObject({ screen: 'case', section: 'read' });
    expect(useOpening.getState().operation).toBeNull();
    expect(useReading.getState().selection).toEqual({ kind: 'node', id: 'G1' });
  });

  it('shows a refusal with what was found', async () => {
    setupOpeningEvents();
    const refusal = { operation: 'o2', fileName: 'x.safetycase', error: { code: 'bundle-refused', message: 'm', problems: [] }, namesItself: null, manifestDigest: null, filesChecked: 1, loggedAs: null };
    listeners.get('open.refused')?.(refusal);
    await settle();
    expect(useApp.getState().screen).toBe('refused');
    expect(useOpening.getState().refusal).toEqual(refusal);
  }); // prettier-ignore
});
