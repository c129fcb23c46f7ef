/**
 * A main process in memory over one of the example cases: the case is read by the program's own parser,
 * and what is written during a test is seen by the next question. For tests of the renderer alone.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { nodeCrypto } from '../../electron/host/crypto.ts';
import { analyseStructure } from '../../shared/argument/load-bearing.ts';
import type { SafetyCase } from '../../shared/case/model.ts';
import { parseCase } from '../../shared/case/parse-case.ts';
import type { Identity, Preferences, RecentCase, StartView } from '../../shared/ipc/contract.ts';
import type { RecordInput } from '../../shared/review/records.ts';
import type { Draft, RecordSummary, ReviewView } from '../../shared/review/view.ts';
import { toHex, utf8Encode } from '../../shared/trust/bytes.ts';
import { toCanonicalJson } from '../../shared/trust/canonical-json.ts';
import { root } from '../../scripts/run.mjs';
import { digestOf } from './builders.ts';
import type { Answers } from './renderer-page.ts';
import {
  buildChallengeView,
  buildIdentity,
  buildRecord,
  buildReview,
  RAISER,
} from './view-builders.ts';

export const TESTER: Identity = { ...buildIdentity(RAISER), organisation: 'Fenwick Lattice' };

export interface FakeMain {
  readonly answers: Answers;
  readonly safetyCase: SafetyCase;
  /** What a test asks for or changes between two questions. */
  readonly state: FakeState;
}

export interface FakeState {
  review: ReviewView;
  preferences: Preferences;
  identity: Identity | null;
  recent: readonly RecentCase[];
  recoveredDrafts: StartView['recoveredDrafts'];
  isStandIn: boolean;
  /** Files that a test puts in place of those of the case, by path in the bundle. */
  readonly files: Map<string, Uint8Array>;
}

/** Reads a folder of files as a sealed case. `change` alters what was parsed, for cases no example has. */
export function readExampleCase(folder: string): {
  readonly safetyCase: SafetyCase;
  readonly files: Map<string, Uint8Array>;
} {
  const files = new Map(walk(folder).map((name) => [`data/${name}`, new Uint8Array(readFileSync(path.join(folder, name)))]));
  const safetyCase = parseCase(
    {
      seal: 'sealed',
      draftReason: null,
      bundleDigest: digestOf(folder),
      files: [...files].map(([name, bytes]) => ({ path: name, bytes: bytes.length, sha256: toHex(nodeCrypto.sha256(bytes)) })),
      bytesOf: (name) => files.get(name) ?? null,
      sourceName: path.basename(folder),
      digestsBind: true,
      warnings: [],
    },
    { sha256Hex: (text) => toHex(nodeCrypto.sha256(utf8Encode(text))), canonicalJson: toCanonicalJson },
  );
  return { safetyCase, files };
} // prettier-ignore

