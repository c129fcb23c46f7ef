/** What rules found at an object. Computed here, so that nobody takes it for a person's doubt. */
import type { ReactNode } from 'react';
import { toRuleWords } from '../../../shared/argument/finding-challenge.ts';
import type { Finding } from '../../../shared/case/model.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import type { Selection } from '../../state/reading.ts';
import { drafts, useReview } from '../../state/review.ts';
import { challengeFinding, toDraftOf } from '../analysis/challenge-finding.ts';
import { useFindingsAt } from '../analysis/findings-state.ts';

const TITLE = 'Findings by rule';

export function FindingList({ about }: { readonly about: Selection }): ReactNode {
  const findings = useFindingsAt(about);
  if (findings.length === 0) return null;
  const isOpen = findings.some((one) => one.severity !== 'info');
  return (
    <section aria-label={TITLE}>
      <OpenHead title={TITLE} isOpen={isOpen} count={`${String(findings.length)}, computed here`} />
      <ul className="findings">
        {findings.map((one, at) => <FindingItem key={at} finding={one} />)}
      </ul>
    </section>
  );
} // prettier-ignore

function FindingItem({ finding }: { readonly finding: Finding }): ReactNode {
  const isDrafted = useReview((state) => toDraftOf(drafts(state), finding) !== undefined);
  const isInfo = finding.severity === 'info';
  const words = isDrafted ? 'Go on with the draft' : 'Raise challenge';
  return (
    <li>
      <span className={isInfo ? 'q' : 'findicon'}><Icon name={isInfo ? 'info' : 'warning'} /></span>
      <div>
        <p>{finding.message}</p>
        <p className="small q">{finding.fix} <span className="nw">({toRuleWords(finding)})</span></p>
        <Button kind="quiet" aria-label={`${words}: ${finding.message}`} onClick={() => { challengeFinding(finding); }}>{words}</Button>
      </div>
    </li>
  );
} // prettier-ignore
