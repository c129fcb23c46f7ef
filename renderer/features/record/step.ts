import { useApp } from '../../state/app.ts';

/** How far a key moves in a list: arrows always, J and K only while single keys are switched on. */
export function toStep(key: string): 1 | -1 | undefined {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (!useApp.getState().preferences.singleKeyShortcuts) return undefined;
  if (key === 'j') return 1;
  return key === 'k' ? -1 : undefined;
}
