/** The registers of an audit record: the same state as the report, as tables for other programs. */
import type { RecordSummary } from '../review/view.ts';
import { inOrder } from '../review/checked-record.ts';
import { personOfKey } from '../policy/roster.ts';
import { toCsv, type CsvCell } from './csv.ts';
import { toFallenWith } from '../argument/load-bearing.ts';
import { toNumbers, type ReportInput, type ReportRecord } from './model.ts';

export const REGISTER_NAMES = ['challenges', 'claims', 'conditions', 'decisions', 'evidence', 'timeline'] as const; // prettier-ignore
export type RegisterName = (typeof REGISTER_NAMES)[number];

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

function toSignerCells(record: RecordSummary): CsvCell[] {
  const { printedName, role, line, organisation, keyid } = record.signer;
  return [printedName, role, line, organisation, keyid];
}

const SIGNER_HEADER = ['printed name', 'role', 'line', 'organisation', 'keyid'];

function toChallenges(input: ReportInput): string {
  const numbers = toNumbers(input.records);
  const number = (record: RecordSummary): number | null => numbers.get(record.digest) ?? null;
  return toCsv(
    ['challenge', 'record', 'digest', 'raised on, claimed', ...SIGNER_HEADER, 'case version', 'about this bundle', 'type', 'severity', 'severity by structure', 'reason for the severity', 'target kind', 'target', 'what is wrong', 'what would settle it', 'state', 'open', 'turn', 'responses', 'assessments', 'second signatures'],
    input.review.challenges.map((challenge) => {
      const of = (kind: string): string =>
        challenge.thread
          .filter((item) => item.kind === kind)
          .map((item) => `${number(item.record) ?? '?'}${item.kind !== 'response' && item.void !== null ? ' (void)' : ''}`)
          .join(' ');
      return [
        challenge.label, number(challenge.record), challenge.record.digest, challenge.record.signedOn,
        ...toSignerCells(challenge.record), challenge.record.caseVersion,
        yesNo(challenge.record.aboutOpenBundle), challenge.challengeType, challenge.severity,
        challenge.floor, challenge.severityReason, challenge.target.kind, challenge.target.id,
        challenge.whatIsWrong, challenge.whatWouldSettleIt, challenge.state, yesNo(challenge.isOpen),
        challenge.turn, of('response'), of('assessment'), of('second-signature'),
      ];
    }),
  ); // prettier-ignore
}

function toConditions({ records }: ReportInput): string {
  const rows = records.flatMap((record) =>
    record.known?.kind !== 'decision'
      ? []
      : record.known.predicate.conditions.map((item, index): CsvCell[] => [
          record.number, record.digest, index + 1, item.duty, item.owner, item.measure,
          item.evidence, item.verifier, item.due, item.consequence,
        ]),
  ); // prettier-ignore
  return toCsv(['decision record', 'digest', 'no', 'duty', 'owner', 'measure', 'evidence', 'verifier', 'due', 'consequence'], rows); // prettier-ignore
}

/** Sign-offs that say what their signer opened. */
function receiptsOf(input: ReportInput): ReportRecord[] {
  return input.records.filter(
    ({ known, subject }) =>
      (known?.kind === 'opinion' || known?.kind === 'decision') &&
      subject.sha256 === input.safetyCase.bundleDigest,
  );
}

function notOpenedBy(input: ReportInput, what: 'loadBearing' | 'evidence', id: string): string {
  return receiptsOf(input)
    .filter(
      ({ known }) =>
        (known?.kind === 'opinion' || known?.kind === 'decision') &&
        known.predicate.reading[what].notOpened.includes(id),
    )
    .map((record) => record.number)
    .join(' ');
}

/** Nodes that one cell lists; in a chain of thousands all cells together would be its square. */
const MOST_FALLEN = 200;

function toFallen(ids: readonly string[], count: number | null): string {
  return ids.length < MOST_FALLEN || count === ids.length ? ids.join(' ') : `${ids.join(' ')} (the nearest of ${count ?? 'many'})`; // prettier-ignore
}

function toClaims(input: ReportInput): string {
  const { safetyCase, review } = input;
  const { loadBearing, unsupported, cycles } = review.structure;
  const fallenWith = toFallenWith(safetyCase, MOST_FALLEN);
  const [isUnsupported, isInCycle] = [new Set(unsupported), new Set(cycles.flat())];
  return toCsv(
    ['id', 'kind', 'text', 'owner', 'declared load-bearing', 'load-bearing by structure', 'falls with it', 'unsupported', 'undeveloped', 'defeated', 'in a cycle', 'status', 'open challenges', 'not opened in sign-off records', 'sha256'],
    safetyCase.nodes.map((node) => [
      node.id, node.kind, node.text, node.owner, yesNo(node.declaredLoadBearing),
      yesNo(loadBearing[node.id] !== undefined), toFallen(fallenWith(node.id), loadBearing[node.id] ?? null),
      yesNo(isUnsupported.has(node.id)), yesNo(node.undeveloped), yesNo(node.defeated),
      yesNo(isInCycle.has(node.id)), node.status,
      review.challenges.filter((item) => item.isOpen && item.target.kind === 'node' && item.target.id === node.id).map((item) => item.label).join(' '),
      notOpenedBy(input, 'loadBearing', node.id), node.sha256,
    ]),
  ); // prettier-ignore
}

