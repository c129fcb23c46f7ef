/** DSSE 1.0.2 envelopes as records use them (formats.md 3): one payload type, one signature a file. */
import { concatBytes, plainCodec, toBase64, toHex, utf8Encode } from './bytes.ts';
import { SIGNATURE_LENGTH, verifySignature } from './ed25519.ts';
import { refuseShape, toObject, toOnly, toText, type ShapeContext } from './json-shape.ts';
import type { TextCodec, TrustCrypto } from './ports.ts';
import { refuse } from './refuse.ts';
import { parseStrictJson } from './strict-json.ts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Far above any record; keeps hostile packets from costing time (threats 33). */
export const MAX_ENVELOPE_BYTES = 16 * 1024 * 1024;

export interface Envelope {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  /** Not authenticated: a hint which key to try. Empty where the envelope names none. */
  readonly keyid: string;
  /** 64 bytes over `toPae(payload)`. */
  readonly signature: Uint8Array;
}

/** The bytes that the person key signs: type and lengths are part of them. */
export function toPae(payload: Uint8Array): Uint8Array {
  return toPaeOfType(PAYLOAD_TYPE, payload);
}

/** DSSE 1.0.2, protocol.md: pre-authentication encoding for any payload type. */
export function toPaeOfType(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8Encode(payloadType);
  const head = concatBytes(
    utf8Encode(`DSSEv1 ${type.length} `),
    type,
    utf8Encode(` ${payload.length} `),
  );
  return concatBytes(head, payload);
}

/** Name of a record everywhere: lowercase hex SHA-256 of its PAE bytes. */
export function recordDigestOf(payload: Uint8Array, crypto: TrustCrypto): string {
  return toHex(crypto.sha256(toPae(payload)));
}

/**
 * Reads an envelope. Nothing in it is trusted yet: verify, check the payload type, and only then parse
 * exactly the bytes that were verified. Unknown members are ignored, as DSSE demands; nothing reads them.
 * @throws CountersignError 'input-refused'
 */
export function parseEnvelope(
  bytes: Uint8Array,
  file: string,
  codec: TextCodec = plainCodec,
): Envelope {
  const context = { file, rule: 'DSSE 1.0.2, envelope.md; formats.md 3: exactly one signature' };
  if (bytes.length > MAX_ENVELOPE_BYTES)
    refuseShape(context, 'the envelope', `at most ${MAX_ENVELOPE_BYTES} bytes`);
  const text = codec.utf8Decode(bytes, file);
  const { payload, payloadType, keyid, sig } = readPlainEnvelope(text) ?? readAnyEnvelope(text, file, context); // prettier-ignore
  const signature = toBytes(sig, 'signatures[0].sig', context, codec);
  if (signature.length !== SIGNATURE_LENGTH)
    refuseShape(context, 'signatures[0].sig', '64 bytes of base64');
  return { payload: toBytes(payload, 'payload', context, codec), payloadType, keyid, signature };
}

interface EnvelopeTexts {
  readonly payload: string;
  readonly payloadType: string;
  readonly keyid: string;
  readonly sig: string;
}

/** As `toEnvelopeJson` writes it: no member twice, none unknown, and no character that is escaped. */
const PLAIN_START = '{"payload":"';
const PLAIN_END =
  /^","payloadType":"application\/vnd\.in-toto\+json","signatures":\[\{"keyid":"([0-9a-f]{64})","sig":"([A-Za-z0-9+/]{86}==)"\}\]\}$/;

/** The texts of an envelope that this program wrote, or null: then the full reader judges it. */
function readPlainEnvelope(text: string): EnvelopeTexts | null {
  const end = text.indexOf('"', PLAIN_START.length);
  if (!text.startsWith(PLAIN_START) || end < 0) return null;
  const payload = text.slice(PLAIN_START.length, end);
  const parts = PLAIN_END.exec(text.slice(end));
  // What else may not stand in a string is no base64 either.
  if (parts === null || payload.includes('\\')) return null;
  return { payload, payloadType: PAYLOAD_TYPE, keyid: parts[1] ?? '', sig: parts[2] ?? '' };
}

function readAnyEnvelope(text: string, file: string, context: ShapeContext): EnvelopeTexts {
  const envelope = toObject(parseStrictJson(text, file), 'the envelope', context);
  const only = toOnly(envelope['signatures'], 'signatures', context);
  const signature = toObject(only, 'signatures[0]', context);
  return {
    sig: toText(signature['sig'], 'signatures[0].sig', context),
    payload: toText(envelope['payload'], 'payload', context),
    payloadType: toText(envelope['payloadType'], 'payloadType', context),
    keyid: toText(signature['keyid'] ?? '', 'signatures[0].keyid', context),
  };
}

function toBytes(text: string, place: string, context: ShapeContext, codec: TextCodec): Uint8Array {
  try {
    return codec.fromBase64(text);
  } catch (cause) {
    return refuse({
      code: 'invalid-base64',
      file: context.file,
      place,
      rule: context.rule,
      message: `${context.file}: ${place}: ${cause instanceof Error ? cause.message : 'no base64'}`,
    });
  }
}

/** The envelope as it is stored, without a line end. */
export function toEnvelopeJson(envelope: Envelope): string {
  return JSON.stringify({
    payload: toBase64(envelope.payload),
    payloadType: envelope.payloadType,
    signatures: [{ keyid: envelope.keyid, sig: toBase64(envelope.signature) }],
  });
}

/** True if this key signed this payload as a record. Says nothing about whose key it is. */
export function verifyEnvelope(
  envelope: Envelope,
  publicKey32: Uint8Array,
  crypto: TrustCrypto,
): boolean {
  if (envelope.payloadType !== PAYLOAD_TYPE) return false;
  return verifySignature(publicKey32, toPae(envelope.payload), envelope.signature, crypto);
}
