/** What is shown of the logs of other seats, with the persons that the adopted roster names for their keys. */
import type { Roster } from '../../../shared/policy/roster.ts';
import type { ForkView, HeadView, PeerView, SeatPerson } from '../../../shared/review/peer-view.ts';
import { toBase64 } from '../../../shared/trust/bytes.ts';
import { toOpenSshFingerprint, toSpki } from '../../../shared/trust/key-id.ts';
import type { LogEntry } from '../../../shared/trust/log-entry.ts';
import { parseVkey } from '../../../shared/trust/checkpoint.ts';
import { nodeCrypto } from '../crypto.ts';
import { forkPointOf, type LogFork, type PeerLog } from './peers.ts';
import type { RecordLog } from './record-log.ts';

export type LogScope = 'case' | 'seat';

/** The person of a seat, by the key that signs its heads. A roster names a seat by one log; its key signs all of them. */
export function seatPersonOf(roster: Roster | null, publicKey: Uint8Array): SeatPerson {
  const key = toBase64(toSpki(publicKey));
  const seat = roster?.seats.find((known) => known.publicKey === key);
  const person = roster?.persons.find((known) => known.id === seat?.person);
  if (person === undefined) return null;
  const { printedName, line, role, organisation } = person;
  return { printedName, line, role, organisation };
}

/** A head with the last entry below it. */
export function toHeadView(
  head: { readonly size: number; readonly root: string },
  entries: readonly LogEntry[],
): HeadView {
  const last = entries[head.size - 1];
  return { size: head.size, root: head.root, lastTime: last?.time ?? null, lastType: last?.type ?? null }; // prettier-ignore
}

function toPeerView(peer: PeerLog, scope: LogScope, roster: Roster | null, own: ReadonlySet<string>): PeerView {
  const ours = peer.cosigned.filter((note) => own.has(note.by) && note.size <= peer.head.size).at(-1);
  const others = new Set(peer.cosigned.map((note) => note.by).filter((by) => !own.has(by)));
  return {
    origin: peer.origin,
    scope,
    person: seatPersonOf(roster, peer.publicKey),
    fingerprint: toOpenSshFingerprint(peer.publicKey, nodeCrypto),
    head: toHeadView(peer.head, peer.entries),
    cosigned: ours === undefined ? null : { size: ours.size, time: ours.time },
    cosigners: others.size,
    isForked: forkPointOf(peer.forks) !== null,
    problem: peer.damage?.message ?? null,
  };
} // prettier-ignore

interface Forked {
  readonly origin: string;
  readonly vkey: string;
  readonly head: { readonly size: number; readonly root: string };
  readonly entries: readonly LogEntry[];
  readonly forks: readonly LogFork[];
}

function toForkViews(log: Forked, scope: LogScope, roster: Roster | null, isOwn: boolean): ForkView[] {
  return log.forks.map((fork) => ({
    origin: log.origin,
    scope,
    isOwn,
    kind: fork.kind,
    person: seatPersonOf(roster, fork.kind === 'fork' ? parseVkey(log.vkey, nodeCrypto).publicKey : fork.version.publicKey),
    at: fork.at,
    heads: [toHeadView(log.head, log.entries), toHeadView(fork.version.head, fork.version.entries)],
  }));
} // prettier-ignore

/** Logs of other seats and forks of all logs in one folder of records. */
export function toPeerFacts(
  log: RecordLog,
  scope: LogScope,
  roster: Roster | null,
): { readonly peers: readonly PeerView[]; readonly forks: readonly ForkView[] } {
  const own = new Set(log.own().map(({ origin }) => origin));
  const entriesOf = (origin: string): readonly LogEntry[] =>
    log.ownEntries().filter((item) => item.origin === origin).map((item) => item.entry); // prettier-ignore
  return {
    peers: log.peers().map((peer) => toPeerView(peer, scope, roster, own)),
    forks: [
      ...log.own().flatMap((item) => toForkViews({ ...item, entries: entriesOf(item.origin) }, scope, roster, true)), // prettier-ignore
      ...log.peers().flatMap((peer) => toForkViews(peer, scope, roster, false)),
    ],
  };
}
