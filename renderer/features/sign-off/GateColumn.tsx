import type { ReactNode } from 'react';
import type { GateItem, SignOffPreparation } from '../../../shared/review/view.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { splitGate, toCoverageRows, toGateCount, toRuleWords } from './gate-words.ts';
import { RefText } from './RefText.tsx';
import { passedKey, type Fields } from './sign-off-form.ts';

interface GateColumnProps {
  readonly preparation: SignOffPreparation;
  readonly fields: Fields;
  readonly onField: (key: string, value: string) => void;
  /** Goes to a node, a challenge or an evidence item; the dialog closes and keeps its draft. */
  readonly onGo: (ref: string) => void;
  readonly onDeclare: () => void;
}

/** What is not settled first, then what is met, then what the signer opened. */
export function GateColumn({ preparation, fields, onField, onGo, onDeclare }: GateColumnProps): ReactNode {
  const { unsettled, shown, met } = splitGate(preparation.gate);
  return (
    <>
      <div className={unsettled.length === 0 ? 'shuthead' : 'openhead'}><h3>Not yet settled</h3><span className="cnt">{toGateCount(preparation.gate)}</span></div>
      {unsettled.length === 0 ? <p className="q2">Every rule that closes something is met.</p> : null}
      <ul className="gate">
        {unsettled.map((item) => (
          <Unsettled key={`${item.rule} ${item.why}`} item={item} onGo={onGo}>
            {item.level === 'warns' ? <Field label={`Reason for passing ${item.rule}`} value={fields[passedKey(item.rule)] ?? ''} onChange={(value) => onField(passedKey(item.rule), value)} hint="Goes into the signed text." /> : null}
            {item.rule === 'R4' ? <Button onClick={onDeclare}>Declare interests</Button> : null}
          </Unsettled>
        ))}
      </ul>
      {shown.length === 0 ? null : (
        <>
          <div className="shuthead"><h3>Shown with your signature</h3><span className="cnt">closes nothing</span></div>
          <ul className="gate tight">{shown.map((item) => <Settled key={`${item.rule} ${item.why}`} item={item} icon="info" onGo={onGo} />)}</ul>
        </>
      )}
      <div className="shuthead"><h3>Met</h3><span className="cnt">{met.length}</span></div>
      <ul className="gate tight">{met.map((item) => <Settled key={`${item.rule} ${item.why}`} item={item} icon="check" onGo={onGo} />)}</ul>
      <div className="shuthead"><h3>What you opened</h3><span className="cnt">goes into the signed text</span></div>
      <dl className="kv cov">
        {toCoverageRows(preparation.coverage).map((row) => (
          <div className="pair" key={row.label}><dt>{row.label}</dt><dd className="num">{row.words}</dd></div>
        ))}
      </dl>
      <p className="hint">Opened is not understood. Countersign cannot tell.</p>
    </>
  );
} // prettier-ignore

const FACES: Readonly<
  Record<GateItem['state'], { readonly name: string; readonly icon: IconName }>
> = {
  'not met': { name: 'unmet', icon: 'cross' },
  'needs a reason': { name: 'passed', icon: 'warning' },
  'passed with a reason': { name: 'passed', icon: 'warning' },
  met: { name: '', icon: 'check' },
};

interface UnsettledProps {
  readonly item: GateItem;
  readonly onGo: (ref: string) => void;
  readonly children: ReactNode;
}

function Unsettled({ item, onGo, children }: UnsettledProps): ReactNode {
  const face = FACES[item.state];
  return (
    <li className={face.name}>
      <Icon name={face.icon} />
      <b>{item.title}</b>
      <span className="word">{item.state}</span>
      <span className="why"><RefText text={item.why} refs={item.refs} onGo={onGo} /> <span className="q">{toRuleWords(item)}</span></span>
      <div className="why more">{children}</div>
    </li>
  );
} // prettier-ignore

function Settled({ item, icon, onGo }: { readonly item: GateItem; readonly icon: IconName; readonly onGo: (ref: string) => void }): ReactNode {
  return (
    <li>
      <Icon name={icon} />
      <span>{item.title}. <span className="q2"><RefText text={item.why} refs={item.refs} onGo={onGo} /></span></span>
      <span className="word">{item.rule}</span>
    </li>
  );
} // prettier-ignore
