// The smallest program that opens a window, with the same protections as the real one: what a start
// costs before any code of ours runs.
'use strict';
const path = require('node:path');
const { app, BrowserWindow } = require('electron');

// It would take back `--no-sandbox`, without which Chromium does not run as root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(path.join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
