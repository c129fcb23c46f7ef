import { useState, type ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PolicyPreview, PolicyView } from '../../../shared/policy/people-view.ts';
import { LINE_WORDS, toCount, toList } from '../../../shared/review/words.ts';
import { call, type IpcError } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { ErrorMessage } from '../../components/Message.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { say } from '../../state/app.ts';
import { PolicyChanges, Signatures } from './parts.tsx';
import type { SectionProps } from './sheets.tsx';
import { LEVEL_WORDS } from './people-words.ts';
import { SignForm } from './SignForm.tsx';

/** The rules that this seat signs under, what each does, and how a next pack comes into force. */
export function PolicySection({ view, onOpen }: SectionProps): ReactNode {
  const { policy } = view;
  const [error, setError] = useState<IpcError | null>(null);
  const isBegun = view.chains.some((chain) => chain.isAdopted);

  async function load(): Promise<void> {
    const reply = await call('policy.choose', undefined);
    setError(reply.ok ? null : reply.error);
    const preview = reply.ok ? reply.value : null;
    if (preview !== null) onOpen((close) => <PreviewForm preview={preview} onClose={close} />);
  }
  async function save(): Promise<void> {
    const reply = await call('policy.save', undefined);
    setError(reply.ok ? null : reply.error);
    if (reply.ok && reply.value.saved) say('Policy pack saved as a file.');
  }

  return (
    <section aria-labelledby="ppl-policy">
      <OpenHead title="Policy pack" isOpen={false} level={2} id="ppl-policy" count={policy.version === 0 ? 'the one that ships with the program' : `version ${String(policy.version)}`} />
      <p><b><Outside text={policy.title} /></b></p>
      {policy.fork.length > 0 ? <p><StatePhrase icon="warning" tone="alarm">{toCount(policy.fork.length, 'pack')} with all signatures follow version {policy.version}. None of them is in force.</StatePhrase></p> : null}
      <div className="polg">
        <table className="tb">
          <caption className="vh">Rules and what they do</caption>
          <thead><tr><th scope="col">Rule</th><th scope="col">What it asks</th><th scope="col">Level</th></tr></thead>
          <tbody>
            {policy.rules.map((rule) => (
              <tr key={rule.id}><td className="mono">{rule.id}</td><td>{rule.title}</td><td>{LEVEL_WORDS[rule.level]}{rule.isFixed ? <span className="small q2">, cannot be relaxed</span> : null}</td></tr>
            ))}
          </tbody>
        </table>
        <div>
          <table className="tb">
            <caption className="vh">Who may sign what</caption>
            <thead><tr><th scope="col">May sign</th><th scope="col">Lines</th><th scope="col">Clause</th></tr></thead>
            <tbody>{policy.rights.map((right) => <tr key={right.kind}><td>{right.kind.replaceAll('-', ' ')}</td><td>{toList(right.lines.map((one) => LINE_WORDS[one]))}</td><td className="num">{right.clause}</td></tr>)}</tbody>
          </table>
          <dl className="kv wide below">
            {policy.facts.map((fact) => <div className="pair" key={fact.name}><dt>{fact.name}</dt><dd>{fact.value}</dd></div>)}
          </dl>
        </div>
      </div>
      {isBegun ? (
        <div className="r wrap below">
          <Button icon="folder" onClick={() => void load()}>Load a policy pack</Button>
          <Button onClick={() => void save()}>Save this pack as a file</Button>
        </div>
      ) : null}
      <ErrorMessage title="Not loaded" error={error} />
      <History policy={policy} />
    </section>
  );
} // prettier-ignore

function History({ policy }: { readonly policy: PolicyView }): ReactNode {
  if (policy.versions.length + policy.rejected.length === 0) return null;
  return (
    <details className="below">
      <summary>Versions, what they changed and who signed them</summary>
      <ul className="ppllist">
        {[...policy.versions].reverse().map((item) => (
          <li key={item.sha256}>
            <p><b>Version {item.version}</b>, “<Outside text={item.title} />”</p>
            <PolicyChanges changes={item.changes} />
            <Signatures signatures={item.signatures} />
          </li>
        ))}
        {policy.rejected.map((item, index) => (
          <li key={`${item.sha256} ${String(index)}`}>
            <p><b>Version {item.version}</b>, “<Outside text={item.title} />”</p>
            <p className="st care">does not count: {item.why}</p>
            <Signatures signatures={item.signatures} />
          </li>
        ))}
      </ul>
    </details>
  );
} // prettier-ignore

/** A pack out of a file: what it changes and in which direction, before anybody signs it. */
function PreviewForm({ preview, onClose }: { readonly preview: PolicyPreview; readonly onClose: () => void }): ReactNode {
  const looser = preview.changes.filter((change) => change.direction === 'looser').length;
  const stricter = preview.changes.filter((change) => change.direction === 'stricter').length;
  return (
    <SignForm title={`Policy pack ${String(preview.version)}`} action="Sign the policy pack" keyids={null} missing={preview.changes.length === 0 ? 'It changes nothing, so there is nothing to sign.' : null} done={`You signed policy pack ${String(preview.version)}.`} onSign={(signing) => call('policy.propose', { sha256: preview.sha256, signing })} onClose={onClose}>
      <p>“<Outside text={preview.title} />” from <bdi className="mono">{preview.fileName}</bdi>: {toCount(preview.changes.length, 'change')}, {stricter} stricter, {looser} looser. Nothing is in force until it is signed.</p>
      <PolicyChanges changes={preview.changes} />
    </SignForm>
  );
} // prettier-ignore
