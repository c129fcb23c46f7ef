/** Which view fits a piece of evidence. */
import type { EvidenceItem } from '../../../shared/case/model.ts';
import { toImageType } from '../reading/BundleImage.tsx';

export type Viewer = 'table' | 'json' | 'markdown' | 'text' | 'image' | 'bytes';

/** By media type first, by the ending of the name where the type says nothing. */
export function toViewer({ mediaType, path }: Pick<EvidenceItem, 'mediaType' | 'path'>): Viewer {
  const type = mediaType.toLowerCase().split(';')[0]?.trim() ?? '';
  const ending = path.split('.').at(-1)?.toLowerCase() ?? '';
  if (type === 'text/csv' || ending === 'csv') return 'table';
  if (type === 'application/json' || type.endsWith('+json') || ending === 'json') return 'json';
  if (type === 'text/markdown' || ending === 'md' || ending === 'markdown') return 'markdown';
  if (toImageType(path) !== null) return 'image';
  if (type.startsWith('text/') || ['txt', 'log', 'yaml', 'yml', 'toml', 'xml', 'jsonl', 'ndjson'].includes(ending)) return 'text';
  return 'bytes';
} // prettier-ignore
