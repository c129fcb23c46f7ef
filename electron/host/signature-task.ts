/** One signature to verify: the work that is spread over threads. */
import { verifySignature } from '../../shared/trust/ed25519.ts';
import { nodeCrypto } from './crypto.ts';

export interface SignatureTask {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export function verifySignatureTask({ publicKey, message, signature }: SignatureTask): boolean {
  return verifySignature(publicKey, message, signature, nodeCrypto);
}
