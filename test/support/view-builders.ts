/** Parts of the review as the renderer gets them, with harmless defaults; a test names what it is about. */
import type { Identity } from '../../shared/ipc/contract.ts';
import type { Line } from '../../shared/review/records.ts';
import type {
  ChallengeThreadItem, ChallengeView, DecisionView, OpinionView, RecordSummary, ReviewView,
} from '../../shared/review/view.ts'; // prettier-ignore
import { digestOf } from './builders.ts';

export interface Person {
  readonly name: string;
  readonly line: Line;
  readonly role: string;
}

export const RAISER: Person = { name: 'Y. Tanaka', line: 'second', role: 'stress-tester' };
export const LEAD: Person = { name: 'J. Adeyemi', line: 'second', role: 'second line lead' };
export const AUTHOR: Person = { name: 'L. Ferreira', line: 'first', role: 'oversight and control' };
export const ADJUDICATOR: Person = { name: 'N. Rahimi', line: 'third', role: 'adjudicator' };

export function buildIdentity(person: Person): Identity {
  return {
    keyid: digestOf(person.name),
    personId: person.name.toLowerCase(),
    printedName: person.name,
    organisation: 'Benefit trust',
    line: person.line,
    role: person.role,
    openSshFingerprint: 'SHA256:abc',
    createdAt: '2026-11-01T09:00:00Z',
    isUnlocked: true,
  };
}

export function buildRecord(person: Person, fields: Partial<RecordSummary> = {}): RecordSummary {
  return {
    digest: digestOf(`record of ${person.name} ${JSON.stringify(fields)}`),
    number: 1,
    kind: 'challenge',
    signer: { keyid: digestOf(person.name), printedName: person.name, role: person.role, line: person.line, organisation: 'Benefit trust' },
    statement: `I, ${person.name}, say something.`,
    signedOn: '2026-11-05T10:05:00Z',
    log: { origin: 'countersign/log/a', seq: 1, time: '2026-11-05T10:05:00Z' },
    bundleDigest: digestOf('bundle'),
    caseVersion: '1.1',
    aboutOpenBundle: true,
    void: null,
    ...fields,
  };
} // prettier-ignore

export function buildChallengeView(fields: Partial<ChallengeView> = {}): ChallengeView {
  return {
    label: 'CH-01',
    record: buildRecord(RAISER),
    target: { kind: 'node', id: 'G1', sha256: digestOf('G1') },
    challengeType: 'rebutting',
    severity: 'major',
    floor: null,
    whatIsWrong: 'It does not follow.',
    whatWouldSettleIt: '',
    severityReason: '',
    state: 'raised',
    isOpen: true,
    turn: 'author',
    thread: [],
    ...fields,
  };
}

export function buildAssessment(
  person: Person,
  outcome: Extract<ChallengeThreadItem, { kind: 'assessment' }>['outcome'],
  isVoid: string | null = null,
): Extract<ChallengeThreadItem, { kind: 'assessment' }> {
  const record = buildRecord(person, { kind: 'assessment', number: 5 });
  return { kind: 'assessment', record, outcome, reason: 'Because.', void: isVoid };
}

export function buildOpinion(person: Person, fields: Partial<OpinionView> = {}): OpinionView {
  return {
    record: buildRecord(person, { kind: 'opinion' }),
    support: 'does-not-support',
    view: 'disagrees',
    stance: 'agree',
    reasons: 'Reasons.',
    whatWouldChangeMyMind: 'A result.',
    text: ['Text.'],
    state: 'current',
    sealedOn: null,
    ...fields,
  };
}

export function buildDecision(person: Person, fields: Partial<DecisionView> = {}): DecisionView {
  return {
    record: buildRecord(person, { kind: 'decision' }),
    decision: 'return',
    stance: 'agree',
    scope: 'Q1',
    start: '',
    expiry: '',
    reasons: 'Reasons.',
    whatWouldChangeMyMind: 'A result.',
    text: ['Text.'],
    state: 'current',
    ...fields,
  };
}

export function buildReview(fields: Partial<ReviewView> = {}): ReviewView {
  return {
    notes: [],
    challenges: [],
    opinions: [],
    decisions: [],
    declarations: [],
    sealings: [],
    ballots: [],
    dissents: [],
    overrides: [],
    recusals: [],
    panel: { members: [], late: [], open: [] },
    isPanel: false,
    sealing: { opinions: 'open', ballots: 'sealed' },
    blindTo: [],
    ownSealed: [],
    times: {},
    drafts: [],
    reading: [],
    structure: { top: 'G1', topHolds: true, loadBearing: {}, unsupported: [], cycles: [] },
    log: { heads: [], damage: [], clockRollbacks: [] },
    peers: [],
    forks: [],
    uncounted: [],
    roster: { version: 0, sha256: null, state: 'none' },
    ...fields,
  };
}
