/** A row below the tools of a view, while the worker looks for long at the argument, and where it has no answer. */
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { cancelWork } from './work.ts';

/** Most answers come sooner, and nobody has to read this. */
const TOLD_AFTER_MS = 400;

interface LookingProps {
  readonly isLooking: boolean;
  /** Why there is no answer, in words. */
  readonly why: string | null;
  /** What is not known then, as a sentence begins: "What the groups do is". */
  readonly what: string;
  readonly onAgain: () => void;
}

/** How to stop it; then why there is no answer, and how to ask again. Nothing where there is one. */
export function Looking({ isLooking, why, what, onAgain }: LookingProps): ReactNode {
  if (isLooking) return <StillLooking />;
  if (why === null) return null;
  return (
    <div className="r lookingrow">
      <p className="small st care" role="alert">{what} not known: {why}</p>
      <Button kind="quiet" onClick={onAgain}>Look again</Button>
    </div>
  );
} // prettier-ignore

function StillLooking(): ReactNode {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, TOLD_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!isLate) return null;
  return (
    <div className="r lookingrow">
      <p className="small q2" role="status">Still looking at the argument</p>
      <Button onClick={cancelWork}>Cancel</Button>
    </div>
  );
} // prettier-ignore
