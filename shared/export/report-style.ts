/**
 * The look of the report: paper colours only, since it is a document and not a screen. Fonts are those
 * of the program where the reader has them, else what the reader's system offers; nothing is loaded.
 */
import { toCssString } from './html.ts';

const SHEET = `
:root { --ink: #1c1b19; --ink-2: #4d4a44; --ink-3: #656159; --rule: #cfcabf; --accent: #20457c; --alarm: #96261f; --care: #744a00;
  --serif: "Source Serif 4 Variable", "Source Serif 4", Charter, Cambria, Georgia, serif; --sans: "IBM Plex Sans Variable", "IBM Plex Sans", "Segoe UI", system-ui, sans-serif; --mono: "IBM Plex Mono", "Cascadia Mono", Menlo, monospace; }
* { box-sizing: border-box; }
html { background: #e6e2d9; color: var(--ink); font: 9.1pt/12.3pt var(--serif); font-variant-numeric: lining-nums; }
body { margin: 0; } h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; } ul, ol { list-style: none; } b { font-weight: 600; }
.sheet { position: relative; width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 15mm 20mm 22mm; background: #fffefb; overflow-wrap: break-word; }
.run { display: flex; justify-content: space-between; gap: 8mm; font: 7.8pt/11pt var(--sans); color: var(--ink-3); padding-bottom: 5pt; border-bottom: .5pt solid var(--rule); margin-bottom: 13pt; }
.end { position: absolute; left: 20mm; right: 20mm; bottom: 10mm; display: flex; justify-content: space-between; gap: 8mm; font: 6.6pt/9pt var(--mono); color: var(--ink-3); } .end span:last-child { font: 7.5pt/9pt var(--sans); white-space: nowrap; }
h1 { font: 400 25pt/29pt var(--serif); letter-spacing: -.012em; text-wrap: balance; } .what { font: 11pt/15pt var(--serif); color: var(--ink-2); margin-top: 2pt; }
.dec { margin: 11pt 0 12pt; padding: 7pt 0 8pt; border-top: 1.6pt solid var(--ink); border-bottom: .5pt solid var(--ink); display: grid; grid-template-columns: 30mm 1fr; gap: 0 6mm; } .dec dt { font: 8.4pt/15pt var(--sans); color: var(--ink-3); } .dec .big { text-wrap: balance; font: 600 13.2pt/18pt var(--serif); } .dec dd + dt, .dec dd + dt + dd { margin-top: 3pt; }
h2 { font: 600 9pt/13pt var(--sans); } .open { border-top: 1.6pt solid var(--ink); padding-top: 4pt; margin: 0 0 2pt; display: flex; justify-content: space-between; gap: 8mm; } .shut { border-top: .5pt solid var(--rule); padding-top: 4pt; margin: 11pt 0 2pt; display: flex; justify-content: space-between; gap: 8mm; } .shut h2 { font-weight: 500; } .open span, .shut span { font: 8pt/13pt var(--sans); color: var(--ink-3); text-align: right; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums lining-nums; } th { font: 500 7.6pt/10pt var(--sans); color: var(--ink-3); text-align: left; padding: 3pt 7pt 3pt 0; border-bottom: .5pt solid var(--ink-3); vertical-align: bottom; } thead th.rec { font: 500 7.6pt/10pt var(--sans); } td { padding: 3pt 8pt 3pt 0; border-bottom: .5pt solid var(--rule); vertical-align: top; } td:last-child, th:last-child { padding-right: 0; }
.rec { font: 7.4pt/12.3pt var(--sans); color: var(--ink-3); white-space: nowrap; text-align: right; } .id { font: 600 8.3pt/12.3pt var(--sans); white-space: nowrap; } .sev { font: 500 8.1pt/12.3pt var(--sans); white-space: nowrap; } .sev svg { width: 8.5pt; height: 8.5pt; vertical-align: -1pt; margin-right: 3pt; fill: none; stroke: currentColor; stroke-width: 1.5; } .sev svg .f { fill: currentColor; } .al { color: var(--alarm); } .ca { color: var(--care); } .sm { font: 7.9pt/12.3pt var(--sans); color: var(--ink-2); } .mono { font: 7pt/11.4pt var(--mono); white-space: nowrap; } .wrap { white-space: normal; overflow-wrap: anywhere; }
.sig td { font: 7.9pt/10.9pt var(--sans); color: var(--ink-2); } .sig td.mono { font: 7pt/10.9pt var(--mono); } .sig td.rec { font: 7.4pt/10.9pt var(--sans); } .sig b { color: var(--ink); } .sig b.al { color: var(--alarm); } .nb { white-space: nowrap; }
tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
.qa th.q { width: 8mm; } .qa td.q { font: 600 8pt/11.6pt var(--sans); } .qa { font-size: 8.7pt; line-height: 11.6pt; } .qa td { padding-top: 2.3pt; padding-bottom: 2.3pt; } .qa .ask { width: 58mm; color: var(--ink-2); } .qa .rec { line-height: 11.6pt; } .qa .rec { white-space: normal; min-width: 17mm; } .none { font-style: italic; color: var(--ink-2); }
.words { max-width: 150mm; margin-bottom: 7pt; } .words h3 { font: 500 8.4pt/12.3pt var(--sans); margin-top: 6pt; } .words p { margin-top: 2pt; } bdi { white-space: pre-line; } .fmt { font: 6.6pt/1 var(--mono); color: var(--alarm); border: .5pt solid currentColor; padding: 0 1.5pt; margin: 0 1pt; }
.fp { font: 9pt/14pt var(--mono); margin: 3pt 0 5pt; } .plain li { margin-top: 3pt; max-width: 150mm; }
@media print { html { background: none; } .sheet { width: auto; min-height: 0; margin: 0; padding: 0; background: none; break-after: page; } .sheet:last-of-type { break-after: auto; } .end { display: none; } }
@media screen and (max-width: 760px) { .sheet { width: auto; padding: 24px; margin: 0; overflow-x: auto; } .end { position: static; margin-top: 16px; } .dec { grid-template-columns: 1fr; } }
`;

/** The style sheet, with what stands at the foot of each printed page. */
export function toReportStyle(foot: string): string {
  return `${SHEET}@page { size: A4; margin: 15mm 20mm 18mm 20mm;
  @bottom-left { content: "${toCssString(foot)}"; font: 6.6pt "IBM Plex Mono", monospace; color: #656159; }
  @bottom-right { content: counter(page) " of " counter(pages); font: 7.5pt "IBM Plex Sans Variable", "IBM Plex Sans", sans-serif; color: #656159; } }
`;
}
