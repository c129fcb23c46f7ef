/**
 * Text of bytes with the functions of the runtime: a tenth of the time of our own. Whatever these would not
 * take exactly as ours do, ours judge.
 */
import { isAscii } from 'node:buffer';
import { fromBase64, utf8Decode } from '../../shared/trust/bytes.ts';
import type { TextCodec } from '../../shared/trust/ports.ts';

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

export const nodeCodec: TextCodec = {
  utf8Decode(bytes, file) {
    const buffer = toBuffer(bytes);
    return isAscii(buffer) ? buffer.toString('latin1') : utf8Decode(bytes, file);
  },
  fromBase64(text) {
    const buffer = Buffer.from(text, 'base64');
    // The runtime skips what is no digit: only a text that it would write itself stands for these bytes.
    return buffer.toString('base64') === text ? new Uint8Array(buffer) : fromBase64(text);
  },
};
