import path from 'node:path';
import type { App } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  findFileArgument,
  parseSecondInstanceData,
} from '../../../electron/main/launch-arguments.ts';
import { createOpenRequests } from '../../../electron/main/open-requests.ts';
import { setupSingleInstance } from '../../../electron/main/single-instance.ts';
import { setupUserData } from '../../../electron/main/user-data.ts';
import { FakeApp } from './fake-electron.ts';

const packaged = { isPackaged: true, cwd: '/home/r', flavour: path.posix };
const developing = { ...packaged, isPackaged: false };

describe('findFileArgument', () => {
  it.each([
    [['countersign'], null],
    [['countersign', 'case.safetycase'], '/home/r/case.safetycase'],
    [['countersign', '/mnt/a b.safetycase'], '/mnt/a b.safetycase'],
    [['countersign', '--user-data-dir=/tmp/x', '--no-sandbox', 'a.zip', 'b.zip'], '/home/r/a.zip'],
    [['countersign', '--', '--odd name.zip'], '/home/r/--odd name.zip'],
    [['countersign', '--no-sandbox'], null],
    [['countersign', ''], null],
  ])('finds the file of a package in %j', (argv, expected) => {
    expect(findFileArgument(argv, packaged)).toBe(expected);
  });

  it.each([
    [['electron', '.'], null],
    [['electron', '.', 'a.zip'], '/home/r/a.zip'],
    [
      ['electron', '-r', '/pw/loader.js', '--inspect=0', '/work', '--no-sandbox', 'a.zip'],
      '/home/r/a.zip',
    ],
  ])('leaves out the folder of the program while developing: %j', (argv, expected) => {
    expect(findFileArgument(argv, developing)).toBe(expected);
  });

  it('reads the paths of Windows', () => {
    const windows = { isPackaged: true, cwd: 'C:\\Users\\r', flavour: path.win32 };
    expect(findFileArgument(['c.exe', 'D:\\é.zip'], windows)).toBe('D:\\é.zip');
    expect(findFileArgument(['c.exe', 'a.zip'], windows)).toBe('C:\\Users\\r\\a.zip');
  });
});

describe('parseSecondInstanceData', () => {
  it('takes a file and nothing else', () => {
    expect(parseSecondInstanceData({ file: '/a' })).toBe('/a');
    for (const other of [
      null,
      undefined,
      'x',
      1,
      [],
      {},
      { file: 1 },
      { file: '' },
      { file: ['/a'] },
    ]) {
      expect(parseSecondInstanceData(other)).toBeNull();
    }
  });
});

describe('setupSingleInstance', () => {
  const argv = process.argv;
  afterEach(() => {
    process.argv = argv;
  });

  it('hands its own file to the instance that runs already, and ends', () => {
    process.argv = ['countersign', '/mnt/a.zip'];
    const app = new FakeApp();
    const passedOn = vi.fn();
    app.lockHolder = passedOn;
    const openRequestedFile = vi.fn();
    const isFirst = setupSingleInstance(app as unknown as App, {
      openRequestedFile,
      focus: vi.fn(),
    });
    expect(isFirst).toBe(false);
    expect(passedOn).toHaveBeenCalledExactlyOnceWith({ file: '/mnt/a.zip' });
    expect(openRequestedFile).not.toHaveBeenCalled();
  });

  it('opens the file of its command line, of a second start and of open-file in one place', () => {
    process.argv = ['countersign', '/mnt/a.zip'];
    const app = new FakeApp();
    const openRequestedFile = vi.fn();
    const focus = vi.fn();
    expect(setupSingleInstance(app as unknown as App, { openRequestedFile, focus })).toBe(true);
    app.emit('second-instance', {}, ['countersign', '/never/parsed'], '/', { file: '/mnt/b.zip' });
    const event = { preventDefault: vi.fn() };
    app.emit('open-file', event, '/mnt/c.zip');
    expect(openRequestedFile.mock.calls).toEqual([['/mnt/a.zip'], ['/mnt/b.zip'], ['/mnt/c.zip']]);
    expect(focus).toHaveBeenCalledOnce();
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('createOpenRequests', () => {
  it('lets a file wait until the page is ready, and opens the last that was asked for', () => {
    const requests = createOpenRequests();
    const open = vi.fn();
    requests.openRequestedFile('/a');
    requests.openRequestedFile('/b');
    expect(open).not.toHaveBeenCalled();
    requests.setReady(open);
    expect(open.mock.calls).toEqual([['/b']]);
    requests.openRequestedFile('/c');
    requests.setReady(open);
    expect(open.mock.calls).toEqual([['/b'], ['/c']]);
  });

  it('lets files wait again after the page is gone', () => {
    const requests = createOpenRequests();
    const open = vi.fn();
    requests.setReady(open);
    requests.setNotReady();
    requests.openRequestedFile('/a');
    expect(open).not.toHaveBeenCalled();
    requests.setReady(open);
    expect(open.mock.calls).toEqual([['/a']]);
  });
});

describe('setupUserData', () => {
  it('moves what is stored to the folder of the switch', () => {
    const app = new FakeApp();
    setupUserData(app as unknown as App);
    expect(app.calls).toEqual([]);
    app.switches.set('user-data-dir', '/tmp/run-1');
    setupUserData(app as unknown as App);
    expect(app.calls).toEqual([`setPath userData ${path.resolve('/tmp/run-1')}`]);
  });
});
