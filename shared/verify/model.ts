/** What a verification says. The words are the same in the program, on the command line and in the export. */
import { z } from 'zod';

export const verifyCheck = z.object({
  /** Stable name of the check: "bundle", "logs", "signatures", … */
  name: z.string(),
  /** Heading for people: "Who the signers are". */
  title: z.string(),
  result: z.enum(['pass', 'fail', 'cannot check']),
  /** File and place where it failed; null when it passed. */
  where: z.string().nullable(),
  /** One or two sentences: what was compared, with figures. */
  why: z.string(),
});
export type VerifyCheck = z.infer<typeof verifyCheck>;

export const verdict = z.enum(['consistent and trusted', 'consistent; signers unknown', 'broken']);
export type Verdict = z.infer<typeof verdict>;

export const verificationReport = z.object({
  kind: z.enum(['audit record', 'bundle']),
  fileName: z.string(),
  verdict,
  checks: z.array(verifyCheck).readonly(),
  /** Roster whose fingerprint must be compared over another channel. Null in a bundle. */
  roster: z
    .object({
      version: z.number().int(),
      sha256: z.string(),
      confirmed: z.enum(['unknown', 'confirmed', 'changed']),
    })
    .nullable(),
  case: z.object({ id: z.string(), title: z.string(), version: z.string() }).nullable(),
  bundleDigest: z.string().nullable(),
  /** One sentence per decision found, in the words of the record, newest last. */
  decisions: z.array(z.string()).readonly(),
  counts: z.object({
    files: z.number().int(),
    records: z.number().int(),
    entries: z.number().int(),
    logs: z.number().int(),
  }),
});
export type VerificationReport = z.infer<typeof verificationReport>;
