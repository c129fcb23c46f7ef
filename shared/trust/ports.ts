/**
 * What the trust code needs from a runtime. `shared/` has no crypto of its own, so that the same code
 * runs in the main process, in the command line and in a browser page.
 */
export interface TrustCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  sha512(bytes: Uint8Array): Uint8Array;
  /**
   * The runtime's own Ed25519 check (RFC 8032). Runtimes disagree on edge cases: call
   * `verifySignature` of ed25519.ts instead, which settles them.
   */
  verifyEd25519(publicKey32: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * How a runtime turns bytes into text and back. Same answers and refusals as `utf8Decode` and `fromBase64`
 * of bytes.ts, which serve where none is given; a log of years has ten thousand records to take apart.
 */
export interface TextCodec {
  utf8Decode(bytes: Uint8Array, file: string | null): string;
  fromBase64(text: string): Uint8Array;
}
