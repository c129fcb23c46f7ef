/** Starts the renderer: styles, subscriptions, first data, first screen. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/index.css';
import { App } from './App.tsx';
import { setupFocusKeeper } from './features/shortcuts/keep-focus.ts';
import { setupKeys } from './features/shortcuts/keys.ts';
import { loadStart, setupAppEvents } from './state/app.ts';
import { useCase } from './state/case.ts';
import { setupExchangeEvents } from './state/exchange.ts';
import { setupOpeningEvents } from './state/opening.ts';
import { setupPeopleEvents } from './state/people.ts';
import { setupReviewEvents } from './state/review.ts';
import { setupTrustedTypes } from './trusted-types.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');

setupTrustedTypes();
// Listeners first: main may already be checking a file that the program was started with.
setupAppEvents();
setupOpeningEvents();
setupExchangeEvents();
setupReviewEvents(() => useCase.getState().safetyCase !== null);
setupPeopleEvents();
setupKeys();
setupFocusKeeper();
void loadStart();

createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
