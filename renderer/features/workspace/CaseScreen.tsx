/** The open case: bar, section, foot. */
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { assertNever } from '../../../shared/errors.ts';
import { AppBar } from '../../components/AppBar.tsx';
import { AppFoot } from '../../components/AppFoot.tsx';
import { useApp } from '../../state/app.ts';
import { Palette } from '../shortcuts/Palette.tsx';
import { offerCaseCommands } from './case-commands.ts';
import { ReadSection } from './ReadSection.tsx';

const ChallengesScreen = lazy(() => import('../challenges/ChallengesScreen.tsx'));
const SearchScreen = lazy(() => import('../search/SearchScreen.tsx'));
const SignOffScreen = lazy(() => import('../sign-off/SignOffScreen.tsx'));
const ExchangeScreen = lazy(() => import('../exchange/ExchangeScreen.tsx'));
const LogScreen = lazy(() => import('../record/LogScreen.tsx'));

export default function CaseScreen(): ReactNode {
  useEffect(offerCaseCommands, []);
  useEffect(() => {
    document.documentElement.dataset['ready'] = 'case';
  }, []);
  return (
    <div className="app">
      <AppBar />
      <main id="main" className="body">
        <Suspense fallback={null}>
          <SectionOf />
        </Suspense>
      </main>
      <AppFoot />
      <Palette />
    </div>
  );
}

function SectionOf(): ReactNode {
  const section = useApp((state) => state.section);
  switch (section) {
    case 'read':
      return <ReadSection />;
    case 'search':
      return <SearchScreen />;
    case 'challenges':
      return <ChallengesScreen />;
    case 'sign-off':
      return <SignOffScreen />;
    case 'log':
      return <LogScreen />;
    case 'exchange':
      return <ExchangeScreen />;
    default:
      return assertNever(section, 'section');
  }
}
