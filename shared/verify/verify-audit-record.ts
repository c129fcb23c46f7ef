/**
 * The whole verification of an audit record, in an order that reads from bytes to meaning. Pure: the same
 * bytes and the same compared rosters give the same report, in the program and on the command line.
 */
import { analyseStructure } from '../argument/load-bearing.ts';
import type { SafetyCase } from '../case/model.ts';
import { voidByRosters } from '../policy/standing.ts';
import type { CheckedRecord } from '../review/checked-record.ts';
import { toReviewState } from '../review/state.ts';
import { DECIDED_WORDS, LINE_WORDS, STANCE_WORDS, toDayWords, toSentenceStart } from '../review/words.ts'; // prettier-ignore
import type { AuditContents, AuditInput, ComparedRosters } from './audit-input.ts';
import { checkAbout, checkSignedContent } from './check-about.ts';
import { bundleFolders, checkBundles, checkLayout, checkManifests } from './check-files.ts';
import { checkCosigned } from './check-cosigned.ts';
import { checkGate } from './check-gate.ts';
import { checkSealing } from './check-sealing.ts';
import { checkTimeStamps } from './check-time-stamps.ts';
import { checkProofs, checkRecordsInLogs, checkReport, checkTimes } from './check-logs.ts';
import { checkDerived, checkSignatures } from './check-records.ts';
import { checkPage, withoutSignatures } from './check-page.ts';
import { checkWithheld } from './check-withheld.ts';
import {
  checkRosterChain,
  checkSeats,
  checkSigners,
  checkTrust,
  rostersInForce,
} from './check-signers.ts';
import type { Verdict, VerificationReport, VerifyCheck } from './model.ts';
import { readAudit } from './read-audit.ts';

/** The bundle that the last export was made of: the one that the newest record on a bundle is about. */
function mainBundle({ records, input }: AuditContents): string | null {
  const folders = bundleFolders(input);
  const last = [...records].reverse().find((record) => folders.includes(record.subject.sha256) && record.log !== null); // prettier-ignore
  return last?.subject.sha256 ?? folders[0] ?? null;
}

/** One sentence for each signed decision, oldest first. Only what was signed, in the words for it. */
function toDecisions(contents: AuditContents, safetyCase: SafetyCase | null): string[] {
  const known = contents.records.map((record) => record.known).filter((record) => record !== null);
  if (safetyCase === null) return toDecisionsAlone(known);
  const inForce = rostersInForce(contents);
  const state = toReviewState(safetyCase, analyseStructure(safetyCase), known, contents.rosters.at(-1)?.content ?? null, '', contents.input.crypto, (record) => voidByRosters(inForce, record)); // prettier-ignore
  return state.decisions.map((item) => {
    const { signer, signedOn, caseVersion } = item.record;
    const lapses = item.expiry === '' ? '' : ` In force from ${toDayWords(item.start)}, lapses ${toDayWords(item.expiry)}.`; // prettier-ignore
    const validity = item.state === 'void' ? ` It counts for nothing: ${item.record.void ?? ''}.` : item.state === 'superseded' ? ' Replaced by a later decision of the same person.' : item.state === 'for another version' ? ' It does not hold for the version this audit record is about.' : ''; // prettier-ignore
    return `${toSentenceStart(DECIDED_WORDS[item.decision])}, version ${caseVersion}, by ${signer.printedName}, ${LINE_WORDS[signer.line]}, on ${toDayWords(signedOn)}. Stance: ${STANCE_WORDS[item.stance]}.${lapses}${validity}`; // prettier-ignore
  });
}

/** Where the case is withheld there is no state, only what each decision says of itself. */
function toDecisionsAlone(known: readonly CheckedRecord[]): string[] {
  return known.flatMap((record) => {
    if (record.kind !== 'decision') return [];
    const { signer, signedOn, case: about, decision, stance } = record.predicate;
    return [`${toSentenceStart(DECIDED_WORDS[decision])}, version ${about.version}, by ${signer.printedName}, ${LINE_WORDS[signer.line]}, on ${toDayWords(signedOn)}. Stance: ${STANCE_WORDS[stance]}. Whether it holds for this version cannot be told: the case is withheld.`];
  });
} // prettier-ignore

/** Broken where anything fails. Trusted only where the roster was compared, names the seats of all logs, and signatures were verified. */
export function toVerdict(checks: readonly VerifyCheck[]): Verdict {
  if (checks.some((check) => check.result === 'fail')) return 'broken';
  const open = checks.filter((check) => check.result === 'cannot check').map((check) => check.name);
  return ['trust', 'seats', 'signatures', 'logs', 'roster-chain'].some((name) =>
    open.includes(name),
  )
    ? 'consistent; signers unknown'
    : 'consistent and trusted';
}

/**
 * Verifies an unpacked audit record.
 * @param before rows of what was found while it was unpacked
 */
export function verifyAuditRecord(
  fileName: string,
  input: AuditInput,
  compared: ComparedRosters,
  before: readonly VerifyCheck[] = [],
): VerificationReport {
  const contents = readAudit(input);
  const trust = checkTrust(contents, compared);
  const all = [
    ...before,
    ...checkManifests(input),
    ...checkLayout(input),
    ...checkBundles(input),
    ...contents.rows,
    ...checkSignatures(contents),
    ...checkDerived(contents),
    ...checkSigners(contents),
    ...checkRosterChain(contents),
    ...checkSignedContent(contents),
    ...checkAbout(contents),
    ...checkRecordsInLogs(contents),
    ...checkProofs(contents),
    ...checkTimes(contents),
    ...checkCosigned(contents),
    ...checkReport(contents),
    ...checkWithheld(contents),
    ...checkPage(input),
    ...checkGate(contents),
    ...checkSealing(contents),
    ...checkTimeStamps(contents),
    ...checkSeats(contents),
    ...trust.rows,
  ];
  const checks = input.noSignatures === null ? all : withoutSignatures(all, input.noSignatures);
  const bundleDigest = mainBundle(contents);
  const safetyCase = bundleDigest === null ? null : (input.cases.get(bundleDigest) ?? null);
  return {
    kind: 'audit record',
    fileName,
    verdict: toVerdict(checks),
    checks,
    roster: trust.roster,
    case: safetyCase === null ? null : { id: safetyCase.id, title: safetyCase.title, version: safetyCase.version }, // prettier-ignore
    bundleDigest,
    decisions: toDecisions(contents, safetyCase),
    counts: {
      files: input.files.size,
      records: contents.records.length,
      entries: contents.logs.reduce((sum, log) => sum + log.entries.length, 0),
      logs: contents.logs.length,
    },
  };
}
