import { useEffect } from 'react';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { say } from '../../state/app.ts';
import { useArgument } from '../../state/argument.ts';
import { ask, Cancelled } from '../graph/work.ts';

/** Asks the worker what falls whenever something else is set as failing; the last answer counts. */
export function useWhatIf(safetyCase: SafetyCase): void {
  const failed = useArgument((state) => state.failed);
  useEffect(() => {
    if (failed.length === 0) {
      useArgument.setState({ whatIf: null });
      return;
    }
    ask(safetyCase, 'fail', failed)
      .then((whatIf) => {
        if (useArgument.getState().failed === failed) useArgument.setState({ whatIf });
      })
      .catch((error: unknown) => {
        if (!(error instanceof Cancelled)) say(`The what-if failed: ${String(error)}`, 'alarm');
      });
  }, [safetyCase, failed]);
}
