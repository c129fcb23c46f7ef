/** Who may sign what under a policy pack, and which decisions approve. */
import { DEFAULT_POLICY, type PolicyPack } from '../policy/policy-pack.ts';
import type { DecisionOutcome, Signer } from './records.ts';

export const APPROVING: readonly DecisionOutcome[] = ['approve', 'approve-limited', 'approve-with-conditions']; // prettier-ignore

export function isApproval(decision: DecisionOutcome): boolean {
  return APPROVING.includes(decision);
}

/**
 * Whether a pack gives the signer's line the right to this kind of sign-off. A kind that the pack does
 * not speak of, because it is newer than the pack, is as in the default one.
 */
export function rightToSign(
  { policy, signer }: { readonly policy: Pick<PolicyPack, 'rights'>; readonly signer: Signer },
  kind: string,
): { clause: string; isHeld: boolean } {
  const right = policy.rights[kind] ?? DEFAULT_POLICY.rights[kind];
  return { clause: right?.clause ?? 'none', isHeld: right?.lines.includes(signer.line) ?? false };
}
