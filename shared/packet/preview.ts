/** What a packet would bring, shown before a person accepts it. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { forkView, seatPerson } from '../review/peer-view.ts';
import { line } from '../review/records.ts';

export const previewLog = z.object({
  origin: z.string(),
  scope: z.enum(['case', 'seat']),
  isOwn: z.boolean(),
  person: seatPerson,
  fingerprint: z.string(),
  /** Entries this seat has, and those it would have. */
  known: z.number().int(),
  size: z.number().int(),
  /** New heads that other seats vouched for. */
  cosigned: z.number().int(),
});
export type PreviewLog = z.infer<typeof previewLog>;

export const previewRecord = z.object({
  digest: sha256Hex,
  kind: z.string(),
  statement: z.string(),
  signedOn: z.string(),
  /** As the record says it; whether it is so is `standing`. */
  signer: z.object({ printedName: z.string(), line, role: z.string(), organisation: z.string() }),
  /** "known": the adopted roster names the key. "unknown": it does not. "broken": the signature does not hold or cannot be checked. */
  standing: z.enum(['known', 'unknown', 'broken']),
  why: z.string().nullable(),
  /** False when it is about another bundle than those of this case that are on this computer. */
  hasBundle: z.boolean(),
});
export type PreviewRecord = z.infer<typeof previewRecord>;

export const packetPreview = z.object({
  token: z.uuid(),
  fileName: z.string(),
  sha256: sha256Hex,
  bytes: z.number().int(),
  case: z.object({ id: z.string(), version: z.string(), title: z.string(), isKnown: z.boolean() }),
  from: z.object({ origin: z.string(), person: seatPerson, fingerprint: z.string(), isOwn: z.boolean() }),
  /** Made for another seat; null when it was made for this one or for anybody. */
  madeFor: z.string().nullable(),
  made: z.string(),
  logs: z.array(previewLog).readonly(),
  records: z.array(previewRecord).readonly(),
  rosters: z.array(z.object({ version: z.number().int(), persons: z.array(z.string()).readonly(), by: z.string() })).readonly(),
  policies: z.array(z.object({ version: z.number().int(), title: z.string(), by: z.string() })).readonly(),
  bundle: z.object({ digest: sha256Hex, title: z.string(), version: z.string(), isKnown: z.boolean() }).nullable(),
  /** Logs of which this packet shows another version than this seat has. */
  forks: z.array(forkView).readonly(),
  /** Nothing in it is new: accepting it would write nothing. */
  isKnown: z.boolean(),
}); // prettier-ignore
export type PacketPreview = z.infer<typeof packetPreview>;

export const importSummary = z.object({
  caseId: z.string(),
  entries: z.number().int(),
  records: z.number().int(),
  forks: z.number().int(),
  /** Where it was logged; null when nothing in it was new enough to be an entry. */
  loggedAs: z.object({ origin: z.string(), seq: z.number().int() }).nullable(),
  bundle: sha256Hex.nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;
