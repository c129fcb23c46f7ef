/** What the analysis says of the case: findings by rule, the three marks of load-bearing, common causes. */
import { type ReactNode, useState } from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { Tabs } from '../../components/Tabs.tsx';
import { MiddleHead } from '../workspace/MiddleHead.tsx';
import { MIDDLE_PANEL } from '../workspace/MiddleTabs.tsx';
import { FindingsView } from './FindingsView.tsx';
import { GroupsView } from './GroupsView.tsx';
import { MarksView } from './MarksView.tsx';
import '../graph/graph.css';
import '../register/register.css';
import '../what-if/what-if.css';
import './analysis.css';

type Part = 'findings' | 'marks' | 'groups';
const PARTS = [
  { key: 'findings', label: 'By rule' },
  { key: 'marks', label: 'Three marks' },
  { key: 'groups', label: 'Common causes' },
] as const;
const PART_PANEL = 'analysis-part';

export default function AnalysisPane({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const [part, setPart] = useState<Part>('findings');
  return (
    <section className="pane paper" id="reader" aria-label="Findings" data-pane="" tabIndex={-1}>
      <MiddleHead canFind={false}>
        <h1 className="vh">Findings about {safetyCase.title}</h1>
      </MiddleHead>
      <div className="panel analysispanel" id={MIDDLE_PANEL} role="tabpanel" aria-label="Findings">
        <div className="analysistabs">
          <Tabs<Part> label="What is found" tabs={PARTS} selected={part} onSelect={setPart} controls={PART_PANEL} />
        </div>
        <div className="panel analysispanel" id={PART_PANEL} role="tabpanel" aria-label={PARTS.find((one) => one.key === part)?.label}>
          {part === 'findings' && <FindingsView safetyCase={safetyCase} />}
          {part === 'groups' && <GroupsView safetyCase={safetyCase} />}
          {part === 'marks' && <MarksView safetyCase={safetyCase} />}
        </div>
      </div>
    </section>
  );
} // prettier-ignore
