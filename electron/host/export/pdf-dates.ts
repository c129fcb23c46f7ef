/** The dates that a printer writes into a PDF, replaced by one that is given. */

/** As PDF 1.7, 7.9.4 writes a time in UTC: "D:20261122122243+00'00'". */
const DATES = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g;

/**
 * The same PDF, made at the time that is given. Only dates of the very form that Chromium writes are
 * replaced, by as many bytes: the offsets in the file stay true.
 * @param time UTC: "2026-11-20T16:05:00Z"
 */
export function withPdfDates(pdf: Uint8Array, time: string): Uint8Array {
  const date = `D:${time.replace(/\D/g, '').slice(0, 14)}+00'00'`;
  const text = Buffer.from(pdf).toString('latin1');
  return Buffer.from(text.replace(DATES, `/$1 (${date})`), 'latin1');
}
