import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { RecordSummary } from '../../../shared/review/view.ts';
import {
  RECORD_KIND_WORDS,
  toHexGroups,
  toSentenceStart,
  toTimeWords,
} from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { closeDialog, openDialog } from '../../state/app.ts';

/** What was recorded, in the words of the answer that came once the record was durable. */
export function SignedView({ record }: { readonly record: RecordSummary }): ReactNode {
  return (
    <Dialog
      title={record.kind === 'ballot-commitment' ? 'Sealed and recorded' : 'Signed and recorded'}
      onClose={closeDialog}
      actions={<><Button onClick={() => openDialog({ kind: 'export' })}>Export audit record</Button><Button onClick={closeDialog}>Done</Button></>}
    >
      <div className="formgrid">
        <p className="r" role="status"><Icon name="sealed" /> {toSentenceStart(RECORD_KIND_WORDS[record.kind])}, record {record.number}</p>
        <p className="ser">{record.statement}</p>
        {record.kind === 'ballot-commitment' ? <p className="q2">Its words lie on this computer, encrypted with your key. They are opened here, with your passphrase.</p> : null}
        <dl className="kv">
          <dt>Signer</dt><dd><Outside text={record.signer.printedName} />, {record.signer.role}</dd>
          <dt>Signed</dt><dd className="num">{toTimeWords(record.signedOn)}, claimed</dd>
          <dt>Record digest</dt><dd className="mono">{toHexGroups(record.digest)}</dd>
          <dt>In the log</dt><dd>entry {record.log.seq} of <span className="mono brk">{record.log.origin}</span></dd>
          {record.bundleDigest === null ? null : <><dt>About bundle</dt><dd className="mono">{toHexGroups(record.bundleDigest)}</dd></>}
        </dl>
      </div>
    </Dialog>
  );
} // prettier-ignore
