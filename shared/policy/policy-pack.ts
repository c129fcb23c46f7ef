/** The policy pack: who may decide what, under which rules. It is data, since who decides differs and moves. */
import { z } from 'zod';
import { sha256Hex } from '../case/model.ts';
import { line } from '../review/records.ts';
import { RULES } from './rules.ts';

export const policyPack = z.object({
  version: z.number().int().positive(),
  previous: sha256Hex.nullable(),
  title: z.string(),
  /** Clause of the pack that gives the right to sign, with the lines that hold it. */
  rights: z.record(z.string(), z.object({ clause: z.string(), lines: z.array(line).readonly() })),
  quorum: z.object({
    /** Decisions that an approval needs; 1 until panels are convened. */
    floor: z.number().int().positive(),
  }),
  expiry: z.object({ defaultMonths: z.number().int(), maximumMonths: z.number().int() }),
  rules: z.record(z.string(), z.enum(['enforce', 'warn', 'show'])),
});
export type PolicyPack = z.infer<typeof policyPack>;

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
  },
  quorum: { floor: 1 },
  expiry: { defaultMonths: 12, maximumMonths: 12 },
  rules: Object.fromEntries(Object.entries(RULES).map(([id, rule]) => [id, rule.level])),
};
