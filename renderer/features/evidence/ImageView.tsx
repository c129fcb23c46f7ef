/** An image in its own size or fitted. Not altered for dark themes: it is testimony. */
import { type ReactNode, useState } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { Button } from '../../components/Button.tsx';
import { CheckedImage, toImageType } from '../reading/BundleImage.tsx';

export function ImageView({ evidence }: { readonly evidence: EvidenceItem }): ReactNode {
  const [isWhole, setIsWhole] = useState(true);
  return (
    <figure className="eimage">
      <div className="r small">
        <figcaption className="q2 grow"><Outside text={evidence.title} />. The file gives no description of the picture.</figcaption>
        <Button kind="quiet" aria-pressed={!isWhole} onClick={() => setIsWhole(!isWhole)}>{isWhole ? 'Own size' : 'Fit to pane'}</Button>
      </div>
      <div className={isWhole ? 'picture fit' : 'picture'} tabIndex={0} role="region" aria-label={`${evidence.id}, image`} data-keys="">
        <CheckedImage path={evidence.path} type={toImageType(evidence.path) ?? ''} alt={`${evidence.id}, ${evidence.title}`} />
      </div>
    </figure>
  );
} // prettier-ignore
