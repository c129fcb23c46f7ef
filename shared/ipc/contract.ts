/**
 * Every IPC channel, with its request and response schemas. Both sides derive their types from this
 * table; the main process validates requests and responses against it at run time.
 *
 * `calls` are asked by the renderer and answered by the main process with a `Reply`.
 * `events` are sent by the main process.
 *
 * The renderer never names a path on disk: dialogs are shown by the main process, recent files are
 * named by token, and files inside a case by their path in the bundle, checked against its manifest.
 */
import { z } from 'zod';
import { argumentNode, finding, safetyCase, sha256Hex } from '../case/model.ts';
import { line, recordInput, recordKind } from '../review/records.ts';
import { draft, logEntryView, openTurn, readingMark, recordSummary, reviewView, signerRole, signOffPreparation } from '../review/view.ts'; // prettier-ignore
import { EDITIONS } from '../export/withheld.ts';
import { peopleView, policyPreview, rosterRequest, signing } from '../policy/people-view.ts';
import { exchangeView, packetPlan, packetRequest, packetSummary, seatChoice } from '../packet/exchange-view.ts'; // prettier-ignore
import { importSummary, packetPreview } from '../packet/preview.ts';
import { verificationReport } from '../verify/model.ts';

const nothing = z.void();

export const problem = z.object({
  code: z.string(),
  file: z.string().nullable(),
  place: z.string().nullable(),
  rule: z.string(),
  message: z.string(),
});

export const ipcError = z.object({
  code: z.string(),
  message: z.string(),
  problems: z.array(problem).readonly(),
});
export type IpcError = z.infer<typeof ipcError>;

/** Errors cross the boundary as data: a thrown error would arrive as its message only. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: IpcError };

export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more', 'normal']),
  motion: z.enum(['system', 'none']),
  /** Size of document text in px, 14 to 24. */
  readingSize: z.number().int().min(14).max(24),
  singleKeyShortcuts: z.boolean(),
  rememberRecent: z.boolean(),
});
export type Preferences = z.infer<typeof preferences>;

export const identity = z.object({
  keyid: sha256Hex,
  /** Id in the roster, derived from the printed name: "y.tanaka". */
  personId: z.string(),
  printedName: z.string(),
  organisation: z.string(),
  line,
  role: z.string(),
  /** OpenSSH form, "SHA256:…". */
  openSshFingerprint: z.string(),
  createdAt: z.string(),
  isUnlocked: z.boolean(),
});
export type Identity = z.infer<typeof identity>;

