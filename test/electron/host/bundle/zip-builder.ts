/** Builds ZIPs byte by byte, so that each field can be made to lie. */
import { deflateRawSync, gzipSync } from 'node:zlib';

export interface RawEntry {
  readonly name: string | Buffer;
  readonly data: string | Buffer;
  readonly deflate?: boolean;
  readonly localName?: string;
  /** Written in both headers instead of the true value. */
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly attributes?: number;
  readonly extra?: Buffer;
  readonly localExtra?: Buffer;
  /** Bytes after the packed data that the packed size counts. */
  readonly trailing?: Buffer;
  /** Leaves the local sizes at zero and writes them after the data. */
  readonly descriptor?: 'signed' | 'plain' | 'wrong';
  /** Bytes after the data that no size counts. */
  readonly gap?: Buffer;
}

export interface RawZip {
  readonly before?: Buffer;
  readonly after?: Buffer;
  readonly comment?: Buffer;
  /** Adds to the offset of the directory in the end record. */
  readonly shift?: number;
}

const UTF8 = 0x0800;

export function extraField(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

export function buildZip(entries: readonly RawEntry[], options: RawZip = {}): Buffer {
  const parts: Buffer[] = [options.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let offset = options.before?.length ?? 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
    const data = Buffer.from(entry.data);
    const packed = Buffer.concat([entry.deflate === true ? deflateRawSync(data) : data, entry.trailing ?? Buffer.alloc(0)]); // prettier-ignore
    const crc = entry.crc ?? crcOf(data);
    const size = entry.size ?? data.length;
    const flags = (entry.flags ?? UTF8) | (entry.descriptor === undefined ? 0 : 0x0008);
    const method = entry.method ?? (entry.deflate === true ? 8 : 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(0x21, 12);
    if (entry.descriptor === undefined) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt32LE(size, 22);
    }
    local.writeUInt16LE(localName.length, 26);
    const localExtra = entry.localExtra ?? Buffer.alloc(0);
    local.writeUInt16LE(localExtra.length, 28);
    const descriptor = Buffer.alloc(entry.descriptor === undefined ? 0 : 16);
    if (entry.descriptor !== undefined) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(entry.descriptor === 'wrong' ? crc ^ 1 : crc, 4);
      descriptor.writeUInt32LE(packed.length, 8);
      descriptor.writeUInt32LE(size, 12);
    }
    const tail = entry.descriptor === 'plain' ? descriptor.subarray(4) : descriptor;
    const whole = Buffer.concat([
      local,
      localName,
      localExtra,
      packed,
      tail,
      entry.gap ?? Buffer.alloc(0),
    ]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt16LE(0x21, 14);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(entry.extra?.length ?? 0, 30);
    central.writeUInt32LE((entry.attributes ?? 0o100644 * 0x10000) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name, entry.extra ?? Buffer.alloc(0));
    parts.push(whole);
    offset += whole.length;
  }
  const records = Buffer.concat(directory);
  const comment = options.comment ?? Buffer.alloc(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset + (options.shift ?? 0), 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, records, end, comment, options.after ?? Buffer.alloc(0)]);
}

/** The CRC-32 of ZIP is that of gzip, which ends with it and the size; `zlib.crc32` is too new. */
function crcOf(data: Buffer): number {
  const packed = gzipSync(data);
  return packed.readUInt32LE(packed.length - 8);
}
