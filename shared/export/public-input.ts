/**
 * What the report and the registers of a public summary are made from: the same state, with the words of
 * the case and of working records replaced. Outcomes, counts, digests, names of signers, and every word
 * that was signed as an opinion, a decision, a dissent or an override stay.
 */
import type { SafetyCase } from '../case/model.ts';
import type { ChallengeView } from '../review/view.ts';
import type { ReportInput, ReportRecord } from './model.ts';
import { isWithholdableKind, WITHHELD_WORDS } from './withheld.ts';

/** Empty words stay empty: that nothing was said is no secret that this would keep. */
const hide = (words: string): string => (words === '' ? '' : WITHHELD_WORDS);

function toPublicCase(safetyCase: SafetyCase): SafetyCase {
  return {
    ...safetyCase,
    nodes: safetyCase.nodes.map((node) => ({
      ...node,
      text: hide(node.text),
      owner: null,
      response: node.response === null ? null : hide(node.response),
    })),
    evidence: safetyCase.evidence.map((item) => ({
      ...item,
      title: hide(item.title),
      preparedBy: null,
    })),
    people: [],
  };
}

function toPublicChallenge(challenge: ChallengeView): ChallengeView {
  return {
    ...challenge,
    whatIsWrong: hide(challenge.whatIsWrong),
    whatWouldSettleIt: hide(challenge.whatWouldSettleIt),
    severityReason: hide(challenge.severityReason),
  };
}

function toPublicRecord(record: ReportRecord): ReportRecord {
  if (!isWithholdableKind(record.kind)) return record;
  return {
    ...record,
    known: null,
    common: { ...record.common, statement: WITHHELD_WORDS },
  };
}

/** Input for the public summary; nothing of it is signed, and `data/withheld.json` lists what it lacks. */
export function toPublicInput(input: ReportInput): ReportInput {
  const { review } = input;
  return {
    ...input,
    safetyCase: toPublicCase(input.safetyCase),
    review: {
      ...review,
      notes: [],
      challenges: review.challenges.map(toPublicChallenge),
      declarations: review.declarations.map((item) => ({
        ...item,
        interests: item.interests.map(({ kind, detail }) => ({ kind, detail: hide(detail) })),
      })),
    },
    records: input.records.map(toPublicRecord),
  };
}
