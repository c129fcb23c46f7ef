import { memo, type ReactNode } from 'react';
import type { DrawnLine } from '../../../shared/argument/drawing/drawing.ts';
import { toArrow, toCross } from '../../../shared/argument/drawing/shapes.ts';

interface GraphLineProps {
  readonly line: DrawnLine;
  /** In a what-if both ends do not hold. */
  readonly falls: boolean;
}

/** Solid head: supported by. Hollow head: in context of. Dashed: challenges. */
export const GraphLine = memo(function GraphLine({ line, falls }: GraphLineProps): ReactNode {
  const path = toArrow(line.points);
  if (path.line === '') return null;
  const look = [line.kind, line.isBack ? 'back' : '', falls ? 'fallen' : ''].filter((one) => one !== '').join(' '); // prettier-ignore
  return (
    <g className={`gline ${look}`}>
      <path className="l" d={path.line} />
      <path className="h" d={path.head} />
      {line.isDefeated && <path className="x" d={toCross(line.points)} />}
    </g>
  );
});
