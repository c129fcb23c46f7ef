/** The page `verify.html` that goes into audit records: built once, and lying beside the running program. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '../../../shared/errors.ts';
import { toHex } from '../../../shared/trust/bytes.ts';
import { nodeCrypto } from '../crypto.ts';

/** Where the build puts it: beside the bundle of the program that runs. */
export const VERIFY_PAGE_FILE = fileURLToPath(new URL('verify.html', import.meta.url));

/**
 * Bytes of the page of this version.
 * @throws CountersignError `internal` where it is not there: a program that was not built whole
 */
export function readVerifyPage(file = VERIFY_PAGE_FILE): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new CountersignError('internal', 'The page verify.html of this program is missing. Install the program again.', [], { cause }); // prettier-ignore
  }
}

/** SHA-256 of the page of this version; null where it is not at hand, as when the sources run as they are. */
export function verifyPageDigest(file = VERIFY_PAGE_FILE): string | null {
  try {
    return toHex(nodeCrypto.sha256(readVerifyPage(file)));
  } catch (error) {
    if (error instanceof CountersignError) return null;
    throw error;
  }
}