export const appInfo = z.object({
  version: z.string(),
  runtime: z.object({
    electron: z.string(),
    chrome: z.string(),
    node: z.string(),
    /** True in the development stand-in, which must never be used on real cases. */
    isStandIn: z.boolean(),
  }),
  platform: z.string(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const recentCase = z.object({
  token: z.string(),
  title: z.string(),
  version: z.string(),
  bundleDigest: sha256Hex.nullable(),
  openedAt: z.string(),
  fileName: z.string(),
  /** Everybody who signed a record of this case, as far as is known here. */
  roles: z.array(signerRole).readonly(),
  /** Open challenges when the case was last open here; null where that is not known. */
  open: z.array(openTurn).readonly().nullable(),
});
export type RecentCase = z.infer<typeof recentCase>;

export const startView = z.object({
  recent: z.array(recentCase).readonly(),
  identities: z.array(identity).readonly(),
  activeKeyid: sha256Hex.nullable(),
  /** Drafts found after a stop without a close; empty after a clean one. */
  recoveredDrafts: z.array(draft.extend({ caseTitle: z.string(), token: z.string().nullable() })).readonly(),
  stoppedUncleanAt: z.string().nullable(),
  /** What to say where the workspace was copied or restored since it was last open; null where it was not. */
  workspaceMoved: z.string().nullable(),
}); // prettier-ignore
export type StartView = z.infer<typeof startView>;

export const fileContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('bytes'),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
]);
export type FileContent = z.infer<typeof fileContent>;

export const exportRequest = z.object({
  edition: z.enum(EDITIONS),
  /** Also the report as a PDF. */
  withPdf: z.boolean(),
  withheld: z.array(z.object({ path: z.string().max(1_000), ground: z.string().max(500) })).max(20_000).readonly(), // prettier-ignore
});
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportSummary = z.object({
  fileName: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  records: z.number().int(),
  entries: z.number().int(),
  /** Places that the edition leaves out. */
  withheld: z.number().int(),
});
export type ExportSummary = z.infer<typeof exportSummary>;

/** A time stamp that fits a head of the log, before a person said whose certificate it is. */
export const timeStampPreview = z.object({
  sha256: sha256Hex,
  fileName: z.string(),
  time: z.string(),
  origin: z.string(),
  size: z.number().int(),
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256 of the certificate. */
  fingerprint: sha256Hex,
  isKnownCertificate: z.boolean(),
});
export type TimeStampPreview = z.infer<typeof timeStampPreview>;

/** What is new or other in the open case than in the version that this seat had before. */
export const caseChanges = z.object({
  version: z.string(),
  bundleDigest: sha256Hex,
  nodes: z.array(z.string()).readonly(),
  documents: z.array(z.string()).readonly(),
  evidence: z.array(z.string()).readonly(),
});
export type CaseChanges = z.infer<typeof caseChanges>;

/** What `open*` calls answer once the bytes were asked for; the outcome arrives as an event. */
const opening = z.object({ operation: z.string().nullable() });

export const calls = {
  // Application
  /** Versions of the program and of what it runs on. */
  'app.info': { request: nothing, response: appInfo },
  'app.preferences': { request: nothing, response: preferences },
  'app.setPreferences': { request: preferences.partial(), response: preferences },
  /** Everything the start screen shows. */
  'app.start': { request: nothing, response: startView },
  'app.forgetRecent': { request: z.object({ token: z.string().nullable() }), response: nothing },

  // Opening. A null operation: the person closed the dialog.
  /** Shows the open dialog (bundle, folder, argument file or audit record). */
  'open.dialog': { request: z.object({ what: z.enum(['file', 'folder', 'audit-record', 'packet']) }), response: opening }, // prettier-ignore
  'open.sample': { request: z.object({ version: z.enum(['1.0', '1.1']) }), response: opening },
  'open.recent': { request: z.object({ token: z.string() }), response: opening },
  /** A dropped file. The preload takes the path from the File object; pages cannot forge one. */
  'open.dropped': { request: z.object({ path: z.string().min(1) }), response: opening },
  'open.cancel': { request: z.object({ operation: z.string() }), response: nothing },
  'open.saveFindings': { request: z.object({ text: z.string().max(1_000_000) }), response: z.object({ saved: z.boolean() }) }, // prettier-ignore

  // The open case
  /** Of a large case the first nodes and findings: `whole` says how many there are in all. */
  'case.get': {
    request: nothing,
    response: safetyCase.extend({ whole: z.object({ number: z.number().int(), nodes: z.number().int(), findings: z.number().int() }).optional() }).nullable(), // prettier-ignore
  },
  /** The nodes and findings that follow; null where the case of that number is not open any more. */
  'case.more': {
    request: z.object({ number: z.number().int(), nodes: z.number().int().min(0), findings: z.number().int().min(0) }), // prettier-ignore
    response: z.object({ nodes: z.array(argumentNode).readonly(), findings: z.array(finding).readonly() }).nullable(), // prettier-ignore
  },
  /** One file of the open case by its path in the bundle; its bytes are checked against the manifest first. */
  'case.readFile': { request: z.object({ path: z.string(), as: z.enum(['text', 'bytes']) }), response: fileContent }, // prettier-ignore
  /** Draws the argument as it is folded and saves it where the person says; false when they cancel. */
  'case.saveDrawing': {
    request: z.object({
      focus: z.string().nullable(),
      levels: z.number().int().min(0).nullable(),
      folded: z.array(z.string()).readonly(),
      unfolded: z.array(z.string()).readonly(),
      closed: z.array(z.string()).readonly(),
      failed: z.array(z.string()).readonly(),
    }),
    response: z.object({ saved: z.boolean() }),
  },
  /** Compares with the earlier version; null where this seat knows none. */
  'case.changes': { request: nothing, response: caseChanges.nullable() },
  'case.close': { request: nothing, response: nothing },

  // Reviewing
  'review.get': { request: nothing, response: reviewView },
  'reading.mark': { request: readingMark.omit({ at: true }), response: nothing },
  /** Writes the draft to disk before it answers. */
  'draft.save': { request: draft.omit({ owner: true, bundleDigest: true, updatedAt: true }), response: draft }, // prettier-ignore
  'draft.discard': { request: z.object({ id: z.uuid() }), response: nothing },
  /** Brings a discarded draft back while the undo is offered. */
  'draft.restore': { request: z.object({ id: z.uuid() }), response: nothing },
  /** Signs and records a declaration, note, challenge, response or assessment with the unlocked key. */
  'record.submit': { request: z.object({ record: recordInput, draft: z.uuid().nullable() }), response: recordSummary }, // prettier-ignore
  /** The signed bytes of one record, decoded, for the person who wants to see exactly what was signed. */
  'record.payload': { request: z.object({ digest: sha256Hex }), response: z.object({ kind: recordKind, payload: z.string() }) }, // prettier-ignore
  'signOff.prepare': { request: recordInput, response: signOffPreparation },
  /** Re-reads every byte of the bundle, signs, and answers once the record is durable. */
  'signOff.sign': { request: z.object({ record: recordInput, textDigest: sha256Hex, passphrase: z.string().max(1_000), draft: z.uuid().nullable() }), response: recordSummary }, // prettier-ignore
  /** Opens what this person sealed on this seat: adds the record as it was signed then. */
  'sealed.open': { request: z.object({ record: sha256Hex, passphrase: z.string().max(1_000) }), response: recordSummary }, // prettier-ignore
  /** A page of the entries of all known logs: a log of years would hold up the window in one message. */
  'log.entries': { request: z.object({ from: z.number().int().nonnegative() }), response: z.object({ entries: z.array(logEntryView).readonly(), total: z.number().int() }) }, // prettier-ignore
  /** Shows the save dialog and writes an RFC 3161 query over the head of the log of the case. Null: dialog closed. */
  'timeStamp.ask': { request: nothing, response: z.object({ fileName: z.string(), size: z.number().int() }).nullable() }, // prettier-ignore
  /** Shows the open dialog and checks what came back. Nothing is kept yet. Null: dialog closed. */
  'timeStamp.read': { request: nothing, response: timeStampPreview.nullable() },
  /** Keeps the one that was read last: the person compared the fingerprint of its certificate. */
  'timeStamp.add': { request: z.object({ sha256: sha256Hex }), response: nothing },
  /** Records why the clock of this computer went back, as an entry of its own. */
  'log.explainClock': { request: z.object({ origin: z.string(), seq: z.number().int().nonnegative(), reason: z.string().min(1).max(2_000) }), response: nothing }, // prettier-ignore
  'log.acknowledgeDamage': { request: z.object({ origin: z.string(), reason: z.string().min(1).max(2_000) }), response: nothing }, // prettier-ignore

  // Identities
  'identity.list': { request: nothing, response: z.object({ identities: z.array(identity).readonly(), activeKeyid: sha256Hex.nullable() }) }, // prettier-ignore
  'identity.create': {
    request: z.object({
      printedName: z.string().min(1).max(200),
      organisation: z.string().min(1).max(200),
      line,
      role: z.string().min(1).max(200),
      passphrase: z.string().min(8).max(1_000),
    }),
    response: identity,
  },
  'identity.select': { request: z.object({ keyid: sha256Hex }), response: nothing },
  'identity.unlock': { request: z.object({ keyid: sha256Hex, passphrase: z.string().max(1_000) }), response: nothing }, // prettier-ignore
  'identity.lock': { request: nothing, response: nothing },

  // People and keys. A signature on a roster or a policy pack asks for the passphrase each time.
  /** Chains of rosters, the policy pack, and what can be done about them. */
  'roster.get': { request: nothing, response: peopleView },
  /** Signs the next version of the roster; in force once enough persons have signed it. */
  'roster.change': { request: z.object({ change: rosterRequest, signing }), response: peopleView },
  'roster.sign': { request: z.object({ sha256: sha256Hex, signing }), response: peopleView },
  /** The person compared the fingerprint of the first roster of a chain over another channel. */
  'roster.compare': { request: z.object({ first: sha256Hex, isSame: z.boolean() }), response: peopleView }, // prettier-ignore
  /** Refused unless the fingerprint was compared and is the same. */
  'roster.adopt': { request: z.object({ first: sha256Hex }), response: peopleView },
  /** Shows the open dialog for a policy pack and reads it; nothing is signed. Null: dialog closed. */
  'policy.choose': { request: nothing, response: policyPreview.nullable() },
  /** Signs the pack that was chosen last, if it still is the one with this digest. */
  'policy.propose': { request: z.object({ sha256: sha256Hex, signing }), response: peopleView },
  'policy.sign': { request: z.object({ sha256: sha256Hex, signing }), response: peopleView },
  /** Writes the pack in force as a file that can be edited and loaded. */
  'policy.save': { request: nothing, response: z.object({ saved: z.boolean() }) },
  /** Shows the open dialog for an OpenSSH private key, which stays in the main process until it is used. */
  'key.choose': { request: nothing, response: z.object({ fileName: z.string(), needsPassphrase: z.boolean() }).nullable() }, // prettier-ignore
  /** Makes an identity with the chosen key. */
  'key.import': {
    request: z.object({
      printedName: z.string().min(1).max(200),
      organisation: z.string().min(1).max(200),
      line,
      role: z.string().min(1).max(200),
      filePassphrase: z.string().max(1_000),
      passphrase: z.string().min(8).max(1_000),
    }),
    response: identity,
  },
  /** A new key in the place of an old one. `filePassphrase` null: it is made here; else it is the chosen file. */
  'key.rotate': { request: z.object({ signing, newPassphrase: z.string().min(8).max(1_000), filePassphrase: z.string().max(1_000).nullable() }), response: peopleView }, // prettier-ignore

  // Packets: what seats hand to one another
  /** Seats that a packet can be made for: those a packet came from. */
  'packet.seats': { request: nothing, response: z.object({ seats: z.array(seatChoice).readonly(), bundle: z.object({ version: z.string(), digest: sha256Hex }).nullable() }) }, // prettier-ignore
  'packet.plan': { request: packetRequest, response: packetPlan },
  /** Shows the save dialog and answers once the packet is on disk. Null: dialog closed. */
  'packet.make': { request: packetRequest, response: packetSummary.nullable() },
  /** What the packet that was opened would bring; null when it is no longer the one. */
  'packet.get': { request: z.object({ token: z.uuid() }), response: packetPreview.nullable() },
  /** Puts all of it in place and answers once that is durable and logged. */
  'packet.accept': { request: z.object({ token: z.uuid() }), response: importSummary },
  'packet.discard': { request: z.object({ token: z.uuid() }), response: nothing },
  /** Opens a bundle that a packet brought. */
  'packet.openBundle': { request: z.object({ digest: sha256Hex }), response: opening },
  'exchange.get': { request: nothing, response: exchangeView },
  /** Shows the dialog for a folder through which packets are exchanged. */
  'exchange.choose': { request: nothing, response: exchangeView },
  'exchange.stop': { request: nothing, response: exchangeView },
  /** Writes what this seat has there, and looks for what others wrote. */
  'exchange.check': { request: nothing, response: exchangeView },
  /** Opens a packet that waits in the exchange folder. */
  'exchange.open': { request: z.object({ token: z.uuid() }), response: opening },

  // Export and verification
  /**
   * Shows the save dialog, makes one edition of the audit record and answers once it is on disk. Null:
   * dialog closed. `withheld` names payload files of the open bundle; the active person approves them.
   */
  'export.make': { request: exportRequest, response: exportSummary.nullable() },
  'verify.report': { request: nothing, response: verificationReport.nullable() },
  /** The person compared the roster's fingerprint over another channel. */
  'verify.compareRoster': { request: z.object({ sha256: sha256Hex, isSame: z.boolean() }), response: verificationReport }, // prettier-ignore
  'verify.saveReport': { request: nothing, response: z.object({ saved: z.boolean() }) },
} as const;

export const menuCommand = z.enum([
  'open', 'open-folder', 'verify', 'close-case', 'export', 'print', 'search', 'find', 'find-next', 'find-previous',
  'go-to', 'back', 'forward', 'next-pane', 'previous-pane', 'next-item', 'previous-item',
  'next-unread', 'mark-reviewed', 'add-note', 'raise-challenge', 'respond', 'open-evidence',
  'show-read', 'show-reader', 'show-graph', 'show-table', 'show-findings', 'what-if', 'show-challenges', 'show-sign-off', 'show-log', 'sign-opinion', 'sign-decision',
  'settings', 'about', 'shortcuts', 'new-identity', 'people', 'import-packet', 'send-packet', 'show-exchange', 'zoom-reading-in', 'zoom-reading-out',
]); // prettier-ignore
export type MenuCommand = z.infer<typeof menuCommand>;

export const events = {
  /** Checking of bytes goes on: done and total in bytes; total null while it is not known. */
  'open.progress': z.object({
    operation: z.string(),
    fileName: z.string(),
    step: z.enum(['reading', 'checking', 'parsing']),
    done: z.number(),
    total: z.number().nullable(),
  }),
  'open.caseOpened': z.object({ operation: z.string() }),
  'open.verified': z.object({ operation: z.string() }),
  'open.refused': z.object({
    operation: z.string(),
    fileName: z.string(),
    error: ipcError,
    /** What the file says of itself, unchecked; null when it could not be read. */
    namesItself: z.string().nullable(),
    manifestDigest: sha256Hex.nullable(),
    filesChecked: z.number().int(),
    /** Where the refusal was recorded, null when it could not be. */
    loggedAs: z.object({ origin: z.string(), seq: z.number().int() }).nullable(),
  }),
  'open.cancelled': z.object({ operation: z.string() }),
  /** A packet was read and checked; nothing of it is in place yet. */
  'packet.ready': z.object({ operation: z.string(), token: z.uuid() }),
  'exchange.changed': nothing,
  /** Something signed or stored changed; ask again. */
  'review.changed': nothing,
  'identity.changed': nothing,
  'preferences.changed': preferences,
  'menu.command': menuCommand,
} as const;

export type CallName = keyof typeof calls;
export type CallRequest<N extends CallName> = z.infer<(typeof calls)[N]['request']>;
export type CallResponse<N extends CallName> = z.infer<(typeof calls)[N]['response']>;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;

/** What the preload puts on `window.countersign`. */
export interface CountersignApi {
  call<N extends CallName>(name: N, request: CallRequest<N>): Promise<Reply<CallResponse<N>>>;
  /** Opens a file that was dropped on the window. */
  openDropped(file: unknown): Promise<Reply<CallResponse<'open.dropped'>>>;
  /** Returns the function that ends the subscription. The Electron event never crosses. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
}
