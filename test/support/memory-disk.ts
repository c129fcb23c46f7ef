/**
 * A disk in memory behind the `FileSystem` port, with the page cache of an operating system: what was written
 * is seen by every reader at once, and survives a power cut only once it was flushed. Bytes are flushed with
 * the file, names with the folder. Whatever was not flushed may be there, may be gone, and may have been
 * written in another order than it was asked for.
 */
import path from 'node:path';
import type { FileFacts, FileSystem, OpenFile } from '../../electron/host/storage/file-system.ts'; // prettier-ignore

/** What a disk holds: content by absolute path, and the folders. */
export interface DiskContent {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly folders: ReadonlySet<string>;
}

export interface MemoryDisk {
  readonly fs: FileSystem;
  /** What every reader sees: what is left when the process is killed. */
  content(): DiskContent;
  /** What may be left when the power is cut now, each state once; `content()` is among them. */
  afterPowerCut(): DiskContent[];
}

interface FileNode {
  readonly kind: 'file';
  bytes: Uint8Array;
}
interface FolderNode {
  readonly kind: 'folder';
  readonly names: Map<string, Node>;
}
type Node = FileNode | FolderNode;

type Alter = (before: Uint8Array) => Uint8Array;

/** Something that was asked of the disk and not flushed. */
type Pending =
  | { readonly kind: 'bytes'; readonly file: FileNode; readonly apply: Alter; readonly torn: readonly Alter[] }
  | { readonly kind: 'names'; readonly folders: readonly FolderNode[]; readonly changes: readonly NameChange[] }; // prettier-ignore
interface NameChange {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: Node | null;
}

/** More than so many things in flight are not tried in every combination, but one by one. */
const MOST_COMBINED = 5;

function toError(code: string, at: string): Error {
  return Object.assign(new Error(`${code}: ${at}`), { code });
}

const EMPTY = new Uint8Array(0);

export function writeAt(before: Uint8Array, bytes: Uint8Array, position: number): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, position + bytes.length));
  after.set(before);
  after.set(bytes, position);
  return after;
}

