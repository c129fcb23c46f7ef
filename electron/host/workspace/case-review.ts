/**
 * The review of one case on this seat: reads the state from the records, and turns what a person
 * wrote into signed, logged records. An unsealed draft has drafts and reading marks, never records.
 */
import { analyseStructure } from '../../../shared/argument/load-bearing.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import { personOfKey } from '../../../shared/policy/roster.ts';
import type { GateContext, SignOffInput } from '../../../shared/review/gate.ts';
import type { Meaning, RecordInput, RecordKind, Signer, Target } from '../../../shared/review/records.ts'; // prettier-ignore
import { assessmentVoid, toReviewState, toSummaries, type CheckedRecord, type ReviewState } from '../../../shared/review/state.ts'; // prettier-ignore
import { meaningOf, prepareSignOff, toSignOffFields } from '../../../shared/review/sign-off.ts';
import { severityFloor } from '../../../shared/review/severity-floor.ts';
import type { Draft, LogEntryView, ReadingMark, RecordSummary, ReviewView, SignOffPreparation, StructureView } from '../../../shared/review/view.ts'; // prettier-ignore
import { isBelowFloor, RESPONSE_ANSWER_WORDS } from '../../../shared/review/words.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { verifyStoredBundle } from '../bundle/open-bundle.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import type { Clock } from './clock.ts';
import type { DraftStore } from './drafts.ts';
import type { KeyRing } from './identities.ts';
import type { ReadingStore } from './reading-marks.ts';
import type { RecordLog } from './record-log.ts';
import { toCommonFields, toSigner, type Seat } from './seat.ts';

export interface CaseReviewParts {
  readonly safetyCase: SafetyCase;
  /** Folder of the admitted bundle; null for an unsealed draft. */
  readonly bundleFolder: string | null;
  /** Records and log of the case; null for an unsealed draft. */
  readonly log: RecordLog | null;
  readonly drafts: DraftStore;
  readonly reading: ReadingStore;
  readonly seat: Seat;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly program: { readonly name: string; readonly version: string };
  readonly rosterState: () => 'none' | 'unknown' | 'confirmed' | 'changed';
}

export interface CaseReview {
  readonly safetyCase: SafetyCase;
  readonly log: RecordLog | null;
  view(keyid: string | null): ReviewView;
  state(): ReviewState;
  structure(): StructureView;
  summaries(): readonly RecordSummary[];
  entries(): readonly LogEntryView[];
  payloadOf(digest: string): Promise<{ kind: RecordKind; payload: string }>;
  saveDraft(keyid: string | null, input: Omit<Draft, 'owner' | 'bundleDigest' | 'updatedAt'>): Promise<Draft>; // prettier-ignore
  discardDraft(id: string): Promise<void>;
  restoreDraft(id: string): Promise<void>;
  mark(keyid: string | null, mark: Omit<ReadingMark, 'at'>): Promise<void>;
  /** Signs a record that is no sign-off with the unlocked key of the person. */
  submit(keyid: string, record: RecordInput, draft: string | null): Promise<RecordSummary>;
  prepare(keyid: string, record: RecordInput): SignOffPreparation;
  /** Signs a sign-off; the text must be the one that was shown. */
  sign(keyid: string, record: RecordInput, textDigest: string, passphrase: string, draft: string | null): Promise<RecordSummary>; // prettier-ignore
}

function assertSignOff(record: RecordInput): asserts record is SignOffInput {
  if (
    record.kind !== 'opinion' &&
    record.kind !== 'decision' &&
    record.kind !== 'second-signature'
  ) {
    throw new CountersignError('bad-request', `A ${record.kind} is not signed as a sign-off.`);
  }
}

function digestOfText(text: readonly string[]): string {
  return toHex(nodeCrypto.sha256(utf8Encode(text.join('\n\n'))));
}

