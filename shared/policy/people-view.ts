/** What the screen of people and keys shows: chains of rosters, the policy pack, and what can be done. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from '../review/records.ts';

const signature = z.object({
  keyid: sha256Hex,
  printedName: z.string(),
  signedOn: z.string(),
  /** Why it does not count; null when it does. */
  void: z.string().nullable(),
});

const demand = z.object({
  roster: z.number().int(),
  needed: z.number().int(),
  have: z.number().int(),
  from: z.array(z.string()).readonly(),
});

export const rosterKeyView = z.object({
  keyid: sha256Hex,
  openSshFingerprint: z.string(),
  revoked: z.object({ origin: z.string(), size: z.number().int() }).nullable(),
  /** May sign rosters and policy packs. */
  isSigner: z.boolean(),
  isHere: z.boolean(),
});

export const rosterPersonView = z.object({
  id: z.string(),
  printedName: z.string(),
  organisation: z.string(),
  line,
  role: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  /** False once the validity has ended, or before it begins. */
  isCurrent: z.boolean(),
  keys: z.array(rosterKeyView).readonly(),
});
export type RosterPersonView = z.infer<typeof rosterPersonView>;

export const rosterVersionView = z.object({
  sha256: sha256Hex,
  version: z.number().int(),
  /** Against the version before it, in words. */
  changes: z.array(z.string()).readonly(),
  signatures: z.array(signature).readonly(),
});

export const proposedRosterView = rosterVersionView.extend({
  missing: z.array(demand).readonly(),
  /** Keys of this seat that could sign it and have not. */
  canSign: z.array(sha256Hex).readonly(),
});
export type ProposedRosterView = z.infer<typeof proposedRosterView>;

export const rosterChainView = z.object({
  first: sha256Hex,
  isAdopted: z.boolean(),
  isOwn: z.boolean(),
  compared: z.enum(['same', 'differs', 'not compared']),
  comparedAt: z.string().nullable(),
  version: z.number().int(),
  sha256: sha256Hex,
  threshold: z.number().int(),
  acceptedAt: z.string(),
  persons: z.array(rosterPersonView).readonly(),
  /** Versions in force before and now, oldest first. */
  versions: z.array(rosterVersionView).readonly(),
  proposed: z.array(proposedRosterView).readonly(),
  fork: z.array(rosterVersionView).readonly(),
});
export type RosterChainView = z.infer<typeof rosterChainView>;

const policyChange = z.object({ what: z.string(), direction: z.enum(['stricter', 'looser', 'other']) }); // prettier-ignore

const policyVersion = z.object({
  sha256: sha256Hex,
  version: z.number().int(),
  title: z.string(),
  changes: z.array(policyChange).readonly(),
  signatures: z.array(signature).readonly(),
});

export const policyView = z.object({
  /** 0 while the pack that ships with the program holds and nobody has signed one. */
  version: z.number().int(),
  sha256: sha256Hex.nullable(),
  title: z.string(),
  rules: z.array(z.object({ id: z.string(), title: z.string(), level: z.enum(['enforce', 'warn', 'show']), isFixed: z.boolean() })).readonly(), // prettier-ignore
  rights: z.array(z.object({ kind: z.string(), clause: z.string(), lines: z.array(line).readonly() })).readonly(), // prettier-ignore
  facts: z.array(z.object({ name: z.string(), value: z.string() })).readonly(),
  /** Every pack that was in force, the newest last, each with what it changed and in which direction. */
  versions: z.array(policyVersion).readonly(),
  proposed: z.array(policyVersion.extend({ missing: z.array(demand).readonly(), canSign: z.array(sha256Hex).readonly() })).readonly(), // prettier-ignore
  fork: z.array(policyVersion).readonly(),
  rejected: z.array(policyVersion.extend({ why: z.string() })).readonly(),
});
export type PolicyView = z.infer<typeof policyView>;

export const peopleView = z.object({
  state: z.enum(['none', 'unknown', 'confirmed', 'changed']),
  chains: z.array(rosterChainView).readonly(),
  rejected: z.array(rosterVersionView.extend({ why: z.string() })).readonly(),
  policy: policyView,
  /** Logs from whose present head on a key can be revoked. */
  logs: z.array(z.object({ origin: z.string(), size: z.number().int(), name: z.string(), isOwn: z.boolean(), records: z.record(z.string(), z.number().int()) })).readonly(), // prettier-ignore
});
export type PeopleView = z.infer<typeof peopleView>;

/** A change of the roster as a person asks for it; what can be computed is left to the main process. */
export const rosterRequest = z.discriminatedUnion('kind', [
  /** Out of another chain, with the seats that it names for the person. */
  z.object({ kind: z.literal('add-known'), first: sha256Hex, person: z.string(), isSigner: z.boolean() }), // prettier-ignore
  z.object({
    kind: z.literal('add-person'),
    printedName: z.string().min(1).max(200),
    organisation: z.string().min(1).max(200),
    line,
    role: z.string().min(1).max(200),
    /** "ssh-ed25519 AAAA…", as the person's own program or ssh-keygen shows it. */
    openSshPublicKey: z.string().min(1).max(1_000),
    isSigner: z.boolean(),
  }),
  z.object({ kind: z.literal('set-threshold'), threshold: z.number().int().min(1).max(100) }),
  z.object({ kind: z.literal('revoke-key'), keyid: sha256Hex, origin: z.string() }),
  /** `validUntil` is a date; the person is in the roster until the end of the day before it. */
  z.object({ kind: z.literal('end-person'), person: z.string(), validUntil: z.iso.date() }),
]);
export type RosterRequest = z.infer<typeof rosterRequest>;

/** Whose key signs, and its passphrase: a signature on a roster or a policy pack always asks for it. */
export const signing = z.object({ keyid: sha256Hex, passphrase: z.string().max(1_000) });
export type Signing = z.infer<typeof signing>;

/** A policy pack out of a file before anybody signs it. */
export const policyPreview = z.object({
  fileName: z.string(),
  version: z.number().int(),
  title: z.string(),
  sha256: sha256Hex,
  changes: z.array(policyChange).readonly(),
});
export type PolicyPreview = z.infer<typeof policyPreview>;
