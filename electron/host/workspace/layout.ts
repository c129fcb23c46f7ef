/**
 * Where a seat keeps its things, below the folder the application gives it:
 *
 *   running                    there while the program runs; found at the start = it stopped without closing
 *   lock                       one process at a time
 *   seat.key                   Ed25519 seed of the seat key, which signs log heads
 *   keys/<keyid>.age, .json    person keys, encrypted; what may be known of them
 *   active                     keyid of the person who used the program last
 *   confirmed-rosters.json     rosters whose fingerprint was compared, with the outcome
 *   bundles/<digest>/          admitted bundles, by bundle digest
 *   seat/                      records and log of the seat itself: rosters, policies, refusals
 *   cases/<name>/              one folder a case: logs/<uuid>/, records/, drafts/, reading/
 */
import path from 'node:path';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { nodeCrypto } from '../crypto.ts';

export interface WorkspaceLayout {
  readonly root: string;
  readonly running: string;
  readonly seatKey: string;
  readonly keys: string;
  readonly active: string;
  readonly confirmedRosters: string;
  readonly bundles: string;
  readonly seat: string;
  readonly cases: string;
}

export function toLayout(root: string): WorkspaceLayout {
  const at = (...names: string[]): string => path.join(root, ...names);
  return {
    root,
    running: at('running'),
    seatKey: at('seat.key'),
    keys: at('keys'),
    active: at('active'),
    confirmedRosters: at('confirmed-rosters.json'),
    bundles: at('bundles'),
    seat: at('seat'),
    cases: at('cases'),
  };
}

/** Folder name of a case: what of its id is safe everywhere, then a digest that makes it unique. */
export function caseFolderName(caseId: string): string {
  const readable = caseId.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._]+|[._]+$/g, '').slice(0, 60); // prettier-ignore
  const digest = toHex(nodeCrypto.sha256(utf8Encode(caseId))).slice(0, 12);
  return readable === '' ? digest : `${readable}-${digest}`;
}
