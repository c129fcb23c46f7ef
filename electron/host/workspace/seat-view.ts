/** What the records of the seat say: the chains of rosters, which one is adopted, and the policy packs under it. */
import { toPolicyChain, type PolicyChain } from '../../../shared/policy/policy-chain.ts';
import { toRosterChains, type RosterChain, type RosterChains } from '../../../shared/policy/roster-chain.ts'; // prettier-ignore
import { voidByRosters } from '../../../shared/policy/standing.ts';
import {
  inOrder,
  type CheckedRecord,
  type RecordOf,
} from '../../../shared/review/checked-record.ts';
import { nodeCrypto } from '../crypto.ts';
import type { RecordLog } from './record-log.ts';

export interface SeatView extends RosterChains {
  /** Digest of the first roster that this seat began; null while it has none. */
  readonly own: string | null;
  /** The chain that decides who signers are: adopted, else the own one. */
  readonly adopted: RosterChain | null;
  readonly policies: PolicyChain;
  /** Why a record counts for nothing by the adopted chain; null when it counts. */
  voidOf(record: CheckedRecord): string | null;
}

export const ADOPTED = 'roster-adopted';

/** The first roster that was begun in a log of this seat. */
function findOwn(log: RecordLog, rosters: readonly RecordOf<'roster'>[]): string | null {
  const own = new Set(log.own().map(({ origin }) => origin));
  const begun = rosters.filter(({ predicate: { content }, log: at }) => own.has(at.origin) && content.version === 1 && content.previous === null); // prettier-ignore
  return inOrder(begun)[0]?.subject.sha256 ?? null;
}

/** The chain named by the last adoption that this seat logged. What other seats adopted is their matter. */
function findAdopted(log: RecordLog): string | null {
  const events = log.ownEntries().filter(({ entry }) => entry.type === ADOPTED);
  const last = events.sort((a, b) => (a.entry.time < b.entry.time ? -1 : 1)).at(-1);
  return last?.entry.obj['roster'] ?? null;
}

function readSeat(log: RecordLog, records: readonly CheckedRecord[]): SeatView {
  const rosters = records.filter((record) => record.kind === 'roster');
  const policies = records.filter((record) => record.kind === 'policy');
  const { chains, rejected } = toRosterChains(rosters, nodeCrypto);
  const own = findOwn(log, rosters);
  const first = findAdopted(log) ?? own;
  const adopted = chains.find((chain) => chain.first === first) ?? null;
  const inForce = adopted?.accepted ?? [];
  return {
    chains,
    rejected,
    own,
    adopted,
    policies: toPolicyChain(policies, inForce, nodeCrypto),
    voidOf: onceEach((record) => voidByRosters(inForce, record)),
  };
}

/** Asked many times for each record of a view, and the answer is the same while the rosters are. */
function onceEach(judge: (record: CheckedRecord) => string | null): (record: CheckedRecord) => string | null {
  const judged = new WeakMap<CheckedRecord, string | null>();
  return (record) => {
    let why = judged.get(record);
    if (why === undefined) judged.set(record, (why = judge(record)));
    return why;
  };
} // prettier-ignore

/** Reads the seat anew only when a roster, a policy pack or an adoption was added or taken away. */
export function watchSeat(log: RecordLog): () => SeatView {
  let known = '';
  let view: SeatView | null = null;
  let [recordsThen, entriesThen]: [unknown, unknown] = [null, null];
  return () => {
    const [recordsNow, entriesNow] = [log.records(), log.ownEntries()];
    // Both lists stay the same ones until something is added.
    if (view !== null && recordsNow === recordsThen && entriesNow === entriesThen) return view;
    [recordsThen, entriesThen] = [recordsNow, entriesNow];
    const records = recordsNow.filter(({ kind }) => kind === 'roster' || kind === 'policy');
    const now = JSON.stringify([findAdopted(log), ...records.map((record) => [record.digest, record.log.origin])]); // prettier-ignore
    if (view === null || now !== known) view = readSeat(log, records);
    known = now;
    return view;
  };
}
