/**
 * Where a seat keeps its things, below the folder the application gives it:
 *
 *   running                    there while the program runs; found at the start = it stopped without closing
 *   lock                       one process at a time
 *   seat.key                   Ed25519 seed of the seat key, which signs log heads
 *   keys/<keyid>.age, .json    person keys, encrypted; what may be known of them
 *   active                     keyid of the person who used the program last
 *   confirmed-rosters.json     rosters whose fingerprint was compared, with the outcome
 *   place.json                 where the workspace lay when it was last open
 *   last-heads.json            heads of the logs of this seat when it was last closed
 *   unfinished.json            temporary files in folders that a person chose
 *   bundles/<digest>/          admitted bundles, by bundle digest
 *   summaries/<digest>.json    what the first screen says of a bundle; derived, may be deleted
 *   incoming/<id>/             packets that are being read or put in place
 *   exchange.json              the folder through which packets are exchanged
 *   seat/                      records and log of the seat itself: rosters, policies, refusals
 *   cases/<name>/              one folder a case: logs/<uuid>/, peers/<uuid>/, records/, drafts/, reading/, sealed/
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
  readonly place: string;
  readonly lastHeads: string;
  readonly unfinished: string;
  readonly bundles: string;
  readonly summaries: string;
  readonly incoming: string;
  readonly exchange: string;
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
    place: at('place.json'),
    lastHeads: at('last-heads.json'),
    unfinished: at('unfinished.json'),
    bundles: at('bundles'),
    summaries: at('summaries'),
    incoming: at('incoming'),
    exchange: at('exchange.json'),
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
