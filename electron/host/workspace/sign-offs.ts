/**
 * Sign-offs of one review: prepared, signed with the passphrase, or sealed now and opened later. What is
 * sealed is signed when it is sealed: opening it adds the record as it was, and decides nothing anew.
 */
import { randomBytes } from 'node:crypto';
import { CountersignError } from '../../../shared/errors.ts';
import { sealingOf } from '../../../shared/policy/policy-pack.ts';
import { personOfKey } from '../../../shared/policy/roster.ts';
import { isDecided } from '../../../shared/review/blindness.ts';
import type { GateContext, SignOffInput } from '../../../shared/review/gate.ts';
import { awaitedMembers, isConvened } from '../../../shared/review/panel.ts';
import { isSignOffKind, type RecordInput, type SealedKind } from '../../../shared/review/records.ts'; // prettier-ignore
import { castModeOf, meaningOf, prepareSignOff, toSignOffFields, type SignOffDraft } from '../../../shared/review/sign-off.ts'; // prettier-ignore
import { toCommitment, toSealedContent } from '../../../shared/review/sealing.ts';
import type { CheckedRecord } from '../../../shared/review/checked-record.ts';
import type { OwnSealed, RecordSummary, SignOffPreparation } from '../../../shared/review/view.ts';
import { toList } from '../../../shared/review/words.ts';
import { toHex, utf8Encode } from '../../../shared/trust/bytes.ts';
import { toStatementPayload } from '../../../shared/trust/statement.ts';
import type { JsonObject } from '../../../shared/trust/strict-json.ts';
import { verifyStoredBundle } from '../bundle/open-bundle.ts';
import { nodeCrypto } from '../crypto.ts';
import type { UnlockedKey } from '../keys/person-key.ts';
import { digestOfPae } from './record-check.ts';
import type { ReviewCore } from './review-core.ts';

export interface SignOffs {
  prepare(keyid: string, record: RecordInput): SignOffPreparation;
  sign(keyid: string, record: RecordInput, textDigest: string, passphrase: string, draft: string | null): Promise<RecordSummary>; // prettier-ignore
  openSealed(keyid: string, sealing: string, passphrase: string): Promise<RecordSummary>;
}

function assertSignOff(record: RecordInput): asserts record is SignOffInput {
  if (isSignOffKind(record.kind)) return;
  throw new CountersignError('bad-request', `A ${record.kind} is not signed as a sign-off.`);
}

function digestOfText(text: readonly string[]): string {
  return toHex(nodeCrypto.sha256(utf8Encode(text.join('\n\n'))));
}

function toGateContext(core: ReviewCore, keyid: string): GateContext {
  const { safetyCase, seat, reading } = core.parts;
  const signer = core.signerOf(keyid);
  const roster = seat.roster();
  const personId = personOfKey(roster, keyid)?.id;
  const own = core
    .records()
    .filter(
      (record) =>
        record.predicate.case.id === safetyCase.id &&
        seat.voidOf(record) === null &&
        personOfKey(roster, record.predicate.signer.keyid)?.id === personId,
    );
  return {
    safetyCase,
    structure: core.structure,
    // What is sealed for the signer must not show through the text either.
    state: core.sightOf(keyid).state,
    roster,
    policy: seat.policy(),
    signer,
    reading: reading.of(keyid, core.bundleKey),
    otherLines: own.map((record) => record.predicate.signer.line),
  };
}

/** The earlier record of the same kind, person and bundle that a new one takes the place of. */
function supersededBy(core: ReviewCore, keyid: string, isEarlier: (record: CheckedRecord) => boolean): { supersedes?: string } {
  const earlier = core.records().findLast(
    (record) => isEarlier(record) && record.predicate.signer.keyid === keyid && record.subject.sha256 === core.parts.safetyCase.bundleDigest,
  );
  return earlier === undefined ? {} : { supersedes: earlier.digest };
} // prettier-ignore

/** What a sign-off says beyond the common fields. */
function toExtra(core: ReviewCore, keyid: string, context: GateContext, input: SignOffInput, draft: SignOffDraft): JsonObject {
  const target =
    input.kind === 'second-signature' ? { target: core.targetOfRecord(input.record, 'assessment') }
    : input.kind === 'dissent' ? { target: core.targetOfRecord(input.record, 'decision') } : {};
  // Second signatures, dissents and overrides stand beside one another; none takes the place of another.
  const isReplaced = input.kind === 'opinion' || input.kind === 'ballot' || input.kind === 'decision';
  return {
    ...toSignOffFields(context, input, draft, core.parts.program),
    ...(isReplaced ? supersededBy(core, keyid, (record) => record.kind === input.kind) : {}),
    ...target,
  };
} // prettier-ignore

/** @throws CountersignError 'bundle-refused' when a byte on this computer is not what was shown */
async function assertBytes({ parts }: ReviewCore): Promise<void> {
  const { bundleFolder, safetyCase } = parts;
  if (bundleFolder === null || safetyCase.bundleDigest === null) throw new Error('A sealed case has its bundle'); // prettier-ignore
  const problems = await verifyStoredBundle(bundleFolder, safetyCase.bundleDigest);
  if (problems.length === 0) return;
  throw new CountersignError('bundle-refused', 'The bytes on this computer are no longer the bytes that were shown. Nothing was signed.', problems); // prettier-ignore
}

