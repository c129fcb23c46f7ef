/**
 * A finding as the beginning of a challenge: what it is about, and words that a person goes on from. The
 * words say that a rule found it: what a program wrote is labelled and is nobody's judgement (R38).
 */
import type { Finding, SafetyCase } from '../case/model.ts';
import type { ChallengeType } from '../review/records.ts';
import { targetsOf } from './case-index.ts';

export interface FindingPlace {
  readonly kind: 'node' | 'document' | 'evidence';
  readonly id: string;
}

export interface ChallengeStart {
  readonly challengeType: ChallengeType;
  readonly whatIsWrong: string;
  readonly whatWouldSettleIt: string;
}

/** Something is not there: support, evidence, prose, a name. */
const MISSING = new Set([
  'bare-claim', 'unsupported-claim', 'undeveloped', 'solution-without-evidence', 'evidence-not-found',
  'evidence-subject-unknown', 'evidence-unused', 'claim-without-document', 'document-not-found', 'dangling-id',
  'owner-not-found', 'several-roots', 'top-not-found',
]); // prettier-ignore
/** What was observed is doubted. */
const EVIDENCE = new Set(['evidence-stale', 'preparer-interest', 'preparer-owns-claim']);
/** The claim says more than what is below it. */
const CLAIM = new Set(['universal-over-sample', 'contexts-differ']);

/** "G9, bare-claim"; the code alone where no numbered rule names it. */
export function toRuleWords({ rule, code }: Pick<Finding, 'rule' | 'code'>): string {
  return rule === undefined ? code : `${rule}, ${code}`;
}

/** "G7, line 12 of data/argument.yaml"; empty where the finding names no place. */
export function toPlaceWords({ node, file, line }: Finding['where']): string {
  const inFile = file === null ? '' : line === null ? file : `line ${String(line)} of ${file}`;
  return [node ?? '', inFile].filter((part) => part !== '').join(', ');
}

/**
 * What a challenge that takes the finding up is about: what an author's open doubt doubts, not the doubt;
 * otherwise the place of the finding. Null where that is the case as a whole.
 */
export function toChallengePlace(
  safetyCase: Pick<SafetyCase, 'nodes' | 'evidence' | 'documents'>,
  finding: Pick<Finding, 'where' | 'code'>,
): FindingPlace | null {
  const ids = new Set(safetyCase.nodes.map(({ id }) => id));
  const doubt = finding.code === 'open-defeater' ? safetyCase.nodes.find(({ id }) => id === finding.where.node) : undefined; // prettier-ignore
  const doubted = doubt?.challenges.flatMap(targetsOf).find((id) => ids.has(id));
  return doubted === undefined
    ? toFindingPlace(safetyCase, finding)
    : { kind: 'node', id: doubted };
}

/** The object that a finding is about; null where it is about the case as a whole. */
export function toFindingPlace(
  safetyCase: Pick<SafetyCase, 'nodes' | 'evidence' | 'documents'>,
  { where }: Pick<Finding, 'where'>,
): FindingPlace | null {
  if (where.node !== null) {
    return safetyCase.nodes.some(({ id }) => id === where.node) ? { kind: 'node', id: where.node } : null; // prettier-ignore
  }
  const item = safetyCase.evidence.find(({ path }) => where.file === `data/${path}`);
  if (item !== undefined) return { kind: 'evidence', id: item.id };
  const document = safetyCase.documents.find(({ path }) => where.file === `data/${path}`);
  return document === undefined ? null : { kind: 'document', id: document.path };
}

function toType(finding: Finding, safetyCase: Pick<SafetyCase, 'nodes'>): ChallengeType {
  if (MISSING.has(finding.code)) return 'missing';
  if (EVIDENCE.has(finding.code)) return 'undermining';
  if (CLAIM.has(finding.code)) return 'rebutting';
  const node = safetyCase.nodes.find(({ id }) => id === finding.where.node);
  if (node?.defeaterType != null) return node.defeaterType;
  return node?.kind === 'defeater' ? 'rebutting' : 'undercutting';
}

/** What a challenge that takes the finding up begins with. Its severity is for the person to choose. */
export function toChallengeStart(
  finding: Finding,
  safetyCase: Pick<SafetyCase, 'nodes'>,
): ChallengeStart {
  const place = toPlaceWords(finding.where);
  const at = place === '' ? '' : `, at ${place}`;
  return {
    challengeType: toType(finding, safetyCase),
    whatIsWrong: `${finding.message}\n\nFound by rule (${toRuleWords(finding)})${at}.`,
    whatWouldSettleIt: finding.fix,
  };
}
