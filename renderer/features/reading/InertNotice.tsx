/** What a document holds that was not let act, and how much of it. */
import type { ReactNode } from 'react';
import type { InertContent } from '../../../shared/document/model.ts';
import { Message } from '../../components/Message.tsx';
import { toCount, toList } from '../../../shared/review/words.ts';

export function InertNotice({ inert }: { readonly inert: InertContent }): ReactNode {
  const words = toInertWords(inert);
  if (words === null) return null;
  return (
    <div className="para">
      <span className="no" />
      <Message tone="care" title="Made inert in this document"><p>{words}</p></Message>
    </div>
  );
} // prettier-ignore

/** "2 links that could run something and 1 image from outside. They are shown as text." */
export function toInertWords({ html, links, images }: InertContent): string | null {
  const parts = [
    html === 0 ? '' : `${toCount(html, 'piece')} of raw HTML`,
    links === 0 ? '' : `${toCount(links, 'link')} that could run or open something`,
    images === 0 ? '' : `${toCount(images, 'image')} from outside the bundle`,
  ].filter((one) => one !== '');
  if (parts.length === 0) return null;
  const isOne = html + links + images === 1;
  return `${toList(parts)}. ${isOne ? 'It is' : 'They are'} shown as text where ${isOne ? 'it stands' : 'they stand'}; nothing was run or loaded.`;
}
