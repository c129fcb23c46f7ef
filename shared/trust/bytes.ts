/** Bytes and text. `shared/` has neither TextEncoder nor Buffer, and both are laxer than records allow. */
import type { TextCodec } from './ports.ts';
import { refuse } from './refuse.ts';

/** Two digits for each byte. */
/** "0" to "9", "a" to "f". */
const HEX_DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Value of each digit by its character code; NO_DIGIT for everything else. */
const BASE64_VALUES = new Uint8Array(128).fill(255);
const NO_DIGIT = 255;
for (let value = 0; value < 64; value++) BASE64_VALUES[BASE64.charCodeAt(value)] = value;

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compares public values. Not constant in time: never use it on secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/**
 * UTF-8 of a string.
 * @throws CountersignError 'input-refused' on a lone surrogate: replacing it, as TextEncoder does,
 *   would sign other words than those that were shown.
 */
export function utf8Encode(text: string): Uint8Array {
  return encodeAscii(text) ?? encodeAny(text);
}

/** Most texts here are ASCII, and of those there are many: lines of a log, payloads. Null for any other. */
function encodeAscii(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return null;
    bytes[index] = unit;
  }
  return bytes;
}

function encodeAny(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) refuseLoneSurrogate(index);
    if (point < 0x80) {
      bytes[length++] = point;
    } else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
      index++; // The low half of the pair.
    }
  }
  return bytes.slice(0, length);
}

function refuseLoneSurrogate(index: number): never {
  return refuse({
    code: 'lone-surrogate',
    file: null,
    place: `character ${index + 1}`,
    rule: 'Unicode 3.9, D92: a surrogate alone is no character',
    message: `The text holds half of a character at position ${index + 1}.`,
  });
}

/**
 * Text of UTF-8 bytes. A byte order mark is kept as the character it is.
 * @throws CountersignError 'input-refused' on anything that is not UTF-8 (Unicode 3.9, table 3-7):
 *   overlong forms, surrogates, values above U+10FFFF, cut-off sequences.
 */
export function utf8Decode(bytes: Uint8Array, file: string | null = null): string {
  return isAscii(bytes) ? decodeAscii(bytes) : decodeAny(bytes, file);
}

function isAscii(bytes: Uint8Array): boolean {
  // A plain loop: a log is read byte by byte here, and a call for each would take several times as long.
  for (let index = 0; index < bytes.length; index++) {
    if ((bytes[index] ?? 0) >= 0x80) return false;
  }
  return true;
}

function decodeAscii(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return toText(bytes);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(toText(bytes.subarray(at, at + CHUNK)));
  return parts.join('');
}

/** Keeps the argument list of fromCharCode within what engines allow. */
const CHUNK = 8_000;

