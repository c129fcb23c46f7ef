/** How the program looks and which keys it takes. Changes apply at once and are kept. */
import type { ReactNode } from 'react';
import type { Preferences } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Check } from '../../components/OptionList.tsx';
import { type Segment, Segments } from '../../components/Segments.tsx';
import { closeDialog, setPreferences, useApp } from '../../state/app.ts';

const THEMES: readonly Segment<Preferences['theme']>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const CONTRASTS: readonly Segment<Preferences['contrast']>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'normal', label: 'Normal' },
  { value: 'more', label: 'More' },
];
const MOTIONS: readonly Segment<Preferences['motion']>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'none', label: 'None' },
];
const SMALLEST = 14;
const LARGEST = 24;

export default function SettingsDialog(): ReactNode {
  const preferences = useApp((state) => state.preferences);
  return (
    <Dialog title="Settings" onClose={closeDialog} note="Changes apply at once.">
      <div className="settings">
        <Group title="Appearance">
          <Line label="Theme">
            <Segments label="Theme" segments={THEMES} value={preferences.theme} onChange={(theme) => void setPreferences({ theme })} />
          </Line>
          <Line label="Contrast">
            <Segments label="Contrast" segments={CONTRASTS} value={preferences.contrast} onChange={(contrast) => void setPreferences({ contrast })} />
          </Line>
          <Line label="Motion">
            <Segments label="Motion" segments={MOTIONS} value={preferences.motion} onChange={(motion) => void setPreferences({ motion })} />
          </Line>
        </Group>
        <Group title="Reading">
          <Line label="Size of document text">
            <ReadingSize size={preferences.readingSize} />
          </Line>
        </Group>
        <Group title="Keyboard">
          <Check label="Single keys" hint="X raises a challenge, C adds a note, N goes on. Only while the focus is in outline, reader or register." isChecked={preferences.singleKeyShortcuts} onChange={(singleKeyShortcuts) => void setPreferences({ singleKeyShortcuts })} />
        </Group>
        <Group title="This computer">
          <Check label="Remember recent cases" hint="Names of files that were opened here. Off also forgets those that are listed." isChecked={preferences.rememberRecent} onChange={(rememberRecent) => void setPreferences({ rememberRecent })} />
        </Group>
      </div>
    </Dialog>
  );
} // prettier-ignore

function ReadingSize({ size }: { readonly size: number }): ReactNode {
  return (
    <div className="r">
      <Button isOff={size <= SMALLEST} onClick={() => void setPreferences({ readingSize: size - 1 })}>Smaller</Button>
      <span className="num" role="status">{size} px</span>
      <Button isOff={size >= LARGEST} onClick={() => void setPreferences({ readingSize: size + 1 })}>Larger</Button>
      <span className="ser sizesample">The words of a claim</span>
    </div>
  );
} // prettier-ignore

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <div className="shuthead"><h3>{title}</h3></div>
      {children}
    </section>
  );
} // prettier-ignore

function Line({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="settingline">
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}
