import { useState, type ReactNode } from 'react';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OptionList, type Option } from '../../components/OptionList.tsx';
import { PassphraseField } from '../../components/PassphraseField.tsx';

/** Where a key comes from: made here, or an OpenSSH file, which stays in the main process. */
export interface ChosenKey {
  readonly source: 'new' | 'file';
  readonly file: { readonly fileName: string; readonly needsPassphrase: boolean } | null;
  readonly filePassphrase: string;
}

export const MADE_HERE: ChosenKey = { source: 'new', file: null, filePassphrase: '' };

/** What is missing of the choice, in words; null when nothing is. */
export function toKeyProblem({ source, file }: ChosenKey): string | null {
  return source === 'file' && file === null ? 'Choose the key file.' : null;
}

interface KeySourceProps {
  readonly chosen: ChosenKey;
  readonly onChange: (chosen: ChosenKey) => void;
}

const SOURCES: readonly Option<'new' | 'file'>[] = [
  { value: 'new', label: 'Make a new key here' },
  { value: 'file', label: 'Import an OpenSSH key', hint: 'An ed25519 private key file. A copy is stored under a passphrase of its own.' }, // prettier-ignore
];

export function KeySource({ chosen, onChange }: KeySourceProps): ReactNode {
  const [error, setError] = useState<IpcError | null>(null);
  const { file, source } = chosen;
  const isFile = source === 'file';
  async function choose(): Promise<void> {
    const reply = await call('key.choose', undefined);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value !== null) onChange({ source: 'file', file: reply.value, filePassphrase: '' });
  }
  return (
    <>
      <OptionList legend="Key" options={SOURCES} value={source} onChange={(next) => onChange({ ...MADE_HERE, source: next })} />
      {isFile ? (
        <div className="r wrap">
          <Button icon="folder" onClick={() => void choose()}>Choose the key file</Button>
          {file === null ? <span className="q2">no file is chosen</span> : <bdi className="mono">{file.fileName}</bdi>}
        </div>
      ) : null}
      {isFile && file?.needsPassphrase === true ? <PassphraseField label="Passphrase of the key file" value={chosen.filePassphrase} onChange={(filePassphrase) => onChange({ ...chosen, filePassphrase })} /> : null}
      <ErrorMessage title="Not a key that can be used" error={error} />
    </>
  );
} // prettier-ignore
