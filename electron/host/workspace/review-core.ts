/**
 * The facts of one open review: its records, its state for everybody and for one person, and the one way
 * in which a record is signed and logged.
 */
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { personOfKey } from '../../../shared/policy/roster.ts';
import { whyLapsed } from '../../../shared/policy/standing.ts';
import { blindTo, isHiddenFrom } from '../../../shared/review/blindness.ts';
import type {
  LogHead,
  Meaning,
  RecordKind,
  SealedKind,
  Signer,
} from '../../../shared/review/records.ts';
import { laterOf } from '../../../shared/review/signing-time.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import { toReviewState, toSummaries, type ReviewState } from '../../../shared/review/state.ts';
import type { RecordSummary, StructureView } from '../../../shared/review/view.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { TimeStampStore } from '../time-stamp/store.ts';
import type { Clock } from './clock.ts';
import type { DraftStore } from './drafts.ts';
import type { KeyRing } from './identities.ts';
import type { ReadingStore } from './reading-marks.ts';
import type { RecordLog } from './record-log.ts';
import type { SealedStore } from './sealed-words.ts';
import { toCommonFields, toSigner, type Seat } from './seat.ts';

export interface CaseReviewParts {
  readonly safetyCase: SafetyCase;
  /** Folder of the admitted bundle; null for an unsealed draft. */
  readonly bundleFolder: string | null;
  /** Records and log of the case; null for an unsealed draft. */
  readonly log: RecordLog | null;
  readonly drafts: DraftStore;
  readonly reading: ReadingStore;
  /** What persons of this seat sealed on this case and have not opened. */
  readonly sealed: SealedStore;
  /** Null for an unsealed draft, which has no log. */
  readonly timeStamps: TimeStampStore | null;
  readonly seat: Seat;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly program: { readonly name: string; readonly version: string };
  readonly rosterState: () => 'none' | 'unknown' | 'confirmed' | 'changed';
}

/** What a record says, before the program adds what every record holds. */
export interface RecordWords {
  readonly signer: Signer;
  readonly meaning: Meaning;
  readonly statement: string;
  readonly extra: JsonObject;
}

/** What one person may see of the review. */
export interface Sight {
  /** Kinds of which nothing of others may reach this person yet. */
  readonly blindTo: readonly SealedKind[];
  /** Records that must not reach this person yet, by digest, and where they stand. */
  readonly hidden: ReadonlyMap<string, CheckedRecord['log']>;
  /**
   * The records that may. Where some are hidden, entries are numbered as if those were not there: a gap
   * would say how many others have sealed.
   */
  readonly records: readonly CheckedRecord[];
  readonly state: ReviewState;
}

export interface ReviewCore {
  readonly parts: CaseReviewParts;
  readonly structure: StructureView;
  /** Every record of the seat and the case. */
  records(): readonly CheckedRecord[];
  readonly state: () => ReviewState;
  sightOf(keyid: string | null): Sight;
  summaries(records?: readonly CheckedRecord[]): readonly RecordSummary[];
  readonly requireLog: () => RecordLog;
  /** @throws CountersignError 'no-identity' */
  readonly signerOf: (keyid: string) => Signer;
  /** The predicate with everything that every record holds, as of now. */
  toPredicate(words: RecordWords): JsonObject;
  /** Signs, stores and logs; resolves when all of it is durable. */
  addRecord(kind: RecordKind, predicate: JsonObject, key: UnlockedKey, draft: string | null): Promise<RecordSummary>; // prettier-ignore
  readonly targetOfRecord: (digest: string, kind: RecordKind) => JsonObject;
  /** Marks of an unsealed draft are kept under its version. */
  readonly bundleKey: string;
}

/** How many of the hidden entries of a log come before an entry. */
export function hiddenBefore({ hidden }: Pick<Sight, 'hidden'>, origin: string, seq: number): number {
  return [...hidden.values()].filter((place) => place.origin === origin && place.seq < seq).length;
} // prettier-ignore

