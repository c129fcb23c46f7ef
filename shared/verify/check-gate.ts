/**
 * Whether each opinion and decision bears a label that the rules allowed at the moment of signing. The
 * state of that moment is built again from the records the signer had: those before it in the signer's
 * log and those below the heads it names. What the signer opened is taken from the record's own words.
 */
import { analyseStructure } from '../argument/load-bearing.ts';
import type { SafetyCase } from '../case/model.ts';
import type { PolicyPack } from '../policy/policy-pack.ts';
import { personOfKey, type Roster } from '../policy/roster.ts';
import { evaluateGate, type GateContext, type SignOffInput } from '../review/gate.ts';
import { decisionInput, opinionInput, secondSignatureInput } from '../review/records.ts';
import { toReviewState, type CheckedRecord, type RecordOf } from '../review/state.ts';
import type { ReadingMark, StructureView } from '../review/view.ts';
import { DECISION_OUTCOME_WORDS, BUNDLE_SUPPORT_WORDS, toCount } from '../review/words.ts';
import type { AuditContents, ReadRecord } from './audit-input.ts';
import { rosterFor } from './audit-input.ts';
import { runCheck } from './check.ts';
import type { VerifyCheck } from './model.ts';

type SignedOff = RecordOf<'opinion'> | RecordOf<'decision'> | RecordOf<'second-signature'>;

function isSignedOff(known: CheckedRecord | null): known is SignedOff {
  return known?.kind === 'opinion' || known?.kind === 'decision' || known?.kind === 'second-signature'; // prettier-ignore
}

/** True when the signer of `record` had `earlier` before them. */
function wasThere(earlier: ReadRecord, record: ReadRecord): boolean {
  if (earlier.log === null || record.log === null) return false;
  if (earlier.log.origin === record.log.origin) return earlier.log.seq < record.log.seq;
  const { origin, seq } = earlier.log;
  return record.common.seen.some((head) => head.origin === origin && head.size > seq);
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
  roster: Roster,
  policy: PolicyPack,
): GateContext {
  const prior = contents.records.filter((item) => wasThere(item, record)).map((item) => item.known).filter((known) => known !== null); // prettier-ignore
  const { signer } = record.common;
  const personId = personOfKey(roster, signer.keyid)?.id;
  return {
    safetyCase,
    structure,
    roster,
    policy,
    signer,
    state: toReviewState(safetyCase, structure, prior, roster, record.common.signedOn.slice(0, 10)),
    reading: toReading(safetyCase, signed),
    otherLines: prior
      .filter(
        (other) =>
          other.predicate.case.id === safetyCase.id &&
          personOfKey(roster, other.predicate.signer.keyid)?.id === personId,
      ) // prettier-ignore
      .map((other) => other.predicate.signer.line),
  };
}

function toLabel(signed: SignedOff): { option: string; words: string } {
  switch (signed.kind) {
    case 'opinion':
      return { option: signed.predicate.support, words: BUNDLE_SUPPORT_WORDS[signed.predicate.support] }; // prettier-ignore
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
    for (const record of contents.records) {
      const signed = record.known;
      const safetyCase = contents.input.cases.get(record.subject.sha256);
      if (!isSignedOff(signed) || safetyCase === undefined || record.log === null) continue;
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
      const context = toContext(contents, record, signed, safetyCase, structure, roster.content, policy.content); // prettier-ignore
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
