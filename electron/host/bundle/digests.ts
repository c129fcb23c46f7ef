/** Digests of one pass over a file. */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { DIGEST_LENGTHS } from '../../../shared/bundle/bag-text.ts';

/** Measured best for hashing on every runtime in use; smaller reads cost up to twice the time. */
export const READ_SIZE = 1024 * 1024;

export interface Digester {
  readonly update: (chunk: Uint8Array) => void;
  /** Lowercase hex by algorithm. */
  readonly digests: () => ReadonlyMap<string, string>;
}

export function createDigester(algorithms: ReadonlySet<string>): Digester {
  const hashes = new Map<string, Hash>([...algorithms].map((name) => [name, createHash(name)]));
  return {
    update: (chunk) => {
      for (const hash of hashes.values()) hash.update(chunk);
    },
    digests: () => new Map([...hashes].map(([name, hash]) => [name, hash.digest('hex')])),
  };
}

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Algorithms that the names of a bag's manifests ask for, and SHA-256 always. */
export function algorithmsOf(paths: readonly string[]): ReadonlySet<string> {
  const named = paths.map((path) =>
    /^(?:tag)?manifest-([A-Za-z0-9-]+)\.txt$/u.exec(path)?.[1]?.toLowerCase(),
  );
  return new Set([
    'sha256',
    ...named.filter((name) => name !== undefined && name in DIGEST_LENGTHS),
  ] as string[]);
}
