/** What the index says of a piece of evidence, and what does not fit the case. */
import type { ReactNode } from 'react';
import { findStaleness } from '../../../shared/argument/evidence-findings.ts';
import type { EvidenceItem, SafetyCase } from '../../../shared/case/model.ts';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toDayWords } from '../../../shared/review/words.ts';
import { toShortDigest, toSize } from '../../components/words.ts';
import { useCase } from '../../state/case.ts';

export function EvidenceFacts({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const { safetyCase, index } = useCase();
  if (safetyCase === null) return null;
  const person = evidence.preparedBy === null ? undefined : index.people.get(evidence.preparedBy);
  const isOwner = (index.citing.get(evidence.id) ?? []).some((id) => index.nodes.get(id)?.owner === evidence.preparedBy);
  return (
    <dl className="meta">
      <div><dt>Applies to</dt><dd><AppliesTo evidence={evidence} subject={safetyCase.subject} /></dd></div>
      <div><dt>Collected</dt><dd><Collected evidence={evidence} subject={safetyCase.subject} /></dd></div>
      <div>
        <dt>Prepared by</dt>
        <dd>
          {evidence.preparedBy === null ? <span className="q">not said</span> : (person?.name ?? evidence.preparedBy)}
          {evidence.preparedBy !== null && isOwner && <span className="q2">, owner of the citing node</span>}
        </dd>
      </div>
      <div><dt>File</dt><dd><span className="mono">{evidence.path.split('/').at(-1)}</span> <span className="q">{toSize(evidence.bytes)}</span></dd></div>
      <div><dt>sha256</dt><dd className="mono" title={evidence.sha256}>{toShortDigest(evidence.sha256)} …, as in manifest</dd></div>
    </dl>
  );
} // prettier-ignore

interface FactProps {
  readonly evidence: EvidenceItem;
  readonly subject: SafetyCase['subject'];
}

function AppliesTo({ evidence, subject }: FactProps): ReactNode {
  const { appliesTo } = evidence;
  if (appliesTo === null) return <StatePhrase icon="unread" tone="care">not said</StatePhrase>;
  const isOther = findStaleness({ ...evidence, collected: null }, subject) !== null;
  if (isOther)
    return (
      <StatePhrase icon="clock" tone="care">
        {appliesTo.version}, case is {subject.build}
      </StatePhrase>
    );
  return appliesTo.version === '-' || appliesTo.version === '' ? appliesTo.kind : `${appliesTo.kind} ${appliesTo.version}`;
} // prettier-ignore

function Collected({ evidence, subject }: FactProps): ReactNode {
  if (evidence.collected === null) return <span className="q">not said</span>;
  const words = toDayWords(evidence.collected);
  const isEarly = subject.weightsFrozen !== null && evidence.collected.slice(0, 10) < subject.weightsFrozen.slice(0, 10);
  return isEarly ? `${words}, before the freeze` : words;
} // prettier-ignore
