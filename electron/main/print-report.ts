/**
 * The report of an audit record as a PDF. It is a page without script; a window that nobody sees loads it
 * in a session of its own, which serves this one text and keeps nothing.
 */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, session, type Session } from 'electron';
import { CountersignError } from '../../shared/errors.ts';
import { APP_ORIGIN, APP_SCHEME } from './security/app-origin.ts';
import { toWalls } from './window.ts';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
};

/** What is being printed, by its address. */
const pages = new Map<string, string>();

function openSession(): Session {
  // Without "persist:" it lies in memory only.
  const printing = session.fromPartition('report');
  if (!printing.protocol.isProtocolHandled(APP_SCHEME)) {
    printing.protocol.handle(APP_SCHEME, ({ url }) => {
      const html = pages.get(url);
      return new Response(html ?? null, {
        status: html === undefined ? 404 : 200,
        headers: HEADERS,
      });
    });
  }
  return printing;
}

/**
 * On the paper that the page asks for; tagged and with an outline where the runtime can (the stand-in cannot).
 * @throws CountersignError 'storage-failed' when it cannot be printed
 */
export async function printReport(html: string): Promise<Uint8Array> {
  const address = `${APP_ORIGIN}/${randomUUID()}`;
  pages.set(address, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...toWalls(true), javascript: false, session: openSession() },
  });
  try {
    const gone = new Promise<never>((_resolve, reject) => {
      window.webContents.once('render-process-gone', (_event, { reason }) => {
        reject(new Error(`the page ended: ${reason}`));
      });
    });
    return await Promise.race([gone, print(window, address)]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CountersignError('storage-failed', `The report could not be printed as a PDF (${why}). Export without it.`); // prettier-ignore
  } finally {
    pages.delete(address);
    window.destroy();
  }
}

async function print(window: BrowserWindow, address: string): Promise<Uint8Array> {
  await window.loadURL(address);
  return window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
}
