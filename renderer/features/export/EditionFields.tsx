import type { ReactNode } from 'react';
import type { Edition } from '../../../shared/export/withheld.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Field } from '../../components/Field.tsx';
import { Check, OptionList, type Option } from '../../components/OptionList.tsx';
import { toSize } from '../../components/words.ts';
import { withGround, withhold, type Candidate, type EditionForm } from './edition-form.ts';
import './export.css';

interface EditionFieldsProps {
  readonly form: EditionForm;
  readonly candidates: readonly Candidate[];
  /** Who approves what is withheld; null while there is no identity. */
  readonly approver: string | null;
  readonly onChange: (form: EditionForm) => void;
}

function toOptions(approver: string | null): readonly Option<Edition>[] {
  const why = approver === null ? 'Somebody has to approve what is withheld: make an identity first' : null; // prettier-ignore
  return [
    { value: 'full', label: 'Full', hint: 'Everything, to be checked whole' },
    { value: 'external', label: 'External', hint: 'Without documents or evidence you choose; their digests stay, so that the bytes can be shown to be the same', why },
    { value: 'public', label: 'Public summary', hint: 'Manifest, logs, opinions, decisions, dissents and overrides; no file of the bundle, no note, challenge, answer or declaration', why },
  ]; // prettier-ignore
}

/** Which edition, and for the external one what is withheld and on what ground (R31). */
export function EditionFields({ form, candidates, approver, onChange }: EditionFieldsProps): ReactNode {
  return (
    <>
      <OptionList legend="Edition" options={toOptions(approver)} value={form.edition} onChange={(edition) => onChange({ ...form, edition })} />
      {form.edition === 'full' ? null : <p className="hint">Dissents and overrides are in every edition. What is withheld is listed with its ground, and {approver ?? 'nobody'} is named as who approved it.</p>}
      {form.edition !== 'external' ? null : <Withholding form={form} candidates={candidates} onChange={onChange} />}
    </>
  );
} // prettier-ignore

function Withholding({ form, candidates, onChange }: Omit<EditionFieldsProps, 'approver'>): ReactNode {
  const count = Object.keys(form.grounds).length;
  return (
    <section aria-labelledby="ex-withheld">
      <div className="openhead"><h3 id="ex-withheld">Withheld</h3><span className="cnt">{count} of {toCount(candidates.length, 'file')}</span></div>
      <p className="hint">Records are never cut: a passage that a note or challenge quotes can be read there. A file with the same name or bytes in another version is withheld with it.</p>
      <ul className="withheld">
        {candidates.map(({ path, title, bytes }) => {
          const ground = form.grounds[path];
          return (
            <li key={path}>
              <Check label={title} hint={`${path.slice('data/'.length)}, ${toSize(bytes)}`} isChecked={ground !== undefined} onChange={(isChecked) => onChange(withhold(form, path, isChecked))} />
              {ground === undefined ? null : <Field label={`Ground for withholding ${title}`} value={ground} maxLength={500} isRequired onChange={(words) => onChange(withGround(form, path, words))} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
} // prettier-ignore
