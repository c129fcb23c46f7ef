/**
 * RFC 3161 time stamps: the query over a digest, and the check of the token that a time stamping authority
 * answered with. A token is worth what its certificate is worth: this says which certificate signed it,
 * and a person says, by comparing its fingerprint, whether that is the authority they trust.
 */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { ASN1Obj, RFC3161Timestamp } from '@sigstore/core';
import { CountersignError } from '../../../shared/errors.ts';
import { concatBytes, toHex } from '../../../shared/trust/bytes.ts';

/** What a token says, once its signature was checked with the certificate that it brings along. */
export interface TimeStampToken {
  /** UTC to the second: the imprint was there at this time, by the clock of the authority. */
  readonly time: string;
  /** SHA-256 that was stamped, in hex. */
  readonly imprint: string;
  readonly certificate: {
    /** SHA-256 of its DER: the fingerprint that is compared. */
    readonly sha256: string;
    readonly subject: string;
    readonly issuer: string;
  };
}

const RULE = 'RFC 3161 and RFC 5652: a time-stamp token of a time stamping authority';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** Tokens with their certificates are a few thousand bytes. */
export const MAX_TOKEN_BYTES = 256 * 1024;

function refuse(file: string, what: string, cause?: unknown): never {
  const message = `${file} ${what}.`;
  throw new CountersignError('input-refused', message, [{ code: 'time-stamp', file, place: null, rule: RULE, message }], { cause }); // prettier-ignore
}

/**
 * The query over a SHA-256, as `openssl ts -query -digest <hex> -sha256 -cert -no_nonce` makes it. It asks
 * for the certificate, so that the token can be checked without one.
 */
export function toTimeStampQuery(digest: Uint8Array): Uint8Array {
  const head = '3039' + '020101' + '3031' + '300d0609608648016503040201' + '0500' + '0420';
  return concatBytes(Buffer.from(head, 'hex'), digest, Buffer.from('0101ff', 'hex'));
}

/** A token alone is put where it stands in a response that says "granted". */
function toResponse(bytes: Uint8Array): Buffer<ArrayBuffer> {
  const whole = Buffer.from(bytes);
  const first = ASN1Obj.parseBuffer(whole).subs[0];
  if (first?.tag.isOID() !== true) return whole;
  const content = Buffer.concat([Buffer.from('3003020100', 'hex'), whole]);
  const length = content.length < 0x10000 ? [0x82, content.length >> 8, content.length & 0xff] : [0x83, content.length >> 16, (content.length >> 8) & 0xff, content.length & 0xff]; // prettier-ignore
  return Buffer.concat([Buffer.from([0x30, ...length]), content]);
}

interface Parts {
  readonly response: RFC3161Timestamp;
  readonly certificates: readonly X509Certificate[];
  /** DER of the SET that the signature is over. */
  readonly signedAttributes: Buffer;
  readonly messageDigest: Buffer;
}

/** @throws whatever the parser throws where a part is not there */
function toParts(bytes: Uint8Array): Parts | string {
  const response = RFC3161Timestamp.parse(toResponse(bytes));
  if (response.status !== 0n && response.status !== 1n) return `is a refusal of the authority, status ${String(response.status)}`; // prettier-ignore
  if (response.contentType !== SIGNED_DATA || response.eContentType !== TST_INFO) return 'holds no time-stamp token'; // prettier-ignore
  const signedData = response.root.subs[1]?.subs.find((part) => part.tag.isContextSpecific(0))?.subs[0]; // prettier-ignore
  const signer = signedData?.subs.at(-1)?.subs[0];
  const attributes = signer?.subs.find((part) => part.tag.isContextSpecific(0));
  const digest = attributes?.subs.find((part) => part.subs[0]?.tag.isOID() === true && part.subs[0].toOID() === MESSAGE_DIGEST); // prettier-ignore
  const messageDigest = digest?.subs[1]?.subs[0]?.value;
  if (attributes === undefined || messageDigest === undefined) return 'has no signed attributes';
  const signedAttributes = attributes.toDER();
  // The signature is over the attributes as a SET (RFC 5652, 5.4), not as they are tagged here.
  signedAttributes[0] = 0x31;
  const certificates = signedData?.subs.find((part) => part.tag.isContextSpecific(0))?.subs ?? [];
  return { response, certificates: certificates.map((part) => new X509Certificate(part.toDER())), signedAttributes, messageDigest }; // prettier-ignore
}

/** The certificate whose key signed the token: found by its serial number, proven by the signature. */
function signerOf({ response, certificates, signedAttributes }: Parts): X509Certificate | null {
  const serial = response.signerSerialNumber.toString('hex').replace(/^(00)+/, '').toLowerCase();
  const digest = response.signerDigestAlgorithm;
  return certificates.find((certificate) => certificate.serialNumber.toLowerCase().replace(/^(00)+/, '') === serial && verify(digest, signedAttributes, certificate.publicKey, response.signatureValue)) ?? null;
} // prettier-ignore

function toUtc(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/**
 * Reads a time-stamp response or a token alone, and checks it with the certificate that it holds.
 * @throws CountersignError 'input-refused' with what does not hold
 */
export function readTimeStamp(bytes: Uint8Array, file: string): TimeStampToken {
  if (bytes.length > MAX_TOKEN_BYTES) refuse(file, 'is larger than a time stamp can be');
  const parts = attempt(file, () => toParts(bytes));
  if (typeof parts === 'string') refuse(file, parts);
  const { response, messageDigest } = parts;
  const { tstInfo } = response;
  if (tstInfo.messageImprintHashAlgorithm !== 'sha256') refuse(file, 'is over another digest than SHA-256'); // prettier-ignore
  const ofInfo = createHash(response.signerDigestAlgorithm).update(tstInfo.raw).digest();
  if (!ofInfo.equals(messageDigest)) refuse(file, 'signs other words than it holds');
  const certificate = attempt(file, () => signerOf(parts));
  if (certificate === null) refuse(file, 'is not signed with a certificate that it holds. Ask the authority for one with its certificate'); // prettier-ignore
  if (!(certificate.keyUsage as string[] | undefined)?.includes(TIME_STAMPING)) refuse(file, 'is signed with a certificate that is not for time stamping'); // prettier-ignore
  const at = response.signingTime;
  if (at < new Date(certificate.validFrom) || at > new Date(certificate.validTo)) refuse(file, 'names a time at which its certificate did not hold'); // prettier-ignore
  return {
    time: toUtc(at),
    imprint: toHex(tstInfo.messageImprintHashedMessage),
    certificate: {
      sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      subject: certificate.subject.replaceAll('\n', ', '),
      issuer: certificate.issuer.replaceAll('\n', ', '),
    },
  };
}

/** What the parser throws on bytes that are none of this is an answer about the file, no fault here. */
function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refuse(file, 'cannot be read as a time stamp', error);
  }
}
