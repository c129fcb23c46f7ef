import { describe, expect, it } from 'vitest';
import {
  toAllowedSigners,
  toLogFolder,
  toPrincipal,
  toRecordIndex,
  toRecordStem,
  toSshTime,
} from '../../../shared/export/derived-files.ts';
import { toBase64 } from '../../../shared/trust/bytes.ts';
import { toSpki } from '../../../shared/trust/key-id.ts';
import { buildRoster, buildSigner, digestOf } from '../../support/builders.ts';

describe('files that follow from others', () => {
  it('write times as ssh-keygen takes them', () => {
    expect(toSshTime('2026-11-20T11:02:09Z')).toBe('20261120110209Z');
    expect(toSshTime('2026-11-20T11:02:09.123Z')).toBe('20261120110209Z');
    expect(toSshTime('2026-11-20')).toBe('20261120000000Z');
  });

  it('take a person id as principal only where it is no pattern', () => {
    expect(toPrincipal('y.tanaka', 'k')).toBe('y.tanaka');
    expect(toPrincipal('ö.å-2', 'k')).toBe('ö.å-2');
    for (const id of ['*', 'a,b', '!a', 'a b', 'a"b', '', '-I', 'a?'])
      expect(toPrincipal(id, 'k')).toBe('k');
  });

  it('limit each key to sign-offs and to the time its person is in the roster', () => {
    const roster = buildRoster([buildSigner('Y. Tanaka')]);
    const persons = roster.persons.map((person) => ({
      ...person,
      validUntil: '2027-01-01',
      keys: person.keys.map((key) => ({
        ...key,
        publicKey: toBase64(toSpki(new Uint8Array(32).fill(7))),
      })),
    }));
    expect(toAllowedSigners({ ...roster, persons })).toMatch(
      /^y\.tanaka namespaces="signoff@countersign",valid-after="20261101000000Z",valid-before="20270101000000Z" ssh-ed25519 AAAA\S+\n$/,
    );
  });

  it('name records, logs and rows of the table', () => {
    expect(toRecordStem(12, 'challenge', digestOf('k'))).toBe(
      `0012-challenge-${digestOf('k').slice(0, 8)}`,
    );
    expect(toLogFolder('countersign/log/12d6e605-680c')).toBe('12d6e605-680c');
    for (const origin of [
      'countersign/log/../x',
      'countersign/log/',
      'other/log/x',
      'countersign/log/a/b',
    ])
      expect(toLogFolder(origin)).toBeNull();
    const record = { stem: 's', keyid: 'k', personId: 'p', signedOn: '2026-11-20T11:02:09Z' };
    expect(
      toRecordIndex([
        { ...record, kind: 'note' },
        { ...record, kind: 'opinion' },
      ]),
    ).toBe('s\tk\tp\t-\ns\tk\tp\t20261120110209Z\n');
  });
});
