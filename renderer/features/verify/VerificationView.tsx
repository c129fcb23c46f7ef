import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import { toCount } from '../../../shared/review/words.ts';
import type { VerificationReport, VerifyCheck } from '../../../shared/verify/model.ts';
import type { IpcError } from '../../api.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { RosterCard } from './RosterCard.tsx';
import { RESULT_WORDS, splitChecks, toVerdictWords } from './verdict.ts';
import './verify.css';

interface VerificationViewProps {
  readonly report: VerificationReport;
  /** Buttons at the top right, and what went wrong with them. */
  readonly actions: ReactNode;
  /** The person compared the fingerprint. Answers what kept it from being recorded, or null. */
  readonly onCompare: (isSame: boolean) => Promise<IpcError | null>;
  /** What can be done beside this: shown last. */
  readonly without: string;
}

/** A verification, what needs a person first: the same in the program and in `verify.html`. */
export function VerificationView(props: VerificationViewProps): ReactNode {
  const { report, actions, onCompare, without } = props;
  const words = toVerdictWords(report);
  const { first, hold } = splitChecks(report.checks);
  const of = toCount(report.checks.length, 'check');
  return (
    <div className="vfy">
      <ReportHead report={report} actions={actions} />
      <h1>{words.headline}</h1>
      <p className="lead">{words.lead}</p>
      <div className="vg">
        <div>
          <section aria-labelledby="vfy-first">
            <div className="openhead"><h2 id="vfy-first">Look at these first</h2><span className="cnt">{first.length} of {of}</span></div>
            {first.length === 0 ? <p className="q2">Every check that can be made holds.</p> : <CheckList checks={first} />}
          </section>
          <section aria-labelledby="vfy-hold">
            <div className="shuthead"><h2 id="vfy-hold">Hold</h2><span className="cnt">{hold.length} of {of}</span></div>
            {hold.length === 0 ? <p className="q2">None of the checks holds.</p> : <CheckList checks={hold} />}
          </section>
          <section aria-labelledby="vfy-limits">
            <div className="shuthead"><h2 id="vfy-limits">What no check can show</h2></div>
            <p className="q2 measure">That a file was understood because it was opened. That claimed times are true beyond their intervals. That the people are who the roster says, which rests on the comparison you make. That nothing was cut off the end of a log before anyone else had seen it.</p>
          </section>
        </div>
        <aside aria-label="Fingerprint and decisions">
          {report.roster === null ? null : <RosterCard roster={report.roster} onCompare={onCompare} />}
          <section aria-labelledby="vfy-decisions">
            <div className="openhead"><h2 id="vfy-decisions">{report.decisions.length > 1 ? 'Decisions in this record' : 'Decision in this record'}</h2></div>
            {report.decisions.length === 0 ? <p className="q2">None. No approval is in force by this record.</p> : null}
            {report.decisions.map((sentence, index) => <p className="ser" key={index}>{sentence}</p>)}
          </section>
          <section aria-labelledby="vfy-without">
            <div className="shuthead"><h2 id="vfy-without">Without Countersign</h2></div>
            <p className="small q2">{without}</p>
          </section>
        </aside>
      </div>
    </div>
  );
} // prettier-ignore

function ReportHead({ report, actions }: Pick<VerificationViewProps, 'report' | 'actions'>): ReactNode {
  const { counts } = report;
  return (
    <header>
      <div className="r wrap">
        <Icon name="scales" />
        <span className="q2">{report.kind === 'bundle' ? 'Bundle' : 'Audit record'} <b className="ink"><Outside text={report.fileName} /></b>, opened to read only</span>
        <span className="grow" />
        {actions}
      </div>
      <p className="small q2 num">
        {report.case === null ? '' : `${report.case.title}, version ${report.case.version}. `}
        {toCount(counts.files, 'file')}, {toCount(counts.records, 'record')}, {toCount(counts.entries, 'entry', 'entries')} in {toCount(counts.logs, 'log')}. Nothing was changed.
      </p>
    </header>
  );
} // prettier-ignore

const ICONS: Readonly<Record<VerifyCheck['result'], IconName>> = {
  pass: 'check',
  fail: 'cross',
  'cannot check': 'barred',
};
const TONES: Readonly<Record<VerifyCheck['result'], string>> = {
  pass: '',
  fail: 'alarm',
  'cannot check': 'care',
};

function CheckList({ checks }: { readonly checks: readonly VerifyCheck[] }): ReactNode {
  return (
    <ul className="vl">
      {checks.map((check, index) => (
        // One check has a row for each place where it does not hold.
        <li key={index} className={TONES[check.result]} data-check={check.name}>
          <Icon name={ICONS[check.result]} />
          <span className="w">{RESULT_WORDS[check.result]}</span>
          <div>
            <b>{check.title}</b>
            <p>{check.why}</p>
            {check.where === null ? null : <p className="mono brk">{check.where}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
} // prettier-ignore