/** Marks and drafts of an unsealed draft are kept under its case id and version. */
function bundleKey(safetyCase: SafetyCase): string {
  return safetyCase.bundleDigest ?? `draft-${safetyCase.version}`;
}

export function openCaseReview(parts: CaseReviewParts): CaseReview {
  const { safetyCase, log, drafts, reading, seat, keys, clock, program } = parts;
  const structure = analyseStructure(safetyCase);

  // Rosters and policies count too, so that the number of a record is the same here and in the export.
  const allRecords = (): readonly CheckedRecord[] =>
    log === null ? [] : [...seat.log.records(), ...log.records()];
  const state = (): ReviewState =>
    toReviewState(safetyCase, structure, allRecords(), seat.roster(), clock.now().slice(0, 10));
  const summaries = (): readonly RecordSummary[] =>
    toSummaries(allRecords(), safetyCase.bundleDigest);

  function requireLog(): RecordLog {
    if (log !== null) return log;
    throw new CountersignError(
      'draft-case',
      'This is an unsealed draft. It can be read and annotated, never signed.',
    );
  }

  function signerOf(keyid: string): Signer {
    const person = personOfKey(seat.roster(), keyid);
    if (person === null) {
      throw new CountersignError('no-identity', 'The roster does not name this key.');
    }
    return toSigner(person, keyid);
  }

  function gateContext(keyid: string): GateContext {
    const signer = signerOf(keyid);
    const roster = seat.roster();
    const personId = personOfKey(roster, keyid)?.id;
    const own = allRecords().filter(
      ({ predicate }) =>
        predicate.case.id === safetyCase.id &&
        personOfKey(roster, predicate.signer.keyid)?.id === personId,
    );
    return {
      safetyCase,
      structure,
      state: state(),
      roster,
      policy: seat.policy(),
      signer,
      reading: reading.of(keyid, bundleKey(safetyCase)),
      otherLines: own.map((record) => record.predicate.signer.line),
    };
  }

  function summaryOf(digest: string): RecordSummary {
    const found = summaries().find((summary) => summary.digest === digest);
    if (found === undefined) throw new Error('A record that was just logged is in the list');
    return found;
  }

  async function record(
    kind: RecordKind,
    fields: {
      readonly signer: Signer;
      readonly meaning: Meaning;
      readonly statement: string;
      readonly extra: JsonObject;
    },
    key: UnlockedKey,
    draft: string | null,
  ): Promise<RecordSummary> {
    const caseLog = requireLog();
    const common = toCommonFields({
      case: { id: safetyCase.id, version: safetyCase.version },
      signer: fields.signer,
      meaning: fields.meaning,
      statement: fields.statement,
      signedOn: clock.now(),
      roster: seat.rosterDigest(),
      policy: seat.policyDigest(),
      log: caseLog.head(),
      seen: [...caseLog.heads().filter((head) => head.origin !== caseLog.head().origin), seat.log.head()], // prettier-ignore
    });
    const added = await caseLog.addRecord({
      kind,
      subject: { name: 'manifest-sha256.txt', sha256: safetyCase.bundleDigest ?? '' },
      predicate: { ...common, ...fields.extra },
      key,
      draft,
    });
    if (draft !== null) await drafts.remove(draft);
    return summaryOf(added.digest);
  }

  function targetOfRecord(digest: string, kind: RecordKind): JsonObject {
    const found = allRecords().find((other) => other.digest === digest && other.kind === kind);
    if (found === undefined) {
      throw new CountersignError('not-found', `No ${kind} has the digest ${digest.slice(0, 16)}.`);
    }
    return { kind: 'record', id: digest, sha256: digest };
  }

  /** A target must be in the bundle as it is, or the record would be about nothing. */
  function checkTarget(target: Target): void {
    const known =
      target.kind === 'node'
        ? safetyCase.nodes.find((node) => node.id === target.id)?.sha256
        : target.kind === 'evidence'
          ? safetyCase.evidence.find((item) => item.id === target.id)?.sha256
          : target.kind === 'document'
            ? safetyCase.documents.find((item) => item.path === target.id)?.sha256
            : undefined;
    const source = safetyCase.documents.find((item) => item.path === target.source?.path);
    if (known !== target.sha256 || source?.sha256 !== target.source?.sha256) {
      throw new CountersignError('bad-request', `${target.kind} ${target.id} is not in this bundle with these bytes.`); // prettier-ignore
    }
  }

  function toTargetWords(target: Target): string {
    return `${target.kind === 'node' ? '' : `${target.kind} `}${target.id}`;
  }

  function toFields(signer: Signer, input: RecordInput): { meaning: Meaning; statement: string; extra: JsonObject } {
    const me = `I, ${signer.printedName}`;
    switch (input.kind) {
      case 'declaration':
        return {
          meaning: 'responsibility',
          statement: input.input.interests.length === 0
            ? `${me}, declare that I have no interests in this case.`
            : `${me}, declare the interests named here.`,
          extra: input.input,
        };
      case 'note':
        checkTarget(input.target);
        return { meaning: 'authorship', statement: `${me}, note this on ${toTargetWords(input.target)}.`, extra: { target: input.target, ...input.input } as unknown as JsonObject };
      case 'challenge': {
        checkTarget(input.target);
        const floor = severityFloor(safetyCase, structure, input.target);
        if (isBelowFloor(input.input.severity, floor) && input.input.severityReason.trim() === '') {
          throw new CountersignError('bad-request', `${toTargetWords(input.target)} is load-bearing by structure. A severity below blocking needs a reason.`);
        }
        return { meaning: 'authorship', statement: `${me}, raise a ${input.input.severity} challenge on ${toTargetWords(input.target)}.`, extra: { target: input.target, ...input.input } as unknown as JsonObject };
      }
      case 'response': {
        if (signer.line !== 'first') {
          throw new CountersignError('gate-closed', 'Only the author answers a challenge: an identity of the first line.');
        }
        const target = targetOfRecord(input.challenge, 'challenge');
        return { meaning: 'authorship', statement: `${me}, answer the challenge: ${RESPONSE_ANSWER_WORDS[input.input.answer]}.`, extra: { target, ...input.input } };
      }
      case 'assessment': {
        const target = targetOfRecord(input.challenge, 'challenge');
        const challenge = allRecords().find((other) => other.digest === input.challenge);
        if (challenge?.kind === 'challenge') {
          const why = assessmentVoid(safetyCase, seat.roster(), challenge, signer, input.input.outcome);
          if (why !== null) throw new CountersignError('gate-closed', `This assessment would not count: ${why}.`);
        }
        return { meaning: 'review', statement: `${me}, assess the challenge as ${input.input.outcome.replaceAll('-', ' ')}.`, extra: { target, ...input.input } };
      }
      case 'opinion':
      case 'decision':
      case 'second-signature':
        throw new CountersignError('bad-request', `A ${input.kind} asks for the passphrase each time.`);
    }
  } // prettier-ignore

  function prepareDraft(keyid: string, input: SignOffInput): { context: GateContext; draft: ReturnType<typeof prepareSignOff> } {
    requireLog();
    const context = gateContext(keyid);
    return { context, draft: prepareSignOff(context, input) };
  } // prettier-ignore

  return {
    safetyCase,
    log,
    state,
    structure: () => structure,
    summaries,
    view(keyid) {
      const roster = seat.rosterDigest();
      return {
        ...state(),
        drafts: drafts.list().filter((item) => item.owner === null || item.owner === keyid),
        reading: [...reading.of(keyid, bundleKey(safetyCase))],
        structure,
        log: {
          heads: (log?.heads() ?? []).map(({ origin, size, root }) => ({ origin, size, root })),
          damage: [...(log?.damage() ?? []), ...seat.log.damage()],
        },
        roster: { version: roster.version, sha256: roster.sha256, state: parts.rosterState() },
      };
    },
    entries: () =>
      (log?.entries() ?? []).map(({ origin, entry }) => ({
        origin,
        seq: entry.seq,
        time: entry.time,
        type: entry.type,
        actor: entry.actor,
        reason: entry.reason,
        obj: { ...entry.obj },
        record: entry.obj['record'] ?? null,
      })),
    async payloadOf(digest) {
      const found = (await log?.storedRecords())?.find((item) => item.digest === digest);
      if (found === undefined) throw new CountersignError('not-found', 'No record has this digest.');
      const envelope = JSON.parse(Buffer.from(found.envelope).toString('utf8')) as { payload: string };
      return { kind: found.kind, payload: Buffer.from(envelope.payload, 'base64').toString('utf8') };
    }, // prettier-ignore
    async saveDraft(keyid, input) {
      const saved: Draft = {
        ...input,
        owner: keyid,
        bundleDigest: safetyCase.bundleDigest,
        updatedAt: clock.now(),
      };
      await drafts.save(saved);
      return saved;
    },
    discardDraft: (id) => drafts.discard(id),
    restoreDraft: (id) => drafts.restore(id),
    mark: (keyid, mark) => reading.mark(keyid, bundleKey(safetyCase), { ...mark, at: clock.now() }),
    async submit(keyid, input, draft) {
      requireLog().assertSound();
      const signer = signerOf(keyid);
      const fields = toFields(signer, input);
      return record(input.kind, { signer, ...fields }, keys.unlocked(keyid), draft);
    },
    prepare(keyid, input) {
      assertSignOff(input);
      const { draft } = prepareDraft(keyid, input);
      return {
        gate: [...draft.gate.items],
        closedOptions: [...draft.gate.closedOptions],
        coverage: draft.coverage,
        text: [...draft.text],
        textDigest: digestOfText(draft.text),
        action: draft.action,
        missing: [...draft.missing],
      };
    },
    async sign(keyid, input, textDigest, passphrase, draftId) {
      assertSignOff(input);
      requireLog().assertSound();
      const { context, draft } = prepareDraft(keyid, input);
      if (digestOfText(draft.text) !== textDigest) {
        throw new CountersignError('stale-preparation', 'What is open has changed since the text was shown. Read the text again, then sign.'); // prettier-ignore
      }
      if (draft.action === null) {
        throw new CountersignError('gate-closed', `This cannot be signed yet. ${draft.missing.join(' ')}`); // prettier-ignore
      }
      const bundleFolder = parts.bundleFolder;
      if (bundleFolder === null || safetyCase.bundleDigest === null) throw new Error('A sealed case has its bundle'); // prettier-ignore
      const problems = await verifyStoredBundle(bundleFolder, safetyCase.bundleDigest);
      if (problems.length > 0) {
        throw new CountersignError('bundle-refused', 'The bytes on this computer are no longer the bytes that were shown. Nothing was signed.', problems); // prettier-ignore
      }
      const key = await keys.unlockOnce(keyid, passphrase);
      try {
        const superseded = allRecords().filter((other) => other.kind === input.kind && input.kind !== 'second-signature' && other.predicate.signer.keyid === keyid && other.subject.sha256 === safetyCase.bundleDigest).at(-1); // prettier-ignore
        const extra: JsonObject = {
          ...toSignOffFields(context, input, draft, program),
          ...(superseded === undefined ? {} : { supersedes: superseded.digest }),
          ...(input.kind === 'second-signature' ? { target: targetOfRecord(input.record, 'assessment') } : {}), // prettier-ignore
        };
        return await record(
          input.kind,
          { signer: context.signer, meaning: meaningOf(input), statement: draft.statement, extra },
          key,
          draftId,
        );
      } finally {
        key.forget();
      }
    },
  };
}
