/** The groups that this person made, with a press to take the object into one or out of it. */
import type { ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { groups, useReview } from '../../state/review.ts';
import { toggleMember, toMade } from '../analysis/groups.ts';

export function GroupMembership({ id }: { readonly id: string }): ReactNode {
  const made = useReview(groups);
  if (made.length === 0) return null;
  return (
    <section aria-label="Groups">
      <div className="shuthead"><h3>Groups</h3><span className="cnt">only you</span></div>
      <div className="r wrap">
        {made.map((one) => (
          <Button key={one.id} kind="quiet" aria-pressed={toMade(one).members.includes(id)} onClick={() => void toggleMember(one, id)}>{one.fields['name'] ?? ''}</Button>
        ))}
      </div>
    </section>
  );
} // prettier-ignore
