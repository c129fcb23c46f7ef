/** The screens of the program. The start screen is in the first chunk; everything else is fetched on need. */
import { lazy, Suspense, type ReactNode } from 'react';
import { assertNever } from '../shared/errors.ts';
import { AppFoot } from './components/AppFoot.tsx';
import { DropTarget } from './components/DropTarget.tsx';
import { StandInBand } from './components/StandInBand.tsx';
import { UndoDiscard } from './features/notes/UndoDiscard.tsx';
import { StartScreen } from './features/start/StartScreen.tsx';
import { type DialogState, useApp } from './state/app.ts';
import { useOpening } from './state/opening.ts';

const CaseScreen = lazy(() => import('./features/workspace/CaseScreen.tsx'));
const OpeningScreen = lazy(() => import('./features/opening/OpeningScreen.tsx'));
const RefusedScreen = lazy(() => import('./features/opening/RefusedScreen.tsx'));
const PacketScreen = lazy(() => import('./features/exchange/PacketScreen.tsx'));
const SendPacketDialog = lazy(() => import('./features/exchange/SendPacketDialog.tsx'));
const VerifyScreen = lazy(() => import('./features/verify/VerifyScreen.tsx'));
const PeopleScreen = lazy(() => import('./features/people/PeopleScreen.tsx'));
const IdentityDialog = lazy(() => import('./features/identity/IdentityDialog.tsx'));
const UnlockDialog = lazy(() => import('./features/identity/UnlockDialog.tsx'));
const InterestsDialog = lazy(() => import('./features/interests/InterestsDialog.tsx'));
const SignOffDialog = lazy(() => import('./features/sign-off/SignOffDialog.tsx'));
const OpenSealedDialog = lazy(() => import('./features/sign-off/OpenSealedDialog.tsx'));
const StepAsideDialog = lazy(() => import('./features/sign-off/StepAsideDialog.tsx'));
const TimeStampDialog = lazy(() => import('./features/record/TimeStampDialog.tsx'));
const ExportDialog = lazy(() => import('./features/export/ExportDialog.tsx'));
const SettingsDialog = lazy(() => import('./features/settings/SettingsDialog.tsx'));
const AboutDialog = lazy(() => import('./features/settings/AboutDialog.tsx'));
const ShortcutsDialog = lazy(() => import('./features/shortcuts/ShortcutsDialog.tsx'));

export function App(): ReactNode {
  const dialog = useApp((state) => state.dialog);
  return (
    <DropTarget>
      <StandInBand />
      <ScreenOf />
      <UndoDiscard />
      <Suspense fallback={null}>{dialogOf(dialog)}</Suspense>
    </DropTarget>
  );
}

function ScreenOf(): ReactNode {
  const screen = useApp((state) => state.screen);
  const verifications = useOpening((state) => state.verifications);
  switch (screen) {
    case 'start':
      return <WithoutBar><StartScreen /></WithoutBar>;
    case 'opening':
      return <WithoutBar><OpeningScreen /></WithoutBar>;
    case 'refused':
      return <WithoutBar><RefusedScreen /></WithoutBar>;
    case 'verify':
      return <WithoutBar><VerifyScreen key={verifications} /></WithoutBar>;
    case 'people':
      return <WithoutBar><PeopleScreen /></WithoutBar>;
    case 'packet':
      return <WithoutBar><PacketScreen /></WithoutBar>;
    case 'case':
      return <Suspense fallback={<div className="app" />}><CaseScreen /></Suspense>;
    default:
      return assertNever(screen, 'screen');
  }
} // prettier-ignore

/** A screen on one sheet of paper with the foot below it. The screen fills `main`. */
function WithoutBar({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="app nobar">
      <main id="main" className="body">
        <Suspense fallback={null}>{children}</Suspense>
      </main>
      <AppFoot />
    </div>
  );
}

function dialogOf(dialog: DialogState): ReactNode {
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'identity':
      return <IdentityDialog />;
    case 'unlock':
      return <UnlockDialog />;
    case 'interests':
      return <InterestsDialog />;
    case 'sign-off':
      return <SignOffDialog key={`${dialog.what} ${dialog.about ?? ''}`} />;
    case 'open-sealed':
      return <OpenSealedDialog />;
    case 'step-aside':
      return <StepAsideDialog />;
    case 'time-stamp':
      return <TimeStampDialog />;
    case 'export':
      return <ExportDialog />;
    case 'send-packet':
      return <SendPacketDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'about':
      return <AboutDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    default:
      return assertNever(dialog, 'dialog');
  }
}
