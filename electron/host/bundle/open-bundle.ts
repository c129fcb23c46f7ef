/** What the rest of the program uses of this folder: opening a bundle and reading its files again. */
export { openBundle } from './check-in-worker.ts';
export type { OpenOptions } from './check-in-worker.ts';
export type { OpenedBundle, OpenProgress } from './parse-folder.ts';
export { BundleRefused } from './refusal.ts';
export type { RefusalDetails } from './refusal.ts';
export { readBundleFile, sweepStore, verifyStoredBundle } from './stored-bundle.ts';
