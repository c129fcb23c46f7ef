/** Answers of a main process that has one case open, for tests of the renderer alone. */
import { CountersignError } from '../../shared/errors.ts';
import type { Identity } from '../../shared/ipc/contract.ts';
import type { RecordInput } from '../../shared/review/records.ts';
import type { ReviewView, SignOffPreparation } from '../../shared/review/view.ts';
import { buildCase, buildNode, digestOf } from './builders.ts';
import type { Answers } from './renderer-page.ts';
import { ADJUDICATOR, buildAssessment, buildChallengeView, buildIdentity, buildRecord, buildReview, LEAD } from './view-builders.ts'; // prettier-ignore

export const PASSPHRASE = 'correct horse battery';

export const sampleCase = buildCase([
  buildNode('G1', { text: 'The model is safe to release.', supportedBy: ['G26'] }),
  buildNode('G26', { text: 'The monitor detects at least 97 percent of attempts.' }),
]);

export const sampleReview: ReviewView = buildReview({
  challenges: [
    buildChallengeView({ label: 'CH-01', target: { kind: 'node', id: 'G26', sha256: digestOf('G26') }, severity: 'blocking', whatIsWrong: 'The average hides the weakest policy.', thread: [buildAssessment(LEAD, 'sustained')], state: 'sustained' }),
    buildChallengeView({ label: 'CH-02', record: buildRecord(LEAD, { number: 3 }), severity: 'note', state: 'withdrawn', isOpen: false, turn: 'nobody' }),
  ],
  structure: { top: 'G1', topHolds: true, loadBearing: { G26: 1 }, unsupported: [], cycles: [] },
  log: { heads: [{ origin: 'countersign/log/a', size: 3, root: 'MgYxtIJ/sUdOoNalvpY7hSXdTK4Ib1yASXetS+D9iIM=' }], damage: [], clockRollbacks: [] },
  peers: [],
  forks: [],
  uncounted: [],
}); // prettier-ignore

/** A preparation that answers to what is typed, as the real one does. */
export function prepare(record: RecordInput): SignOffPreparation {
  const reasons = record.kind === 'decision' || record.kind === 'opinion' ? record.input.reasons.trim() : '';
  const passed = record.kind === 'decision' ? (record.passed['R8'] ?? '') : '';
  const text = [
    ...Array.from({ length: 14 }, (_, index) => `Paragraph ${index + 1} of what is signed, long enough that the end of the text is below the edge of its box until someone scrolls there.`),
    `Reasons: ${reasons}`,
    'This is not a certificate of safety.',
  ];
  const missing = [reasons === '' ? 'Reasons.' : null, passed === '' ? 'A reason for passing R8.' : null].filter((one) => one !== null);
  return {
    gate: [
      { rule: 'R7', title: 'No blocking challenge open', level: 'cannot be relaxed', state: 'not met', why: '1 open: CH-01 sustained.', refs: ['CH-01'] },
      { rule: 'R8', title: 'Load-bearing claims opened', level: 'warns', state: passed === '' ? 'needs a reason' : 'passed with a reason', why: 'You have not opened G26.', refs: ['G26'] },
      { rule: 'R4', title: 'Interests declared', level: 'enforces', state: 'met', why: 'None, 4 November 2026.', refs: [] },
    ],
    closedOptions: ['approve', 'approve-limited', 'approve-with-conditions'].map((option) => ({ option, why: 'CH-01' })),
    coverage: { loadBearing: { opened: 0, of: 1, notOpened: ['G26'] }, claims: { opened: 1, of: 2 }, evidence: { opened: 0, of: 0, notOpened: [] }, documents: { opened: 0, of: 0 } },
    text,
    textDigest: digestOf(text.join('\n')),
    action: missing.length === 0 ? 'Sign: return' : null,
    missing,
  };
} // prettier-ignore

/** Everything that the screens of an open case ask for, for the person given. */
export function caseAnswers(identity: Identity | null = buildIdentity(ADJUDICATOR), review = sampleReview): Answers {
  const identities = identity === null ? [] : [identity];
  const activeKeyid = identity?.keyid ?? null;
  return {
    'app.info': () => ({ version: '0.1.0', runtime: { electron: '45.0.0', chrome: '150.0.0.0', node: '24.0.0', isStandIn: false }, platform: 'linux' }),
    'app.preferences': () => ({ theme: 'system', contrast: 'system', motion: 'none', readingSize: 17, singleKeyShortcuts: true, rememberRecent: true }),
    'app.start': () => ({ recent: [], identities, activeKeyid, recoveredDrafts: [], stoppedUncleanAt: null, workspaceMoved: null }),
    'identity.list': () => ({ identities, activeKeyid }),
    'case.get': () => sampleCase,
    'review.get': () => review,
    'reading.mark': () => undefined,
    'draft.save': (draft) => ({ ...draft, owner: activeKeyid, bundleDigest: sampleCase.bundleDigest, updatedAt: '2026-11-20T14:02:00Z' }),
    'draft.discard': () => undefined,
    'draft.restore': () => undefined,
    'log.entries': ({ from }) => {
      const entries = [
      { origin: 'countersign/log/a', seq: 0, time: '2026-11-04T09:00:00Z', type: 'bundle-admitted', actor: null, reason: 'A test case, version 1.0', obj: {}, record: null },
      ...review.challenges.map(({ record }) => ({ origin: record.log.origin, seq: record.number, time: record.log.time, type: 'challenge', actor: record.signer.keyid, reason: null, obj: { record: record.digest }, record: record.digest })),
      ];
      return { entries: entries.slice(from), total: entries.length };
    },
    'record.payload': () => ({ kind: 'challenge', payload: '{"_type":"https://in-toto.io/Statement/v1","predicate":{"statement":"I say this."}}' }),
    'signOff.prepare': prepare,
    'signOff.sign': ({ record, passphrase, textDigest }) => {
      if (passphrase === 'stale') throw new CountersignError('stale-preparation', 'The text has changed.');
      if (passphrase !== PASSPHRASE) throw new CountersignError('wrong-passphrase', 'This passphrase does not open the key.');
      if (textDigest !== prepare(record).textDigest) throw new CountersignError('stale-preparation', 'The text has changed.');
      return buildRecord(ADJUDICATOR, { kind: 'decision', number: 14, log: { origin: 'countersign/log/a', seq: 31, time: '2026-11-20T14:02:00Z' } });
    },
  };
} // prettier-ignore
