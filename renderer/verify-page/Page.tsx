/** `verify.html`: an audit record is dropped on it, and it says what holds. It has no network and keeps nothing. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ComparedRosters } from '../../shared/verify/audit-input.ts';
import type { VerificationReport } from '../../shared/verify/model.ts';
import { Button } from '../components/Button.tsx';
import { VerificationView } from '../features/verify/VerificationView.tsx';
import { checkRecord, isBundle } from './check-record.ts';
import { readRecord, type ReadRecord } from './read-record.ts';

interface Checked {
  readonly fileName: string;
  readonly record: ReadRecord;
  readonly report: VerificationReport;
}

const NOTHING_COMPARED: ComparedRosters = { pinned: [], changed: [] };

export function Page(): ReactNode {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [state, setState] = useState<string>('');
  const run = useRef(0);

  async function check(file: File): Promise<void> {
    run.current += 1;
    const own = run.current;
    const show = (words: string): void => {
      if (own === run.current) setState(words);
    };
    setChecked(null);
    show(`Reading ${file.name}.`);
    try {
      const record = await readRecord(file, (done, total) => show(`Reading ${file.name}: ${total === 0 ? 100 : Math.floor((done / total) * 100)} percent.`)); // prettier-ignore
      if (isBundle(record)) {
        show(`${file.name} is a bundle. This page checks audit records; open a bundle with Countersign.`); // prettier-ignore
        return;
      }
      show(`Checking ${file.name}.`);
      const report = await checkRecord(file.name, record, NOTHING_COMPARED);
      if (own !== run.current) return;
      setChecked({ fileName: file.name, record, report });
      setState('');
    } catch (error) {
      show(`${file.name} cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}. Nothing was checked.`); // prettier-ignore
    }
  }

  useEffect(() => {
    const allow = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void check(file);
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
    };
  }, []);

  if (checked === null) return <Start state={state} onFile={(file) => void check(file)} />;
  const { fileName, record, report } = checked;
  async function compare(isSame: boolean): Promise<null> {
    const roster = report.roster === null ? [] : [report.roster.sha256];
    const compared = isSame ? { pinned: roster, changed: [] } : { pinned: [], changed: roster };
    setChecked({ fileName, record, report: await checkRecord(fileName, record, compared) });
    return null;
  }
  return (
    <main>
      <VerificationView
        report={report}
        actions={<Button onClick={() => setChecked(null)}>Check another file</Button>}
        onCompare={compare}
        without="The steps with sha256sum, openssl and ssh-keygen are in README.md inside the record. They give the same answers, and they do not come from whoever made this page."
      />
    </main>
  );
}

function Start({ state, onFile }: { readonly state: string; readonly onFile: (file: File) => void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <main className="drop">
      <h1>Check an audit record</h1>
      <p className="lead">Drop the ZIP here. It is checked on this computer, in this page, without a network. Nothing is sent, kept or changed.</p>
      <div className="r wrap">
        <Button kind="main" onClick={() => input.current?.click()}>Choose a file</Button>
        <input ref={input} className="vh" type="file" accept=".zip,application/zip" aria-label="Audit record" tabIndex={-1}
          onChange={(event) => { const file = event.target.files?.[0]; if (file !== undefined) onFile(file); event.target.value = ''; }} />
        <span className="q2" role="status">{state}</span>
      </div>
      <section aria-labelledby="drop-first">
        <div className="shuthead"><h2 id="drop-first">Before you rely on it</h2></div>
        <p className="q2">This page may have come with the record it checks, and a forged record can bring a forged page. Take the page from another source than the record, or run the commands in README.md. Whatever checks it: compare one fingerprint with somebody you trust, by telephone or in person.</p>
      </section>
    </main>
  );
} // prettier-ignore
