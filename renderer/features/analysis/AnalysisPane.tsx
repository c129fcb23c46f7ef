/** What the analysis says of the case: findings by rule, the three marks of load-bearing, common causes. */
import type { ReactNode } from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { MiddleHead } from '../workspace/MiddleHead.tsx';
import { MIDDLE_PANEL } from '../workspace/MiddleTabs.tsx';
import { FindingsView } from './FindingsView.tsx';
import '../graph/graph.css';
import '../register/register.css';
import './analysis.css';

export default function AnalysisPane({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  return (
    <section className="pane paper" id="reader" aria-label="Findings" data-pane="" tabIndex={-1}>
      <MiddleHead canFind={false}>
        <h1 className="vh">Findings about {safetyCase.title}</h1>
      </MiddleHead>
      <div className="panel analysispanel" id={MIDDLE_PANEL} role="tabpanel" aria-label="Findings">
        <FindingsView safetyCase={safetyCase} />
      </div>
    </section>
  );
} // prettier-ignore
