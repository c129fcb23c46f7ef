/** Calls about the program itself. */
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';

type AppCalls = Pick<
  CallHandlers,
  'app.info' | 'app.preferences' | 'app.setPreferences' | 'app.forgetRecent'
>;

export function createAppHandlers({ info, preferences, recent }: AppContext): AppCalls {
  return {
    'app.info': () => Promise.resolve(info),
    'app.preferences': () => Promise.resolve(preferences.get()),
    'app.setPreferences': (change) => {
      const next = preferences.set(change);
      // On a shared computer the choice covers what was remembered before it.
      if (!next.rememberRecent) recent.forget(null);
      return Promise.resolve(next);
    },
    'app.forgetRecent': ({ token }) => {
      recent.forget(token);
      return Promise.resolve();
    },
  };
}
