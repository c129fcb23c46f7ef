/** Saves the argument as a drawing. It is drawn here, from the open case: the page sends no markup. */
import { CountersignError } from '../../../shared/errors.ts';
import { toDrawing } from '../../../shared/argument/drawing/drawing.ts';
import { toSvg } from '../../../shared/argument/drawing/svg.ts';
import { toWhatIf } from '../../../shared/argument/what-if.ts';
import { writeFileAtomically } from '../../host/storage/atomic-file.ts';
import type { AppContext } from '../context.ts';
import type { CallHandlers } from '../ipc/handle.ts';
import type { OpenSession } from '../session/open-case.ts';

export function createDrawingHandlers(
  context: AppContext,
  session: OpenSession,
): Pick<CallHandlers, 'case.saveDrawing'> {
  return {
    'case.saveDrawing': async ({ failed, ...view }) => {
      const safetyCase = session.safetyCase();
      if (safetyCase === null) throw new CountersignError('not-found', 'No case is open.');
      const file = await context.dialogs.save({
        title: 'Save the drawing',
        defaultPath: `${safetyCase.id}-${safetyCase.version}-argument.svg`.replace(/[^\w.()-]+/g, '_'), // prettier-ignore
        filters: [{ name: 'Drawing', extensions: ['svg'] }],
      });
      if (file === null) return { saved: false };
      const whatIf = toWhatIf(safetyCase, failed);
      const svg = toSvg(toDrawing(safetyCase, view), {
        title: `${safetyCase.title}, version ${safetyCase.version}`,
        fallen: new Set(whatIf.fallen),
        failed: new Set(whatIf.failed),
      });
      await writeFileAtomically(file, svg);
      return { saved: true };
    },
  };
}
