/** Calls about the program itself. */
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';

type AppCalls = Pick<
  CallHandlers,
  'app.info' | 'app.preferences' | 'app.setPreferences' | 'app.forgetRecent'
>;

export function createAppHandlers({ info, preferences, recent }: AppContext): AppCalls {
  return {
    'app.info': async () => info,
    'app.preferences': async () => preferences.get(),
    'app.setPreferences': async (change) => {
      const next = preferences.set(change);
      // On a shared computer the choice covers what was remembered before it.
      if (!next.rememberRecent) recent.forget(null);
      return next;
    },
    'app.forgetRecent': async ({ token }) => {
      recent.forget(token);
    },
  };
}
