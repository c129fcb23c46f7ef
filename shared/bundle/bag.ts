/** What the check of a bag is given, and what it answers. */
import type { BagProblem } from './bag-text.ts';

export interface FoundFile {
  /** Path in the bag, segments divided by "/". */
  readonly path: string;
  readonly bytes: number;
  /** Lowercase hex by algorithm: always "sha256", and each algorithm that a manifest names. */
  readonly digests: ReadonlyMap<string, string>;
}

export interface BagInput {
  readonly files: readonly FoundFile[];
  readonly hasPayloadFolder: boolean;
  /** Bytes of a file outside data/, or null where there is none. */
  readonly tagFile: (path: string) => Uint8Array | null;
  /** Text of bytes in an encoding named by bagit.txt; null where it is unknown or the bytes are not in it. */
  readonly decode: (bytes: Uint8Array, encoding: string) => string | null;
  /** Size that the case itself names for a file, unchecked; only for the wording of a finding. */
  readonly bytesNamed: (path: string) => number | null;
}

export interface BagCheck {
  readonly problems: readonly BagProblem[];
  readonly warnings: readonly string[];
  /** Null where the bag may be sealed; else why it can only be read. Meaningless while there are problems. */
  readonly draftReason: string | null;
  /** SHA-256 of manifest-sha256.txt as found, null where there is none. */
  readonly bundleDigest: string | null;
}
