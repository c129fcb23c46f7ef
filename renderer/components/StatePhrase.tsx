/** A state is always icon, word and colour together (design.md 3). */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'plain' | 'quiet' | 'care' | 'alarm' | 'accent' | 'structure';

const CLASS_OF: Readonly<Record<Tone, string>> = {
  plain: 'st',
  quiet: 'st q',
  care: 'st care',
  alarm: 'st alarm',
  accent: 'st acc',
  structure: 'st lb',
};

export interface StatePhraseProps {
  readonly icon?: IconName;
  readonly tone?: Tone;
  readonly children: ReactNode;
}

export function StatePhrase({ icon, tone = 'plain', children }: StatePhraseProps): ReactNode {
  return (
    <span className={CLASS_OF[tone]}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  );
}
