/** The notice that this runtime is the development stand-in. It cannot be closed. */
import type { ReactNode } from 'react';
import { useApp } from '../state/app.ts';
import { Icon } from './Icon.tsx';

export function StandInBand(): ReactNode {
  const runtime = useApp((state) => state.appInfo?.runtime ?? null);
  if (runtime === null || !runtime.isStandIn) return null;
  return (
    <aside className="standin" aria-label="Runtime">
      <Icon name="warning" />
      <b>Development runtime, not for real cases.</b>
      <span>Electron {runtime.electron}, Chromium {runtime.chrome}. Long out of support.</span>
    </aside>
  );
} // prettier-ignore
