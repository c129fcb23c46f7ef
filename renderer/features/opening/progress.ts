import type { EventPayload } from '../../../shared/ipc/contract.ts';

export interface ProgressWords {
  readonly title: string;
  /** "1.2 of 3.1 GiB"; empty while nothing is known. */
  readonly amount: string;
  /** Null while the whole is not known. */
  readonly percent: number | null;
}

const TITLES: Readonly<Record<EventPayload<'open.progress'>['step'], string>> = {
  reading: 'Reading the file',
  checking: 'Checking the bytes',
  parsing: 'Reading the case',
};

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function toProgressWords(progress: EventPayload<'open.progress'> | null): ProgressWords {
  if (progress === null) return { title: 'Opening the file', amount: '', percent: null };
  const { done, total, step } = progress;
  const title = TITLES[step];
  if (total === null || total <= 0)
    return { title, amount: done > 0 ? toSize(done, unitOf(done)) : '', percent: null };
  const unit = unitOf(total);
  return {
    title,
    amount: `${toFigure(Math.min(done, total), unit)} of ${toSize(total, unit)}`,
    percent: Math.floor((100 * Math.min(done, total)) / total),
  };
}

function unitOf(bytes: number): number {
  return bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
}

function toFigure(bytes: number, unit: number): string {
  return unit === 0 ? String(bytes) : (bytes / 1024 ** unit).toFixed(1);
}

function toSize(bytes: number, unit: number): string {
  return `${toFigure(bytes, unit)} ${UNITS[unit] ?? 'bytes'}`;
}
