/**
 * The review of one case on this seat: reads the state from the records, and turns what a person
 * wrote into signed, logged records. An unsealed draft has drafts and reading marks, never records.
 */
import type { SafetyCase } from '../../../shared/case/model.ts';
import { CountersignError } from '../../../shared/errors.ts';
import type { Judged, Meaning, RecordInput, RecordKind, SealedKind, Signer, Target } from '../../../shared/review/records.ts'; // prettier-ignore
import { lastMark } from '../../../shared/review/judged-marks.ts';
import { assessmentVoid } from '../../../shared/review/challenge-state.ts';
import { samePerson } from '../../../shared/review/persons.ts';
import type { ReviewState } from '../../../shared/review/state.ts';
import { severityFloor } from '../../../shared/review/severity-floor.ts';
import type { Draft, LogEntryView, ReadingMark, RecordSummary, ReviewView, SignOffPreparation, StructureView } from '../../../shared/review/view.ts'; // prettier-ignore
import { isBelowFloor, RESPONSE_ANSWER_WORDS } from '../../../shared/review/words.ts';
import { utf8Decode } from '../../../shared/trust/bytes.ts';
import { parseEnvelope } from '../../../shared/trust/dsse.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import type { TimeStampStore } from '../time-stamp/store.ts';
import type { RecordLog } from './record-log.ts';
import { createReviewCore, type CaseReviewParts } from './review-core.ts';
import { toEntryPage, toEntryViews, toReviewView } from './review-view.ts';
import { createSignOffs } from './sign-offs.ts';

export type { CaseReviewParts } from './review-core.ts';

export interface CaseReview {
  readonly safetyCase: SafetyCase;
  readonly log: RecordLog | null;
  readonly timeStamps: TimeStampStore | null;
  /** What this person may see; null for nobody in particular, from whom nothing is kept. */
  view(keyid: string | null): ReviewView;
  /** Kinds that are sealed for this person until they sealed their own. */
  blindTo(keyid: string | null): readonly SealedKind[];
  state(): ReviewState;
  structure(): StructureView;
  summaries(): readonly RecordSummary[];
  entries(keyid: string | null): readonly LogEntryView[];
  /** A part of that list, from the one with the index `from` on, and the length of the whole. */
  entryPage(keyid: string | null, from: number, count: number): { readonly entries: readonly LogEntryView[]; readonly total: number }; // prettier-ignore
  payloadOf(keyid: string | null, digest: string): Promise<{ kind: RecordKind; payload: string }>;
  saveDraft(keyid: string | null, input: Omit<Draft, 'owner' | 'bundleDigest' | 'updatedAt'>): Promise<Draft>; // prettier-ignore
  discardDraft(id: string): Promise<void>;
  restoreDraft(id: string): Promise<void>;
  mark(keyid: string | null, mark: Omit<ReadingMark, 'at'>): Promise<void>;
  /** Signs a record that is no sign-off with the unlocked key of the person. */
  submit(keyid: string, record: RecordInput, draft: string | null): Promise<RecordSummary>;
  prepare(keyid: string, record: RecordInput): SignOffPreparation;
  /** Signs a sign-off, or seals it; the text must be the one that was shown. */
  sign(keyid: string, record: RecordInput, textDigest: string, passphrase: string, draft: string | null): Promise<RecordSummary>; // prettier-ignore
  /** Opens what this person sealed here. @param sealing digest of the record that seals it */
  openSealed(keyid: string, sealing: string, passphrase: string): Promise<RecordSummary>;
}

export function openCaseReview(parts: CaseReviewParts): CaseReview {
  const { safetyCase, log, drafts, reading, seat, keys, clock } = parts;
  const core = createReviewCore(parts);
  const { structure, requireLog, signerOf, targetOfRecord, bundleKey } = core;
  const signOffs = createSignOffs(core);

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

  /** A note that carries the signer's own mark of load-bearing; it names the mark that it replaces. */
  function toMark(signer: Signer, target: Target, body: string, judged: Judged): { meaning: Meaning; statement: string; extra: JsonObject } {
    if (target.kind !== 'node') {
      throw new CountersignError('bad-request', 'Only a node of the argument is judged load-bearing or not.');
    }
    const notes = core.records().filter((record) => record.kind === 'note');
    const roster = seat.roster();
    const earlier = lastMark(notes, { signer, node: target.id, bundle: safetyCase.bundleDigest }, (a, b) => samePerson(roster, a, b));
    const statement = judged === 'no-view' ? `take back my mark on ${target.id}` : `judge ${target.id} ${judged.replaceAll('-', ' ').replace('load bearing', 'load-bearing')}`;
    const supersedes = earlier === undefined ? {} : { supersedes: earlier.digest };
    return { meaning: 'authorship', statement: `I, ${signer.printedName}, ${statement}.`, extra: { target, body, judged, ...supersedes } as unknown as JsonObject };
  } // prettier-ignore

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
        if (input.input.judged !== undefined) return toMark(signer, input.target, input.input.body, input.input.judged);
        return { meaning: 'authorship', statement: `${me}, note this on ${toTargetWords(input.target)}.`, extra: { target: input.target, body: input.input.body } as unknown as JsonObject };
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
        const challenge = core.records().find((other) => other.digest === input.challenge);
        if (challenge?.kind === 'challenge') {
          const why = assessmentVoid(safetyCase, seat.roster(), challenge, signer, input.input.outcome);
          if (why !== null) throw new CountersignError('gate-closed', `This assessment would not count: ${why}.`);
        }
        return { meaning: 'review', statement: `${me}, assess the challenge as ${input.input.outcome.replaceAll('-', ' ')}.`, extra: { target, ...input.input } };
      }
      case 'recusal':
        return { meaning: 'recusal', statement: `${me}, step aside from this case.`, extra: input.input };
      case 'opinion':
      case 'ballot':
      case 'decision':
      case 'second-signature':
      case 'dissent':
      case 'override':
        throw new CountersignError('bad-request', `A ${input.kind} asks for the passphrase each time.`);
    }
  } // prettier-ignore

  return {
    safetyCase,
    log,
    timeStamps: parts.timeStamps,
    state: core.state,
    structure: () => structure,
    summaries: () => core.summaries(),
    blindTo: (keyid) => core.sightOf(keyid).blindTo,
    view: (keyid) => toReviewView(core, keyid),
    entries: (keyid) => toEntryViews(core, keyid),
    entryPage: (keyid, from, count) => toEntryPage(core, keyid, from, count),
    async payloadOf(keyid, digest) {
      const isHidden = core.sightOf(keyid).hidden.has(digest);
      const found = isHidden ? undefined : (await log?.storedRecords())?.find((item) => item.digest === digest);
      if (found === undefined) throw new CountersignError('not-found', 'No record has this digest.');
      const { payload } = parseEnvelope(found.envelope, `record ${digest}`);
      return { kind: found.kind, payload: utf8Decode(payload) };
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
    mark: (keyid, mark) => reading.mark(keyid, bundleKey, { ...mark, at: clock.now() }),
    async submit(keyid, input, draft) {
      requireLog().assertSound();
      const signer = signerOf(keyid);
      const predicate = core.toPredicate({ signer, ...toFields(signer, input) });
      return core.addRecord(input.kind, predicate, keys.unlocked(keyid), draft);
    },
    ...signOffs,
  };
}
