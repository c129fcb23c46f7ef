import type { EventPayload } from '../../../shared/ipc/contract.ts';
import { toSize } from '../../components/words.ts';

export interface ProgressWords {
  readonly title: string;
  /** "1.2 GB of 3.3 GB"; empty while nothing is known. */
  readonly amount: string;
  /** Null while the whole is not known. */
  readonly percent: number | null;
}

const TITLES: Readonly<Record<EventPayload<'open.progress'>['step'], string>> = {
  reading: 'Reading the file',
  checking: 'Checking the bytes',
  parsing: 'Reading the case',
};

export function toProgressWords(progress: EventPayload<'open.progress'> | null): ProgressWords {
  if (progress === null) return { title: 'Opening the file', amount: '', percent: null };
  const { done, total, step } = progress;
  const title = TITLES[step];
  if (total === null || total <= 0)
    return { title, amount: done > 0 ? toSize(done) : '', percent: null };
  return {
    title,
    amount: `${toSize(Math.min(done, total))} of ${toSize(total)}`,
    percent: Math.floor((100 * Math.min(done, total)) / total),
  };
}
