/** Notes and challenges whose words are not in this text. They are listed, never hidden. */
import type { ReactNode } from 'react';
import { Message } from '../../components/Message.tsx';
import { toCount } from '../../../shared/review/words.ts';
import { jumpFromMark } from './jump.ts';
import type { PlacedMarks } from './marks.ts';

export function OrphanNotice({ placed }: { readonly placed: PlacedMarks }): ReactNode {
  const { orphaned } = placed;
  if (orphaned.length === 0) return null;
  return (
    <div className="para">
      <span className="no" />
      <Message tone="alarm" icon="orphaned" title={`${toCount(orphaned.length, 'passage')} orphaned`}>
        <ul className="small">
          {orphaned.map((one) => (
            <li key={one.id}>
              <button type="button" className="link" onClick={() => { jumpFromMark(one.id); }}>{one.label}</button>: {one.why}
            </li>
          ))}
        </ul>
      </Message>
    </div>
  );
} // prettier-ignore
