// Called by electron-builder once a program is put together, before it is signed: switches off, in the
// binary itself, what the program does not need (Electron security checklist, 19).
import path from 'node:path';
import {
  flipFuses,
  FuseState,
  FuseV1Options,
  FuseVersion,
  getCurrentFuseWire,
} from '@electron/fuses';

/** Every fuse there is, so that a new one in a later Electron stops the packaging and is decided on. */
const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // Honoured on macOS and Windows only; on Linux the signature of the package has to carry it.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The pages come from the program's own scheme, so file: needs no privileges.
  GrantFileProtocolExtraPrivileges: false,
  // No right, but a faster way to catch faults of WebAssembly: Electron's default.
  WasmTrapHandlers: true,
};

/** @param {import('electron-builder').AfterPackContext} context */
export default async function setFuses(context) {
  const binary = findBinary(context);
  const before = await getCurrentFuseWire(binary);
  const known = Object.entries(FUSES).map(([name, on]) => ({ name, on, at: FuseV1Options[name] }));
  // An older Electron has fewer fuses; one with more is refused below.
  const present = known.filter(({ at }) => before[at] !== undefined);
  const decided = present.map(({ at, on }) => [at, on]);
  const unknown = Object.keys(before).filter(
    (at) =>
      at !== 'version' &&
      at !== 'resetAdHocDarwinSignature' &&
      !known.some((f) => String(f.at) === at),
  );
  if (unknown.length > 0) {
    throw new Error(
      `This Electron has fuses without a decision (number ${unknown.join(', ')}). Add them to FUSES in electron/build/set-fuses.mjs.`,
    );
  }
  await flipFuses(binary, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    ...Object.fromEntries(decided),
  });
  const after = await getCurrentFuseWire(binary);
  for (const { name, on, at } of present) {
    const isOn = after[at] === FuseState.ENABLE;
    if (isOn !== on) throw new Error(`The fuse ${name} reads back as ${isOn ? 'on' : 'off'}.`);
    console.log(`  fuse ${name.padEnd(38)} ${isOn ? 'on' : 'off'}`);
  }
  for (const { name } of known.filter((fuse) => !present.includes(fuse))) {
    console.log(`  fuse ${name.padEnd(38)} not in this Electron`);
  }
}

function findBinary({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return path.join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === 'win32') return path.join(appOutDir, `${productFilename}.exe`);
  return path.join(appOutDir, packager.executableName);
}