/** `isLying`: flushing a file answers at once and does nothing, as the cache of some disks does. */
export function createMemoryDisk(start?: DiskContent, isLying = false): MemoryDisk {
  const newFolder = (): FolderNode => ({ kind: 'folder', names: new Map() });
  const newFile = (bytes: Uint8Array): FileNode => ({ kind: 'file', bytes });
  const root = newFolder();
  let pending: Pending[] = [];
  /** What is safe: names by folder, bytes by file. */
  const safeNames = new Map<FolderNode, Map<string, Node>>();
  const safeBytes = new Map<FileNode, Uint8Array>();

  function find(at: string): Node {
    let node: Node = root;
    for (const name of path.resolve(at).split(path.sep).filter(Boolean)) {
      if (node.kind !== 'folder') throw toError('ENOTDIR', at);
      const next = node.names.get(name);
      if (next === undefined) throw toError('ENOENT', at);
      node = next;
    }
    return node;
  }

  function findFolder(at: string): FolderNode {
    const node = find(at);
    if (node.kind !== 'folder') throw toError('ENOTDIR', at);
    return node;
  }

  function change(...changes: NameChange[]): void {
    for (const { folder, name, node } of changes) {
      if (node === null) folder.names.delete(name);
      else folder.names.set(name, node);
    }
    pending.push({ kind: 'names', folders: changes.map(({ folder }) => folder), changes });
  }

  function flushFile(file: FileNode): void {
    safeBytes.set(file, file.bytes);
    pending = pending.filter((item) => item.kind !== 'bytes' || item.file !== file);
  }

  function flushFolder(folder: FolderNode): void {
    const isDone = (item: Pending): boolean =>
      item.kind === 'names' && item.folders.includes(folder);
    for (const item of pending.filter(isDone)) applyTo(item, safeNames, safeBytes);
    pending = pending.filter((item) => !isDone(item));
  }

  function factsOf(node: Node, at: string): FileFacts {
    return {
      isFolder: node.kind === 'folder',
      // Stays the same when a disk is made anew from what another one holds.
      id: at,
      bytes: node.kind === 'file' ? node.bytes.length : 0,
      modifiedAt: new Date(0),
    };
  }

  function openFile(node: Node, at: string): OpenFile {
    const file = node.kind === 'file' ? node : null;
    const alter = (apply: Alter, torn: readonly Alter[]): void => {
      if (file === null) throw toError('EISDIR', 'a folder takes no bytes');
      file.bytes = apply(file.bytes);
      pending.push({ kind: 'bytes', file, apply, torn });
    };
    const sync = (): Promise<void> => {
      if (node.kind === 'file' && !isLying) flushFile(node);
      else if (node.kind === 'folder') flushFolder(node);
      return Promise.resolve();
    };
    return {
      write(bytes, position) {
        const copy = bytes.slice();
        const half = Math.ceil(copy.length / 2);
        // A disk may have made the file longer before it wrote what belongs there.
        const blank = new Uint8Array(copy.length);
        if (copy.length > 0) blank[copy.length - 1] = copy[copy.length - 1] ?? 0;
        alter(
          (before) => writeAt(before, copy, position),
          [
            (before) => writeAt(before, copy.subarray(0, half), position),
            (before) => writeAt(before, blank, position),
          ],
        );
        return Promise.resolve(copy.length);
      },
      truncate(length) {
        alter((before) => before.slice(0, length), []);
        return Promise.resolve();
      },
      sync,
      datasync: sync,
      facts: () => Promise.resolve(factsOf(node, at)),
      close: () => Promise.resolve(),
    };
  }

  const inFolder = (at: string): [FolderNode, string] => [
    findFolder(path.dirname(at)),
    path.basename(at),
  ];

  const fs: FileSystem = {
    // Every method is async so that what it throws is a rejection, as with a real file system.
    async open(at, flags) {
      if (flags !== 'wx') return openFile(find(at), at);
      const [folder, name] = inFolder(at);
      if (folder.names.has(name)) throw toError('EEXIST', at);
      const file = newFile(EMPTY);
      change({ folder, name, node: file });
      return openFile(file, at);
    },
    async readFile(at) {
      const node = find(at);
      if (node.kind !== 'file') throw toError('EISDIR', at);
      return node.bytes.slice();
    },
    async readdir(at) {
      return [...findFolder(at).names.keys()];
    },
    async stat(at) {
      return factsOf(find(at), at);
    },
    async freeBytes() {
      return null;
    },
    async mkdir(at) {
      let [folder, made, here]: [FolderNode, string | undefined, string] = [root, undefined, path.sep];
      for (const name of path.resolve(at).split(path.sep).filter(Boolean)) {
        here = path.join(here, name);
        let next = folder.names.get(name);
        if (next === undefined) {
          next = newFolder();
          change({ folder, name, node: next });
          made ??= here;
        }
        if (next.kind !== 'folder') throw toError('EEXIST', at);
        folder = next;
      }
      return made;
    }, // prettier-ignore
    async rmdir(at) {
      if (findFolder(at).names.size > 0) throw toError('ENOTEMPTY', at);
      const [folder, name] = inFolder(at);
      change({ folder, name, node: null });
    },
    async rename(from, to) {
      const node = find(from);
      const [folder, name] = inFolder(from);
      const [target, newName] = inFolder(to);
      const there = target.names.get(newName);
      if (there?.kind === 'folder' && there.names.size > 0) throw toError('ENOTEMPTY', to);
      change({ folder, name, node: null }, { folder: target, name: newName, node });
    },
    async link(from, to) {
      const node = find(from);
      const [folder, name] = inFolder(to);
      if (folder.names.has(name)) throw toError('EEXIST', to);
      change({ folder, name, node });
    },
    async unlink(at) {
      if (find(at).kind === 'folder') throw toError('EPERM', at);
      const [folder, name] = inFolder(at);
      change({ folder, name, node: null });
    },
  };

  function toContent(names: (folder: FolderNode) => ReadonlyMap<string, Node>, bytes: (file: FileNode) => Uint8Array): DiskContent {
    const files = new Map<string, Uint8Array>();
    const folders = new Set<string>();
    const walk = (folder: FolderNode, at: string): void => {
      for (const [name, node] of names(folder)) {
        const here = path.join(at, name);
        if (node.kind === 'file') {
          files.set(here, bytes(node));
        } else {
          folders.add(here);
          walk(node, here);
        }
      }
    };
    walk(root, path.sep);
    return { files, folders };
  } // prettier-ignore

  if (start !== undefined) fill(start);
  function fill({ files, folders }: DiskContent): void {
    const make = (at: string): FolderNode => {
      let folder = root;
      for (const name of at.split(path.sep).filter(Boolean)) {
        const next = folder.names.get(name) ?? newFolder();
        folder.names.set(name, next);
        if (next.kind === 'folder') folder = next;
      }
      return folder;
    };
    for (const at of folders) make(at);
    for (const [at, bytes] of files) {
      const file = newFile(bytes);
      make(path.dirname(at)).names.set(path.basename(at), file);
      safeBytes.set(file, bytes);
    }
    const keep = (folder: FolderNode): void => {
      safeNames.set(folder, new Map(folder.names));
      for (const node of folder.names.values()) if (node.kind === 'folder') keep(node);
    };
    keep(root);
  }

  return {
    fs,
    content: () =>
      toContent(
        (folder) => folder.names,
        (file) => file.bytes,
      ),
    afterPowerCut: () =>
      toChoices(pending).map((choice) => {
        const names = new Map([...safeNames].map(([folder, map]) => [folder, new Map(map)]));
        const bytes = new Map(safeBytes);
        for (const item of choice) applyTo(item, names, bytes);
        return toContent(
          (folder) => names.get(folder) ?? new Map<string, Node>(),
          (file) => bytes.get(file) ?? EMPTY,
        );
      }),
  };
}

