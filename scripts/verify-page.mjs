// Builds verify.html: one page with everything in it, which its own Content-Security-Policy keeps from
// loading or sending anything. The same sources give the same bytes.
// `node scripts/verify-page.mjs FILE` writes it to FILE.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { root } from './run.mjs';

/** Browsers with WebCrypto, `light-dark` and raw deflate; older ones are told that signatures cannot be checked. */
const TARGETS = ['chrome114', 'firefox115', 'safari17'];

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** @returns {Promise<string>} The page. */
export async function buildVerifyPage() {
  const result = await build({
    configFile: false,
    root: path.join(root, 'renderer'),
    logLevel: 'warn',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    css: { transformer: 'lightningcss' },
    build: {
      write: false,
      target: TARGETS,
      cssCodeSplit: false,
      modulePreload: false,
      rollupOptions: {
        input: path.join(root, 'renderer/verify-page/main.tsx'),
        output: { format: 'iife', entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
      },
    },
  });
  const { output } = Array.isArray(result) ? result[0] : result;
  const find = (ending) => output.filter((item) => item.fileName.endsWith(ending));
  const [scripts, styles] = [find('.js'), find('.css')];
  if (output.length !== 2 || scripts.length !== 1 || styles.length !== 1) {
    throw new Error(`verify.html must be one script and one style: ${output.map((item) => item.fileName).join(', ')}`); // prettier-ignore
  }
  return toPage(scripts[0].code.trim(), String(styles[0].source).trim());
}

/** Neither text may end its element, and the hashes are of exactly what stands between the tags. */
export function toPage(code, css) {
  const script = code.replace(/<(?=\/script|script|!--)/gi, '\\x3C');
  if (/<\/style/i.test(css)) throw new Error('The style of verify.html would end its element.');
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(css)}; base-uri 'none'; form-action 'none'`; // prettier-ignore
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Check an audit record</title>
<style>${css}</style>
</head>
<body>
<div id="root"><noscript>This page checks an audit record with a script. Without it, use the commands in README.md.</noscript></div>
<script>${script}</script>
</body>
</html>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.writeFileSync(process.argv[2], await buildVerifyPage());
}
