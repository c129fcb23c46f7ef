/** The packet that is being looked at, and what waits in the exchange folder. */
import { create } from 'zustand';
import type { ExchangeView } from '../../shared/packet/exchange-view.ts';
import type { IpcError } from '../../shared/ipc/contract.ts';
import { call, on } from '../api.ts';
import { loadStart, say, showScreen, useApp } from './app.ts';
import { useCase } from './case.ts';

export interface ExchangeState {
  /** Names the packet whose contents are shown; null while none is. */
  readonly token: string | null;
  readonly view: ExchangeView | null;
  readonly isChecking: boolean;
  readonly error: IpcError | null;
}

export const useExchange = create<ExchangeState>()(() => ({
  token: null,
  view: null,
  isChecking: false,
  error: null,
}));

export function showPacket(token: string): void {
  useExchange.setState({ token });
  showScreen('packet');
}

/** Back to where the packet was opened from. */
export function leavePacket(): void {
  useExchange.setState({ token: null });
  void loadExchange();
  if (useCase.getState().safetyCase !== null) showScreen('case');
  else {
    showScreen('start');
    void loadStart();
  }
}

async function ask(name: 'exchange.get' | 'exchange.check' | 'exchange.choose' | 'exchange.stop'): Promise<void> {
  useExchange.setState({ isChecking: true });
  const reply = await call(name, undefined);
  useExchange.setState(reply.ok ? { view: reply.value, isChecking: false, error: null } : { isChecking: false, error: reply.error });
} // prettier-ignore

export const loadExchange = (): Promise<void> => ask('exchange.get');

export async function checkForPackets(): Promise<void> {
  await ask('exchange.check');
  const { view } = useExchange.getState();
  if (view?.folder === null) say('No exchange folder is set.');
  else if (view?.problem === null) say(view.waiting.length === 0 ? 'No new packets.' : 'Packets wait in the exchange folder.'); // prettier-ignore
}

export const chooseExchangeFolder = (): Promise<void> => ask('exchange.choose');
export const stopExchange = (): Promise<void> => ask('exchange.stop');

/** Looks quietly where a folder is set: when the window is used again, and when something was recorded. */
function lookAgain(): void {
  const { view, isChecking } = useExchange.getState();
  if (view?.folder === undefined || view.folder === null || isChecking) return;
  if (useApp.getState().screen === 'case') void ask('exchange.check');
}

/** Subscriptions of this area; called once at start. */
export function setupExchangeEvents(): void {
  on('exchange.changed', () => {
    if (!useExchange.getState().isChecking) void loadExchange();
  });
  on('review.changed', lookAgain);
  on('open.caseOpened', () => void loadExchange().then(lookAgain));
  window.addEventListener('focus', lookAgain);
}
