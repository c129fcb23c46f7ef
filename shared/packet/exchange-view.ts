/** What the renderer knows of sending packets and of the exchange folder. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { seatPerson } from '../review/peer-view.ts';

export const seatChoice = z.object({
  /** Log by which the seat is named. */
  origin: z.string(),
  person: seatPerson,
  fingerprint: z.string(),
});
export type SeatChoice = z.infer<typeof seatChoice>;

export const packetRequest = z.object({
  /** Origin of a seat; null for anybody. */
  recipient: z.string().max(200).nullable(),
  isWhole: z.boolean(),
  withBundle: z.boolean(),
});
export type PacketRequest = z.infer<typeof packetRequest>;

export const packetPlan = z.object({
  entries: z.number().int(),
  records: z.number().int(),
  logs: z.number().int(),
  /** Of the files; the packet is a little larger. */
  bytes: z.number().int(),
  /** Entries left out because the recipient is known to have them. */
  known: z.number().int(),
});
export type PacketPlan = z.infer<typeof packetPlan>;

export const packetSummary = packetPlan.extend({ fileName: z.string(), sha256: sha256Hex });
export type PacketSummary = z.infer<typeof packetSummary>;

/** A packet of another seat in the exchange folder that brings something, or that was refused. */
export const waitingPacket = z.object({
  token: z.uuid(),
  fileName: z.string(),
  bytes: z.number().int(),
  from: z.object({ person: seatPerson, fingerprint: z.string() }).nullable(),
  caseTitle: z.string(),
  entries: z.number().int(),
  records: z.number().int(),
  forks: z.number().int(),
  /** Why it cannot be imported, in words; null when it can. */
  refused: z.string().nullable(),
});
export type WaitingPacket = z.infer<typeof waitingPacket>;

export const exchangeView = z.object({
  /** The folder as the person chose it; null where none is chosen. */
  folder: z.string().nullable(),
  /** Why the folder cannot be used now, in words. */
  problem: z.string().nullable(),
  checkedAt: z.string().nullable(),
  waiting: z.array(waitingPacket).readonly(),
});
export type ExchangeView = z.infer<typeof exchangeView>;