export function createReviewCore(parts: CaseReviewParts): ReviewCore {
  const { safetyCase, log, drafts, seat, clock } = parts;
  const structure = analyseStructure(safetyCase);

  // Rosters and policies count too, so that the number of a record is the same here and in the export.
  const records = (): readonly CheckedRecord[] =>
    log === null ? [] : [...seat.log.records(), ...log.records()];
  const stateOf = (list: readonly CheckedRecord[]): ReviewState =>
    toReviewState(safetyCase, structure, list, seat.roster(), clock.now().slice(0, 10), nodeCrypto, (record) => seat.voidOf(record)); // prettier-ignore

  function sightOf(keyid: string | null): Sight {
    const all = records();
    const state = stateOf(all);
    const roster = seat.roster();
    const { bundleDigest } = safetyCase;
    const person = keyid === null ? null : personOfKey(roster, keyid);
    if (keyid === null || person === null || bundleDigest === null) return { blindTo: [], hidden: new Map(), records: all, state }; // prettier-ignore
    const onlooker = { signer: toSigner(person, keyid), roster, policy: seat.policy(), state };
    const kinds = blindTo(onlooker);
    const hidden = new Map(all.filter((record) => isHiddenFrom(onlooker, kinds, record, bundleDigest)).map(({ digest, log: place }) => [digest, place])); // prettier-ignore
    if (hidden.size === 0) return { blindTo: kinds, hidden, records: all, state };
    const shown = all
      .filter(({ digest }) => !hidden.has(digest))
      .map((record) => {
        const { origin, seq, time } = record.log;
        return { ...record, log: { origin, seq: seq - hiddenBefore({ hidden }, origin, seq), time } }; // prettier-ignore
      });
    return { blindTo: kinds, hidden, records: shown, state: stateOf(shown) };
  }

  const summaries = (list: readonly CheckedRecord[] = records()): readonly RecordSummary[] =>
    toSummaries(list, safetyCase.bundleDigest, (record) => seat.voidOf(record));

  function requireLog(): RecordLog {
    if (log !== null) return log;
    throw new CountersignError(
      'draft-case',
      'This is an unsealed draft. It can be read and annotated, never signed.',
    );
  }

  /** Time of the newest entry of the own log: what is signed next is never claimed to be older. */
  function newestTime(head: LogHead): string {
    return requireLog().entries().findLast(({ origin }) => origin === head.origin)?.entry.time ?? '';
  } // prettier-ignore

  return {
    parts,
    structure,
    records,
    state: () => stateOf(records()),
    sightOf,
    summaries,
    requireLog,
    signerOf(keyid) {
      const person = personOfKey(seat.roster(), keyid);
      if (person === null) {
        throw new CountersignError('no-identity', 'The roster does not name this key.');
      }
      const lapsed = whyLapsed(person, keyid, clock.now());
      if (lapsed !== null) throw new CountersignError('no-identity', lapsed);
      return toSigner(person, keyid);
    },
    toPredicate({ signer, meaning, statement, extra }) {
      const caseLog = requireLog();
      const head = caseLog.head();
      const common = toCommonFields({
        case: { id: safetyCase.id, version: safetyCase.version },
        signer,
        meaning,
        statement,
        // A clock that went back is noted by the log; the claim does not contradict the chain.
        signedOn: laterOf(clock.now(), newestTime(head)),
        roster: seat.rosterDigest(),
        policy: seat.policyDigest(),
        log: head,
        seen: [...caseLog.heads(), ...seat.log.heads()].filter(
          (other) => other.origin !== head.origin,
        ),
      });
      return { ...common, ...extra };
    },
    async addRecord(kind, predicate, key, draft) {
      const subject = { name: 'manifest-sha256.txt', sha256: safetyCase.bundleDigest ?? '' };
      const { digest } = await requireLog().addRecord({ kind, subject, predicate, key, draft });
      if (draft !== null) await drafts.remove(draft);
      const found = summaries(sightOf(key.keyid).records).find(
        (summary) => summary.digest === digest,
      );
      if (found === undefined) throw new Error('A record that was just logged is in the list');
      return found;
    },
    targetOfRecord(digest, kind) {
      const found = records().find((other) => other.digest === digest && other.kind === kind);
      if (found !== undefined) return { kind: 'record', id: digest, sha256: digest };
      throw new CountersignError('not-found', `No ${kind} has the digest ${digest.slice(0, 16)}.`);
    },
    // A case without a digest is an unsealed draft.
    bundleKey: safetyCase.bundleDigest ?? `draft-${safetyCase.version}`,
  };
}