function toEvidence(input: ReportInput): string {
  const { safetyCase, review } = input;
  return toCsv(
    ['id', 'title', 'file', 'media type', 'bytes', 'sha256', 'collected', 'applies to', 'version', 'for another build', 'prepared by', 'used by', 'open challenges', 'not opened in sign-off records'],
    safetyCase.evidence.map((item) => [
      item.id, item.title, item.path, item.mediaType, item.bytes, item.sha256, item.collected,
      item.appliesTo?.kind ?? null, item.appliesTo?.version ?? null,
      isForAnotherBuild(input.safetyCase.subject.build, item.appliesTo) ? 'yes' : 'no', item.preparedBy,
      safetyCase.nodes.filter((node) => node.evidence.includes(item.id)).map((node) => node.id).join(' '),
      review.challenges.filter((open) => open.isOpen && open.target.kind === 'evidence' && open.target.id === item.id).map((open) => open.label).join(' '),
      notOpenedBy(input, 'evidence', item.id),
    ]),
  ); // prettier-ignore
}

/** True for evidence that names a model build other than the one the case is about (R13). */
export function isForAnotherBuild(
  build: string | null,
  appliesTo: { readonly kind: string; readonly version: string } | null,
): boolean {
  return (
    build !== null &&
    appliesTo !== null &&
    appliesTo.kind.toLowerCase() === 'model build' &&
    appliesTo.version !== build
  );
}

function toDecisions(input: ReportInput): string {
  const notBefore = new Map(input.records.map((record) => [record.digest, record.notBefore]));
  const numbers = toNumbers(input.records);
  const common = (record: RecordSummary): CsvCell[] => [
    numbers.get(record.digest) ?? null, record.digest, record.kind, ...toSignerCells(record), record.statement,
    record.caseVersion, record.bundleDigest, record.signedOn, notBefore.get(record.digest) ?? null,
    input.review.times[record.digest]?.notAfter?.time ?? null,
  ]; // prettier-ignore
  const ballots = input.review.ballots.map((item) => [
    item.record.log, [...common(item.record), item.vote, '', '', item.mode, '', '', item.reasons, item.whatWouldChangeMyMind, item.state],
  ] as const); // prettier-ignore
  const dissents = input.review.dissents.map((item) => [
    item.record.log, [...common(item.record), '', '', 'formal-dissent', '', '', '', item.words, '', ''],
  ] as const); // prettier-ignore
  const overrides = input.review.overrides.map((item) => [
    item.record.log, [...common(item.record), item.rule, '', '', item.beneficiary, '', '', item.reason, '', ''],
  ] as const); // prettier-ignore
  const opinions = input.review.opinions.map((item) => [
    item.record.log, [...common(item.record), item.support, item.view, item.stance, '', '', '', item.reasons, item.whatWouldChangeMyMind, item.state],
  ] as const); // prettier-ignore
  const decisions = input.review.decisions.map((item) => [
    item.record.log, [...common(item.record), item.decision, '', item.stance, item.scope, item.start, item.expiry, item.reasons, item.whatWouldChangeMyMind, item.state],
  ] as const); // prettier-ignore
  const rows = inOrder(
    [...opinions, ...ballots, ...decisions, ...dissents, ...overrides].map(([log, cells]) => ({
      log,
      cells,
    })),
  );
  return toCsv(
    ['record', 'digest', 'kind', ...SIGNER_HEADER, 'statement', 'case version', 'bundle digest', 'signed on, claimed', 'not before', 'not after', 'outcome', 'view of the claim', 'stance', 'scope', 'start', 'expiry', 'reasons', 'what would change my mind', 'state'],
    rows.map(({ cells }) => cells),
  ); // prettier-ignore
}

function toTimeline(input: ReportInput): string {
  const numbers = toNumbers(input.records);
  const entries = input.logs.flatMap(({ origin, entries: all }) =>
    all.map((entry) => ({ log: { origin, seq: entry.seq, time: entry.time }, entry })),
  );
  return toCsv(
    ['time', 'log', 'entry', 'event', 'keyid', 'printed name in the roster', 'reason', 'record', 'digests'],
    inOrder(entries).map(({ log, entry }) => [
      log.time, log.origin, log.seq, entry.type, entry.actor,
      entry.actor === null ? null : (personOfKey(input.roster, entry.actor)?.printedName ?? null),
      entry.reason, numbers.get(entry.obj.record ?? '') ?? null,
      Object.keys(entry.obj).sort().map((name) => `${name}=${entry.obj[name] ?? ''}`).join(' '),
    ]),
  ); // prettier-ignore
}

/** All registers, as the text of data/registers/<name>.csv. */
export function toRegisters(input: ReportInput): Readonly<Record<RegisterName, string>> {
  return {
    challenges: toChallenges(input),
    claims: toClaims(input),
    conditions: toConditions(input),
    decisions: toDecisions(input),
    evidence: toEvidence(input),
    timeline: toTimeline(input),
  };
}