function toText(units: Uint8Array): string {
  // As it stands the function takes any list of numbers; only its type asks for an array.
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

function decodeAny(bytes: Uint8Array, file: string | null): string {
  const units: number[] = [];
  const parts: string[] = [];
  let index = 0;
  while (index < bytes.length) {
    const first = bytes[index] ?? 0;
    const length = sequenceLength(first);
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (let offset = 1; offset < length; offset++) {
      const next = bytes[index + offset];
      if (next === undefined || (next & 0xc0) !== 0x80) refuseUtf8(index, file);
      point = (point << 6) | (next & 0x3f);
    }
    if (length === 0 || point < (SMALLEST[length] ?? 0) || point > 0x10ffff)
      refuseUtf8(index, file);
    if (point >= 0xd800 && point <= 0xdfff) refuseUtf8(index, file);
    if (point < 0x10000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    index += length;
    if (units.length >= CHUNK) parts.push(String.fromCharCode(...units.splice(0)));
  }
  parts.push(String.fromCharCode(...units));
  return parts.join('');
}

/** Smallest value that may be written in so many bytes. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xf0 && first < 0xf5) return 4;
  return 0;
}

function refuseUtf8(index: number, file: string | null): never {
  return refuse({
    code: 'invalid-utf-8',
    file,
    place: `byte ${index + 1}`,
    rule: 'Unicode 3.9, table 3-7: text is well-formed UTF-8',
    message: `${file ?? 'The text'} is not UTF-8 at byte ${index + 1}.`,
  });
}

/** Lowercase hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  const units = new Uint8Array(bytes.length * 2);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    units[index * 2] = HEX_DIGITS[byte >> 4] ?? 0;
    units[index * 2 + 1] = HEX_DIGITS[byte & 15] ?? 0;
  }
  return decodeAscii(units);
}

/** True if the text is the lowercase hexadecimal of the bytes: `toHex` compared, without making the text. */
export function isHexOf(text: string, bytes: Uint8Array): boolean {
  if (text.length !== bytes.length * 2) return false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (text.charCodeAt(index * 2) !== HEX_DIGITS[byte >> 4]) return false;
    if (text.charCodeAt(index * 2 + 1) !== HEX_DIGITS[byte & 15]) return false;
  }
  return true;
}

/**
 * Bytes of lowercase hexadecimal. Capitals are refused: digests are compared as text.
 * @throws CountersignError 'input-refused'
 */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    refuseEncoding(
      'hex',
      'RFC 4648, 8, in lowercase',
      `"${shorten(text)}" is not lowercase hexadecimal.`,
    );
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

/** Standard base64 with padding (RFC 4648, 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += digit(group >> 18) + digit(group >> 12);
    text += (b === undefined ? '=' : digit(group >> 6)) + (c === undefined ? '=' : digit(group));
  }
  return text;
}

function digit(value: number): string {
  return BASE64[value & 63] ?? '';
}

/**
 * Bytes of padded base64, standard or URL-safe but not both in one text (DSSE 1.0.2 allows either).
 * Exactly one text of each alphabet stands for given bytes: white space, missing padding and stray
 * bits at the end are refused.
 * @throws CountersignError 'input-refused'
 */
export function fromBase64(text: string): Uint8Array {
  const isUrlSafe = /[-_]/.test(text);
  if (isUrlSafe && /[+/]/.test(text)) refuseBase64(text);
  return fromStandardBase64(isUrlSafe ? text.replaceAll('-', '+').replaceAll('_', '/') : text);
}

/**
 * Bytes of padded base64 in the standard alphabet only, as signed notes have it (C2SP).
 * @throws CountersignError 'input-refused'
 */
export function fromStandardBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) refuseBase64(text);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let [group, at] = [0, 0];
  for (let index = 0; index < digits; index++) {
    const value = BASE64_VALUES[text.charCodeAt(index)] ?? NO_DIGIT;
    if (value === NO_DIGIT) refuseBase64(text);
    group = ((group << 6) | value) & 0xffffff;
    if (index % 4 === 3) {
      bytes[at++] = group >> 16;
      bytes[at++] = group >> 8;
      bytes[at++] = group;
    }
  }
  // Digits of a last group that is not full: bits that stand for no byte must be zero, or two texts would
  // stand for the same bytes.
  if (padding === 2) {
    bytes[at] = group >> 4;
    if ((group & 15) !== 0) refuseBase64(text);
  } else if (padding === 1) {
    bytes[at++] = group >> 10;
    bytes[at] = group >> 2;
    if ((group & 3) !== 0) refuseBase64(text);
  }
  return bytes;
}

function refuseBase64(text: string): never {
  return refuseEncoding(
    'base64',
    'RFC 4648, 3.2 to 3.5 and 4',
    `"${shorten(text)}" is not padded base64.`,
  );
}

function refuseEncoding(name: string, rule: string, message: string): never {
  return refuse({ code: `invalid-${name}`, file: null, place: null, rule, message });
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The functions of this file, which need no runtime. */
export const plainCodec: TextCodec = { utf8Decode, fromBase64 };
