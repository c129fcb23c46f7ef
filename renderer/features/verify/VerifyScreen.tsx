import { useEffect, useState, type ReactNode } from 'react';
import { toCount } from '../../../shared/review/words.ts';
import type { VerificationReport, VerifyCheck } from '../../../shared/verify/model.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { say } from '../../state/app.ts';
import { closeCase } from '../../state/opening.ts';
import { RosterCard } from './RosterCard.tsx';
import { RESULT_WORDS, splitChecks, toVerdictWords } from './verdict.ts';
import './verify.css';

/** The result of a verification, what needs a person first. */
export default function VerifyScreen(): ReactNode {
  const [report, setReport] = useState<VerificationReport | null>(null);
  const [error, setError] = useState<IpcError | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('verify.report', undefined).then((reply) => {
      if (!isCurrent) return;
      if (!reply.ok) setError(reply.error);
      else if (reply.value === null)
        setError({
          code: 'not-found',
          message: 'There is no verification to show. Open the file again.',
          problems: [],
        });
      else setReport(reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  if (report === null) {
    return (
      <div className="vfy">
        <h1>Verification</h1>
        <ErrorMessage
          title="No result"
          error={error}
          actions={<Button onClick={() => void closeCase()}>Back to start</Button>}
        />
      </div>
    );
  }
  return <Verification report={report} onReport={setReport} />;
}

interface VerificationProps {
  readonly report: VerificationReport;
  readonly onReport: (report: VerificationReport) => void;
}

function Verification({ report, onReport }: VerificationProps): ReactNode {
  const words = toVerdictWords(report);
  const { first, hold } = splitChecks(report.checks);
  const of = toCount(report.checks.length, 'check');
  return (
    <div className="vfy">
      <ReportHead report={report} />
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
          {report.roster === null ? null : <RosterCard roster={report.roster} onReport={onReport} />}
          <section aria-labelledby="vfy-decisions">
            <div className="openhead"><h2 id="vfy-decisions">{report.decisions.length > 1 ? 'Decisions in this record' : 'Decision in this record'}</h2></div>
            {report.decisions.length === 0 ? <p className="q2">None. No approval is in force by this record.</p> : null}
            {report.decisions.map((sentence, index) => <p className="ser" key={index}>{sentence}</p>)}
          </section>
          <section aria-labelledby="vfy-without">
            <div className="shuthead"><h2 id="vfy-without">Without Countersign</h2></div>
            <p className="small q2">The steps with sha256sum, openssl and ssh-keygen are in README.md inside the record. They give the same answers.</p>
          </section>
        </aside>
      </div>
    </div>
  );
} // prettier-ignore

function ReportHead({ report }: { readonly report: VerificationReport }): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  const { counts } = report;
  async function save(): Promise<void> {
    const reply = await call('verify.saveReport', undefined);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value.saved) say('Result saved.');
  }
  return (
    <header>
      <div className="r wrap">
        <Icon name="scales" />
        <span className="q2">{report.kind === 'bundle' ? 'Bundle' : 'Audit record'} <b className="ink"><bdi>{report.fileName}</bdi></b>, opened to read only</span>
        <span className="grow" />
        <Button icon="print" onClick={() => void save()}>Save this result</Button>
        <Button onClick={() => void closeCase()}>Back to start</Button>
      </div>
      <p className="small q2 num">
        {report.case === null ? '' : `${report.case.title}, version ${report.case.version}. `}
        {toCount(counts.files, 'file')}, {toCount(counts.records, 'record')}, {toCount(counts.entries, 'entry', 'entries')} in {toCount(counts.logs, 'log')}. Nothing was changed.
      </p>
      <ErrorMessage title="Not saved" error={error} />
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
      {checks.map((check) => (
        <li key={check.name} className={TONES[check.result]}>
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
