export { problemOf, type ZipEntry } from '../../../shared/bundle/zip-entry.ts';
