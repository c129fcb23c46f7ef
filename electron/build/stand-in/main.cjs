// The default app of the stand-in runtime: what `electron [switches] <folder or file>` runs.
//
// Electron's own lies in `resources/default_app.asar`, which the stand-in lacks. This one does the
// part of it that development needs: it loads the `-r` modules (Playwright's loader comes that way),
// takes name and version from the folder's package.json, and loads its main file.
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { app } = require('electron');

function parseArguments(argv) {
  const parsed = { requires: [], target: null, question: null };
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    const joined = /^(?:-r|--require)=(.*)$/.exec(argument);
    if (argument === '-v' || argument === '--version') parsed.question = 'version';
    else if (argument === '-a' || argument === '--abi') parsed.question = 'abi';
    else if (argument === '-r' || argument === '--require')
      parsed.requires.push(argv[(index += 1)]);
    else if (joined !== null) parsed.requires.push(joined[1]);
    else if (!argument.startsWith('-')) {
      parsed.target = argument;
      break;
    }
  }
  return parsed;
}

/** Gives the program its name and version, as Electron's own default app does; returns its entry. */
function adoptPackage(target) {
  const isFolder = fs.statSync(target).isDirectory();
  const folder = isFolder ? target : path.dirname(target);
  const file = path.join(folder, 'package.json');
  const description = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  if (description.version) app.setVersion(description.version);
  app.setName(description.productName || description.name || 'Electron');
  if (process.platform === 'linux')
    app.setDesktopName(description.desktopName || `${app.name}.desktop`);
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  app.setAppPath(folder);
  return isFolder ? path.join(folder, description.main || 'index.js') : target;
}

function run({ requires, target, question }) {
  if (question !== null) {
    console.log(question === 'abi' ? process.versions.modules : `v${process.versions.electron}`);
    process.exit(0);
  }
  if (target === null) {
    console.error('usage: electron [switches] <folder or file>');
    process.exit(2);
  }
  // What Node's own `-r` uses; Electron's default app calls it too.
  if (requires.length > 0) Module._preloadModules(requires);
  Object.defineProperty(process, 'defaultApp', {
    enumerable: true,
    value: true,
  });
  Module._load(
    Module._resolveFilename(adoptPackage(path.resolve(target)), module, true),
    module,
    true,
  );
}

try {
  run(parseArguments(process.argv.slice(1)));
} catch (error) {
  // Without this, Electron would show a dialog, which no one sees on a machine without a display.
  console.error(error);
  process.exit(1);
}
