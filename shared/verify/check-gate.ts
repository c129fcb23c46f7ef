/**
 * Whether each opinion and decision bears a label that the rules allowed at the moment of signing. The
 * state of that moment is built again from the records the signer had: those before it in the signer's
 * log and those below the heads it names. What the signer opened is taken from the record's own words.
 */
import { analyseStructure } from '../argument/load-bearing.ts';
import type { SafetyCase } from '../case/model.ts';
import type { PolicyPack } from '../policy/policy-pack.ts';
import { personOfKey, type Roster } from '../policy/roster.ts';
import { voidByRosters, type RosterInForce } from '../policy/standing.ts';
import { evaluateGate, type GateContext, type SignOffInput } from '../review/gate.ts';
import {
  ballotInput,
  decisionInput,
  opinionInput,
  secondSignatureInput,
} from '../review/records.ts';
import type { CheckedRecord, RecordOf } from '../review/checked-record.ts';
import { toReviewState } from '../review/state.ts';
import type { ReadingMark, StructureView } from '../review/view.ts';
import {
  DECISION_OUTCOME_WORDS,
  BUNDLE_SUPPORT_WORDS,
  VOTE_WORDS,
  toCount,
} from '../review/words.ts';
import type { AuditContents, ReadRecord, ReadVersion } from './audit-input.ts';
import { rostersInForce } from './check-signers.ts';
import { rosterFor, withheldRecords } from './audit-input.ts';
import { runCheck } from './check.ts';
import type { VerifyCheck } from './model.ts';

type SignedOff = RecordOf<'opinion'> | RecordOf<'ballot'> | RecordOf<'decision'> | RecordOf<'second-signature'>; // prettier-ignore

function isSignedOff(known: CheckedRecord | null): known is SignedOff {
  return known?.kind === 'opinion' || known?.kind === 'ballot' || known?.kind === 'decision' || known?.kind === 'second-signature'; // prettier-ignore
}

/** Withheld records that the signer of `record` had before them. */
function withheldBefore({ input, logs }: AuditContents, record: ReadRecord): number {
  const withheld = withheldRecords(input);
  const places = logs.flatMap((log) =>
    log.entries
      .filter((entry) => withheld.has(entry.obj['record'] ?? ''))
      .map((entry) => ({ log: { origin: log.origin, seq: entry.seq } })),
  );
  return places.filter((place) => wasThere(place, record)).length;
}

/** True when the signer of `record` had `earlier` before them. */
function wasThere(
  earlier: { readonly log: { readonly origin: string; readonly seq: number } | null },
  record: ReadRecord,
): boolean {
  if (earlier.log === null || record.log === null) return false;
  const { origin, seq } = earlier.log;
  const { log, seen } = record.common;
  // By the heads it names: what was sealed first stands in its log long after it was signed.
  return [log, ...seen].some((head) => head.origin === origin && head.size > seq);
}

/** What was opened, from what the record says was not. Kinds whose names it does not list count as opened. */
function toReading(safetyCase: SafetyCase, signed: SignedOff): ReadingMark[] {
  const { loadBearing, evidence } = signed.predicate.reading;
  const mark = (kind: ReadingMark['kind'], id: string): ReadingMark => ({ kind, id, state: 'opened', at: '' }); // prettier-ignore
  return [
    ...safetyCase.nodes.filter((node) => !loadBearing.notOpened.includes(node.id)).map((node) => mark('node', node.id)), // prettier-ignore
    ...safetyCase.evidence.filter((item) => !evidence.notOpened.includes(item.id)).map((item) => mark('evidence', item.id)), // prettier-ignore
    ...safetyCase.documents.map((item) => mark('document', item.path)),
  ];
}

function toInput(signed: SignedOff): SignOffInput {
  const passed = Object.fromEntries(signed.predicate.passedWarnings.map(({ rule, reason }) => [rule, reason])); // prettier-ignore
  switch (signed.kind) {
    case 'opinion':
      return { kind: 'opinion', input: opinionInput.parse(signed.predicate), passed };
    case 'ballot':
      return {
        kind: 'ballot',
        input: ballotInput.parse(signed.predicate),
        passed,
        mode: signed.predicate.mode,
      };
    case 'decision':
      return { kind: 'decision', input: decisionInput.parse(signed.predicate), passed };
    case 'second-signature':
      return { kind: 'second-signature', record: signed.predicate.target?.id ?? '', input: secondSignatureInput.parse(signed.predicate) }; // prettier-ignore
  }
}

