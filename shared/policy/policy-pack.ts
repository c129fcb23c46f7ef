/** The policy pack: who may decide what, under which rules. It is data, since who decides differs and moves. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from '../review/records.ts';
import { RULES } from './rules.ts';

export const sealing = z.object({
  /** sealed: nothing of another's opinion, not even the count, shows before one's own is sealed. */
  opinions: z.enum(['open', 'sealed']),
  ballots: z.enum(['open', 'sealed']),
});
export type Sealing = z.infer<typeof sealing>;

const strict = z.object({
  version: z.number().int().positive(),
  previous: sha256Hex.nullable(),
  title: z.string(),
  /** Clause of the pack that gives the right to sign, with the lines that hold it. */
  rights: z.record(z.string(), z.object({ clause: z.string(), lines: z.array(line).readonly() })),
  quorum: z.object({
    /** Ballots for it that an approval needs at least; more than 1 convenes a panel. */
    floor: z.number().int().positive(),
  }),
  expiry: z.object({ defaultMonths: z.number().int(), maximumMonths: z.number().int() }),
  rules: z.record(z.string(), z.enum(['enforce', 'warn', 'show'])),
  /** Absent in packs that were signed before there was a choice: read it with `sealingOf`. */
  sealing: sealing.optional(),
});
export type PolicyPack = z.infer<typeof strict>;

/** Keys that a later version of the format adds are kept, or the digest of what was signed would change. */
export const policyPack: z.ZodType<PolicyPack> = strict.loose();

/** The pack that ships with the program, in force until an organisation signs its own. */
export const DEFAULT_POLICY: PolicyPack = {
  version: 1,
  previous: null,
  title: 'Default policy of the program',
  rights: {
    opinion: { clause: '1.1', lines: ['second', 'external'] },
    decision: { clause: '1.2', lines: ['third', 'external'] },
    response: { clause: '1.3', lines: ['first'] },
    assessment: { clause: '1.4', lines: ['second', 'external'] },
    'second-signature': { clause: '1.5', lines: ['second', 'third', 'external'] },
    ballot: { clause: '1.6', lines: ['third'] },
    // Anyone who signs here may dissent, and may say that a rule was set aside: that is never withheld.
    dissent: { clause: '1.7', lines: ['second', 'third', 'external'] },
    override: { clause: '1.8', lines: ['second', 'third', 'external'] },
  },
  quorum: { floor: 1 },
  expiry: { defaultMonths: 12, maximumMonths: 12 },
  rules: Object.fromEntries(Object.entries(RULES).map(([id, rule]) => [id, rule.level])),
  sealing: { opinions: 'open', ballots: 'sealed' },
};

/** Whether opinions and ballots are sealed under a pack. The signed bytes of a pack are never changed, so the default is applied on reading. */
export function sealingOf(policy: Pick<PolicyPack, 'sealing'>): Sealing {
  return policy.sealing ?? { opinions: 'open', ballots: 'sealed' };
}