function applyTo(
  item: Pending,
  names: Map<FolderNode, Map<string, Node>>,
  bytes: Map<FileNode, Uint8Array>,
): void {
  if (item.kind === 'bytes') {
    bytes.set(item.file, item.apply(bytes.get(item.file) ?? EMPTY));
    return;
  }
  for (const { folder, name, node } of item.changes) {
    const map = names.get(folder) ?? new Map<string, Node>();
    names.set(folder, map);
    if (node === null) map.delete(name);
    else map.set(name, node);
  }
}

/** Which of the things in flight reached the disk, and which of them in part. Their order is kept where two touch the same. */
function toChoices(pending: readonly Pending[]): Pending[][] {
  const count = pending.length;
  const choices: Pending[][] = [[], [...pending]];
  if (count <= MOST_COMBINED) {
    for (let mask = 1; mask < 2 ** count - 1; mask++) {
      choices.push(pending.filter((_, index) => (mask >> index) % 2 === 1));
    }
  } else {
    for (let index = 0; index < count; index++) {
      choices.push(
        [pending[index] as Pending],
        pending.filter((_, other) => other !== index),
      );
      choices.push(pending.slice(0, index));
    }
  }
  // A write that reached the disk in part, with all the rest there and with nothing else there.
  for (const item of pending) {
    if (item.kind !== 'bytes') continue;
    for (const apply of item.torn) {
      const put = (other: Pending): Pending => (other === item ? { ...item, apply } : other);
      choices.push(pending.map(put));
      choices.push(pending.filter((other) => other === item || other.kind === 'names').map(put));
    }
  }
  return choices;
}

/** A text that is the same for disks that hold the same. */
export function toFingerprint({ files, folders }: DiskContent, digest: (bytes: Uint8Array) => string): string {
  const lines = [...files].map(([name, bytes]) => `${name} ${digest(bytes)}`);
  return [...lines, ...folders].sort().join('\n');
} // prettier-ignore