/** The facts of the moment of signing, as the program that signed had them. */
function toContext(
  contents: AuditContents,
  record: ReadRecord,
  signed: SignedOff,
  safetyCase: SafetyCase,
  structure: StructureView,
  rosters: readonly RosterInForce[],
  policy: PolicyPack,
): GateContext {
  const roster = rosters.at(-1)?.content ?? null;
  const voidOf = (other: CheckedRecord): string | null => voidByRosters(rosters, other);
  const prior = contents.records.filter((item) => wasThere(item, record)).map((item) => item.known).filter((known) => known !== null); // prettier-ignore
  const { signer } = record.common;
  const personId = personOfKey(roster, signer.keyid)?.id;
  return {
    safetyCase,
    structure,
    roster,
    policy,
    signer,
    state: toReviewState(
      safetyCase,
      structure,
      prior,
      roster,
      record.common.signedOn.slice(0, 10),
      contents.input.crypto,
      voidOf,
    ),
    reading: toReading(safetyCase, signed),
    otherLines: prior
      .filter(
        (other) =>
          other.predicate.case.id === safetyCase.id &&
          voidOf(other) === null &&
          personOfKey(roster, other.predicate.signer.keyid)?.id === personId,
      ) // prettier-ignore
      .map((other) => other.predicate.signer.line),
  };
}

/** The chain as the signer had it, up to the roster that the record names. */
function upTo(inForce: readonly RosterInForce[], named: ReadVersion<Roster>): readonly RosterInForce[] {
  const at = inForce.findIndex((item) => item.sha256 === named.sha256);
  return at < 0 ? [{ sha256: named.sha256, content: named.content, acceptedAt: null }] : inForce.slice(0, at + 1);
} // prettier-ignore

function toLabel(signed: SignedOff): { option: string; words: string } {
  switch (signed.kind) {
    case 'opinion':
      return { option: signed.predicate.support, words: BUNDLE_SUPPORT_WORDS[signed.predicate.support] }; // prettier-ignore
    case 'ballot':
      return { option: signed.predicate.vote, words: VOTE_WORDS[signed.predicate.vote] };
    case 'decision':
      return { option: signed.predicate.decision, words: DECISION_OUTCOME_WORDS[signed.predicate.decision] }; // prettier-ignore
    case 'second-signature':
      return { option: '', words: 'second signature' };
  }
}

export function checkGate(contents: AuditContents): readonly VerifyCheck[] {
  return runCheck('gate', 'State of the gate at signing', (rows) => {
    const structures = new Map<string, StructureView>();
    const seen: string[] = [];
    const inForce = rostersInForce(contents);
    for (const record of contents.records) {
      const signed = record.known;
      const safetyCase = contents.input.cases.get(record.subject.sha256);
      if (!isSignedOff(signed) || record.log === null) continue;
      if (contents.input.withheldCases.has(record.subject.sha256)) {
        rows.cannot(record.file, 'The case it is about is withheld, so the state of its signing cannot be built again.'); // prettier-ignore
        continue;
      }
      if (safetyCase === undefined) continue;
      const unseen = withheldBefore(contents, record);
      if (unseen > 0) {
        rows.cannot(record.file, `${toCount(unseen, 'record')} that its signer had before signing ${unseen === 1 ? 'is' : 'are'} withheld, so the state of its signing cannot be built again.`); // prettier-ignore
        continue;
      }
      const roster = rosterFor(contents, record);
      const policy = contents.policies.find((item) => item.sha256 === record.common.policy.sha256);
      if (roster === null || policy === undefined) {
        rows.cannot(
          record.file,
          'The roster or the policy pack in force at its signing is not here.',
        );
        continue;
      }
      const structure = structures.get(record.subject.sha256) ?? analyseStructure(safetyCase);
      structures.set(record.subject.sha256, structure);
      const context = toContext(contents, record, signed, safetyCase, structure, upTo(inForce, roster), policy.content); // prettier-ignore
      const gate = evaluateGate(context, toInput(signed));
      const { option, words } = toLabel(signed);
      const closed = gate.closedOptions.find((item) => item.option === option);
      const unreasoned = gate.items.filter((item) => item.state === 'needs a reason').map((item) => item.rule); // prettier-ignore
      const who = record.common.signer.printedName;
      if (closed !== undefined) rows.fail(record.file, `${who} signed “${words}”, which was closed by ${closed.why} when it was signed.`); // prettier-ignore
      for (const stop of gate.stops) rows.fail(record.file, `${who} could not sign this: ${stop}`);
      if (unreasoned.length > 0) rows.fail(record.file, `${who} passed ${unreasoned.join(', ')} without a reason.`); // prettier-ignore
      const blocking = context.state.challenges.filter((item) => item.isOpen && item.severity === 'blocking').length; // prettier-ignore
      const passed = signed.predicate.passedWarnings.map((item) => item.rule);
      seen.push(`${who} signed “${words}” with ${toCount(blocking, 'blocking challenge')} open${passed.length === 0 ? '' : ` and passed ${passed.join(', ')} with a reason`}.`); // prettier-ignore
    }
    return seen.length === 0 ? 'No opinion and no decision was signed.' : `Every label was allowed. ${seen.join(' ')}`; // prettier-ignore
  });
}
