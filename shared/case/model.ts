/**
 * The safety case as the program sees it once its bytes were checked. The schemas are the single
 * definition: types are inferred from them, and the IPC table validates against them at run time.
 */
import { z } from 'zod';

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const nodeKind = z.enum([
  'goal',
  'strategy',
  'solution',
  'context',
  'assumption',
  'justification',
  'defeater',
  'counterEvidence',
  'awayGoal',
  'awaySolution',
  'awayContext',
  'awayAssumption',
  'awayJustification',
  'moduleReference',
  'contractReference',
  'unknown',
]);
export type NodeKind = z.infer<typeof nodeKind>;

export const argumentNode = z.object({
  id: z.string(),
  kind: nodeKind,
  text: z.string(),
  supportedBy: z.array(z.string()).readonly(),
  inContextOf: z.array(z.string()).readonly(),
  /** Nodes (or "X -> Y" relations) that a defeater doubts. */
  challenges: z.array(z.string()).readonly(),
  supportMode: z.enum(['all_of', 'any_of', 'k_of_n']),
  k: z.number().int().nullable(),
  /** Evidence ids, resolved against `SafetyCase.evidence`. */
  evidence: z.array(z.string()).readonly(),
  /** Where the prose of the claim stands: bundle path below data/ and heading anchor. */
  doc: z.object({ path: z.string(), heading: z.string().nullable() }).nullable(),
  owner: z.string().nullable(),
  declaredLoadBearing: z.boolean(),
  undeveloped: z.boolean(),
  defeated: z.boolean(),
  defeaterType: z.enum(['rebutting', 'undercutting', 'undermining']).nullable(),
  status: z.string().nullable(),
  response: z.string().nullable(),
  url: z.string().nullable(),
  /** Keys that are not ours, kept as JSON text per key. */
  other: z.record(z.string(), z.string()),
  /** 1-based line of the node in data/argument.yaml. */
  line: z.number().int().nullable(),
  /** SHA-256 of the node's canonical JSON, for record targets and closures. */
  sha256: sha256Hex,
});
export type ArgumentNode = z.infer<typeof argumentNode>;

export const evidenceItem = z.object({
  id: z.string(),
  title: z.string(),
  /** Path in the bundle, below data/: "evidence/E01_ctf_results.csv". */
  path: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: sha256Hex,
  collected: z.string().nullable(),
  appliesTo: z.object({ kind: z.string(), version: z.string() }).nullable(),
  preparedBy: z.string().nullable(),
});
export type EvidenceItem = z.infer<typeof evidenceItem>;

export const caseDocument = z.object({
  /** Path below data/: "docs/01-case-report.md". */
  path: z.string(),
  /** First heading of the document, or the file name. */
  title: z.string(),
  bytes: z.number().int(),
  sha256: sha256Hex,
});
export type CaseDocument = z.infer<typeof caseDocument>;

export const casePerson = z.object({
  id: z.string(),
  name: z.string(),
  organisation: z.string(),
  line: z.string(),
  role: z.string(),
  interests: z
    .array(z.object({ kind: z.string(), ref: z.string().nullable(), detail: z.string() }))
    .readonly(),
});
export type CasePerson = z.infer<typeof casePerson>;

/** Something a reviewer should know about the argument. Never a reason to refuse a bundle. */
export const finding = z.object({
  code: z.string(),
  /** Number of the rule in the profile that it comes from: "G4" (GSN v3), "V04" (gsn2x). */
  rule: z.string().optional(),
  severity: z.enum(['error', 'warning', 'info']),
  where: z.object({
    file: z.string().nullable(),
    node: z.string().nullable(),
    line: z.number().int().nullable(),
  }),
  message: z.string(),
  fix: z.string(),
});
export type Finding = z.infer<typeof finding>;

export const bundleFile = z.object({
  /** Path in the bag: "data/case.yaml". */
  path: z.string(),
  bytes: z.number().int(),
  sha256: sha256Hex,
});
export type BundleFile = z.infer<typeof bundleFile>;

export const safetyCase = z.object({
  /** An unsealed draft can be read and annotated, never signed. `draftReason` says why it is one. */
  seal: z.enum(['sealed', 'draft']),
  draftReason: z.string().nullable(),
  /** SHA-256 of manifest-sha256.txt; null for a draft. */
  bundleDigest: sha256Hex.nullable(),
  id: z.string(),
  title: z.string(),
  version: z.string(),
  issued: z.string().nullable(),
  developer: z.string().nullable(),
  subject: z.object({
    model: z.string().nullable(),
    build: z.string().nullable(),
    configuration: z.string().nullable(),
    weightsFrozen: z.string().nullable(),
    stack: z.string().nullable(),
  }),
  decisionRequested: z.string().nullable(),
  topNode: z.string().nullable(),
  /** Path of the argument in the bag: "data/argument.yaml". Absent where there is none. */
  argumentFile: z.string().optional(),
  supersedes: z.string().nullable(),
  nodes: z.array(argumentNode).readonly(),
  documents: z.array(caseDocument).readonly(),
  evidence: z.array(evidenceItem).readonly(),
  people: z.array(casePerson).readonly(),
  files: z.array(bundleFile).readonly(),
  findings: z.array(finding).readonly(),
  /** Notices about the bundle itself: a fetch.txt that was not followed, a look-alike name. */
  warnings: z.array(z.string()).readonly(),
});
export type SafetyCase = z.infer<typeof safetyCase>;