export function createFakeMain(version: '1.0' | '1.1' = '1.0', change: (safetyCase: SafetyCase) => SafetyCase = (one) => one): FakeMain {
  const example = readExampleCase(path.join(root, 'examples', `marram-3-${version}`));
  const safetyCase = change(example.safetyCase);
  const state: FakeState = {
    review: buildReview({ structure: analyseStructure(safetyCase) }),
    preferences: { theme: 'system', contrast: 'system', motion: 'none', readingSize: 17, singleKeyShortcuts: true, rememberRecent: true },
    identity: TESTER,
    recent: [],
    recoveredDrafts: [],
    isStandIn: false,
    files: example.files,
  };
  const identities = (): readonly Identity[] => (state.identity === null ? [] : [state.identity]);
  const activeKeyid = (): string | null => state.identity?.keyid ?? null;
  const change_ = (next: Partial<ReviewView>): void => {
    state.review = { ...state.review, ...next };
  };
  let count = 0;
  const now = (): string => new Date(Date.parse('2026-11-20T09:00:00Z') + (count += 1) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const answers: Answers = {
    'app.info': () => ({ version: '0.1.0', runtime: { electron: '45.4.1', chrome: '150.0.0.0', node: '24.1.0', isStandIn: state.isStandIn }, platform: 'linux' }),
    'app.preferences': () => state.preferences,
    'app.setPreferences': (next) => (state.preferences = { ...state.preferences, ...withoutUndefined(next) }),
    'app.start': () => ({ recent: [...state.recent], identities: [...identities()], activeKeyid: activeKeyid(), recoveredDrafts: [...state.recoveredDrafts], stoppedUncleanAt: state.recoveredDrafts.length === 0 ? null : '2026-11-20T08:02:00Z', workspaceMoved: null }),
    'app.forgetRecent': ({ token }) => { state.recent = token === null ? [] : state.recent.filter((one) => one.token !== token); },
    'open.sample': () => ({ operation: 'sample' }),
    'open.recent': () => ({ operation: 'recent' }),
    'open.dialog': () => ({ operation: null }),
    'open.dropped': () => ({ operation: 'dropped' }),
    'identity.list': () => ({ identities: [...identities()], activeKeyid: activeKeyid() }),
    'identity.select': () => undefined,
    'identity.lock': () => undefined,
    'case.get': () => safetyCase,
    'case.changes': () => null,
    'case.close': () => undefined,
    'case.readFile': ({ path: wanted, as }) => {
      const bytes = state.files.get(wanted);
      if (bytes === undefined) throw new Error(`${wanted} is not a file of the open case.`);
      return as === 'bytes' ? { kind: 'bytes', bytes } : { kind: 'text', text: new TextDecoder().decode(bytes) };
    },
    'review.get': () => state.review,
    'reading.mark': (mark) => { change_({ reading: [...state.review.reading, { ...mark, at: now() }] }); },
    'draft.save': (input) => {
      const draft: Draft = { ...input, owner: activeKeyid(), bundleDigest: safetyCase.bundleDigest, updatedAt: now() };
      change_({ drafts: [...state.review.drafts.filter((one) => one.id !== draft.id), draft] });
      return draft;
    },
    'draft.discard': ({ id }) => { change_({ drafts: state.review.drafts.filter((one) => one.id !== id) }); },
    'draft.restore': () => undefined,
    'record.submit': ({ record, draft }) => {
      const summary = toSummary(record, state.review.notes.length + state.review.challenges.length + 1, now(), safetyCase);
      if (record.kind === 'note') {
        const { body, judged } = record.input;
        const replaced = state.review.notes.map((one) => (one.judged === undefined || judged === undefined || one.target.id !== record.target.id ? one : { ...one, judged: { ...one.judged, isCurrent: false } }));
        const mark = judged === undefined ? {} : { judged: { mark: judged, isCurrent: true } };
        change_({ notes: [...replaced, { record: summary, target: record.target, body, ...mark }] });
      }
      if (record.kind === 'challenge') change_({ challenges: [...state.review.challenges, buildChallengeView({ label: `CH-${String(state.review.challenges.length + 1).padStart(2, '0')}`, record: summary, target: record.target, ...record.input })] });
      if (draft !== null) change_({ drafts: state.review.drafts.filter((one) => one.id !== draft) });
      return summary;
    },
    'log.entries': () => ({ entries: [], total: 0 }),
  };
  return { answers, safetyCase, state };
} // prettier-ignore

function toSummary(
  record: RecordInput,
  number: number,
  at: string,
  safetyCase: SafetyCase,
): RecordSummary {
  return buildRecord(RAISER, {
    digest: digestOf(`${record.kind} ${String(number)}`),
    number,
    kind: record.kind,
    signedOn: at,
    bundleDigest: safetyCase.bundleDigest,
    caseVersion: safetyCase.version,
  });
}

function withoutUndefined(change: Readonly<Record<string, unknown>>): Partial<Preferences> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function walk(folder: string, below = ''): readonly string[] {
  return readdirSync(path.join(folder, below)).flatMap((name) => {
    const inside = path.posix.join(below, name);
    return statSync(path.join(folder, inside)).isDirectory() ? walk(folder, inside) : [inside];
  });
}
