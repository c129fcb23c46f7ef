/** An image of the bundle, shown from its checked bytes. Images from anywhere else are named, not loaded. */
import { type ReactNode, useEffect, useState } from 'react';
import { resolveLink } from '../../../shared/document/links.ts';
import { useCase } from '../../state/case.ts';
import { readBytes } from './load-file.ts';
import { useLoaded } from './use-file.ts';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  // Inside <img> an SVG runs no scripts and loads nothing.
  svg: 'image/svg+xml',
};

/** Media type by the ending of a file name; null when it is no image that can be shown. */
export function toImageType(path: string): string | null {
  return TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? null;
}

interface BundleImageProps {
  readonly src: string | undefined;
  readonly alt: string;
  readonly from: string;
}

export function BundleImage({ src = '', alt, from }: BundleImageProps): ReactNode {
  const files = useCase((state) => state.safetyCase?.files ?? []);
  const target = resolveLink(src, from);
  if (target.kind === 'external' || target.kind === 'inert' || target.kind === 'fragment')
    return <span className="inertlink">{alt} <span className="address">[image from outside, not loaded: {src}]</span></span>;
  const type = toImageType(target.path);
  if (type === null || !files.some((one) => one.path === `data/${target.path}`))
    return <span className="inertlink">{alt} <span className="address">[image not in this bundle: {src}]</span></span>;
  return <CheckedImage path={target.path} type={type} alt={alt} />;
} // prettier-ignore

interface CheckedImageProps {
  readonly path: string;
  readonly type: string;
  readonly alt: string;
}

export function CheckedImage({ path, type, alt }: CheckedImageProps): ReactNode {
  const loaded = useLoaded(`bytes:${path}`, () => readBytes(path));
  const [address, setAddress] = useState<string | null>(null);
  const bytes = loaded.state === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (bytes === null) return undefined;
    const made = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [bytes, type]);
  if (loaded.state === 'failed') return <span className="inertlink">{alt} <span className="address">[{loaded.why}]</span></span>;
  if (address === null) return <span className="q">loading image</span>;
  return <img className="docimage" src={address} alt={alt === '' ? 'No description supplied' : alt} />;
} // prettier-ignore