interface Cast {
  readonly context: GateContext;
  readonly input: SignOffInput & { readonly kind: SealedKind };
  readonly draft: SignOffDraft;
}

/** Seals an opinion or a ballot: the words to this computer first, then the commitment to the log. */
async function seal(core: ReviewCore, { context, input, draft }: Cast, key: UnlockedKey, draftId: string | null): Promise<RecordSummary> {
  const { safetyCase, sealed } = core.parts;
  const { signer } = context;
  const salt = toHex(randomBytes(32));
  const extra = toExtra(core, key.keyid, context, input, draft);
  const commitment = toCommitment(toSealedContent(input.kind, input.input), salt, nodeCrypto);
  const words = core.toPredicate({ signer, meaning: meaningOf(input), statement: draft.statement, extra });
  const sealing = core.toPredicate({
    signer,
    meaning: 'responsibility',
    statement: `I, ${signer.printedName}, seal my ${input.kind} on the case ${safetyCase.id}, version ${safetyCase.version}. It says what it says from now on.`,
    extra: { of: input.kind, commitment, ...supersededBy(core, key.keyid, (record) => record.kind === 'ballot-commitment' && record.predicate.of === input.kind) },
  });
  const subject = { name: 'manifest-sha256.txt', sha256: safetyCase.bundleDigest ?? '' };
  const record = digestOfPae(toStatementPayload('ballot-commitment', subject, sealing));
  await sealed.put(record, { kind: input.kind, predicate: { ...words, mode: 'sealed', commitment: { record, salt } } }, key);
  return core.addRecord('ballot-commitment', sealing, key, draftId);
} // prettier-ignore

/**
 * Why what was sealed cannot be opened yet, in words; null when it can. Ballots are opened together: once
 * everybody of the third line who did not step aside has sealed, or an override of R27 says that the
 * panel goes on without somebody.
 */
export function whyNotOpened(core: ReviewCore, of: SealedKind): string | null {
  const { safetyCase, seat } = core.parts;
  const state = core.state();
  if (of === 'opinion' || sealingOf(seat.policy()).ballots === 'open') return null;
  if (!isConvened(state.panel, seat.policy()) || isDecided(state)) return null;
  const isSetAside = state.overrides.some(({ rule, record }) => rule === 'R27' && record.void === null && record.bundleDigest === safetyCase.bundleDigest); // prettier-ignore
  const awaited = awaitedMembers(state.panel);
  if (awaited.length === 0 || isSetAside) return null;
  return `${toList(awaited.map(({ printedName }) => printedName))} ${awaited.length === 1 ? 'has' : 'have'} not sealed yet. To open without them takes a signed override of R27.`; // prettier-ignore
}

/** What of this person lies sealed here and was not opened. */
export function ownSealedOf(core: ReviewCore, keyid: string | null): readonly OwnSealed[] {
  if (keyid === null) return [];
  const here = new Set(core.parts.sealed.list());
  return core
    .state()
    .sealings.filter(({ record, state }) => state === 'sealed' && record.signer.keyid === keyid && here.has(record.digest)) // prettier-ignore
    .map(({ record, of }) => ({ record: record.digest, of, sealedOn: record.signedOn, why: whyNotOpened(core, of) })); // prettier-ignore
}

export function createSignOffs(core: ReviewCore): SignOffs {
  const { keys, sealed } = core.parts;

  function prepareDraft(keyid: string, input: SignOffInput): { context: GateContext; draft: SignOffDraft } {
    core.requireLog();
    const context = toGateContext(core, keyid);
    return { context, draft: prepareSignOff(context, input) };
  } // prettier-ignore

  return {
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
      core.requireLog().assertSound();
      const { context, draft } = prepareDraft(keyid, input);
      if (digestOfText(draft.text) !== textDigest) {
        throw new CountersignError('stale-preparation', 'What is open has changed since the text was shown. Read the text again, then sign.'); // prettier-ignore
      }
      if (draft.action === null) {
        throw new CountersignError('gate-closed', `This cannot be signed yet. ${draft.missing.join(' ')}`); // prettier-ignore
      }
      await assertBytes(core);
      const key = await keys.unlockOnce(keyid, passphrase);
      try {
        if (
          (input.kind === 'opinion' || input.kind === 'ballot') &&
          castModeOf(input) === 'sealed'
        ) {
          return await seal(core, { context, input, draft }, key, draftId);
        }
        const extra = toExtra(core, keyid, context, input, draft);
        const predicate = core.toPredicate({ signer: context.signer, meaning: meaningOf(input), statement: draft.statement, extra }); // prettier-ignore
        return await core.addRecord(input.kind, predicate, key, draftId);
      } finally {
        key.forget();
      }
    },
    async openSealed(keyid, sealing, passphrase) {
      core.requireLog().assertSound();
      const own = ownSealedOf(core, keyid).find((item) => item.record === sealing);
      if (own === undefined) throw new CountersignError('not-found', 'Nothing of yours lies sealed here under this digest.'); // prettier-ignore
      if (own.why !== null) throw new CountersignError('gate-closed', `This cannot be opened yet. ${own.why}`); // prettier-ignore
      await assertBytes(core);
      const key = await keys.unlockOnce(keyid, passphrase);
      try {
        const { kind, predicate } = await sealed.open(sealing, key);
        return await core.addRecord(kind, predicate, key, null);
      } finally {
        key.forget();
      }
    },
  };
}
