/**
 * One reader for JSON and one for YAML stand before every file from outside. What they refuse is tried
 * here through the readers of the formats, so that a reader that goes past them is found.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHeadFile } from '../../../electron/host/log/journal-files.ts';
import { parseYaml } from '../../../shared/case/parse-yaml.ts';
import { parseWithheld } from '../../../shared/export/withheld.ts';
import { parsePacket } from '../../../shared/packet/packet.ts';
import { utf8Decode, utf8Encode } from '../../../shared/trust/bytes.ts';
import { parseEnvelope, toEnvelopeJson } from '../../../shared/trust/dsse.ts';
import { parseEntryLine } from '../../../shared/trust/log-entry.ts';
import { parseStatement, toStatementPayload } from '../../../shared/trust/statement.ts';
import { parseStrictJsonBytes } from '../../../shared/trust/strict-json.ts';
import { refusalOf } from '../../support/refusals.ts';
import { buildEnvelope, buildKey, buildLog } from '../../support/trust-builders.ts';

const bundle = { name: 'manifest-sha256.txt', sha256: 'ab'.repeat(32) };
const payload = toStatementPayload('note', bundle, {
  statement: 'I read it.',
  target: { id: 'G1' },
});

/** Every reader of JSON files, each with a text that has objects in it. */
const READERS: readonly (readonly [string, (text: string) => unknown, string])[] = [
  ['envelope', (text) => parseEnvelope(utf8Encode(text), 'f'), toEnvelopeJson(buildEnvelope(payload, buildKey(1)))],
  ['statement', (text) => parseStatement(utf8Encode(text), 'f'), utf8Decode(payload)],
  ['log entry', (text) => parseEntryLine(text, 'f'), buildLog(1)[0] ?? ''],
  ['head of a log', parseHeadFile, '{"origin":"countersign/log/a","root":"AA==","size":1}'],
  ['packet', (text) => parsePacket(utf8Encode(text)), '{"a":{"b":[{"c":1}]}}'],
  ['list of what is withheld', (text) => parseWithheld(utf8Encode(text), 'f'), '[{"path":"a","x":{"y":1}}]'],
  ['roster, policy pack, draft, settings and every other', (text) => parseStrictJsonBytes(utf8Encode(text), 'f'), '{"a":{"b":[{"c":1}]}}'],
]; // prettier-ignore

/** The text with one more member at the beginning of one of its objects. */
function withMember(text: string, which: number, member: string): string {
  const openings = Array.from(text.matchAll(/\{(?=")/g), (match) => match.index + 1);
  const at = openings[which % openings.length] ?? 0;
  return `${text.slice(0, at)}${member},${text.slice(at)}`;
}

/** The same key in another spelling: any of its characters may be written as an escape. */
function escapeAt(key: string, escaped: readonly boolean[]): string {
  return Array.from(key, (character, at) =>
    escaped[at] === true
      ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      : character,
  ).join('');
}

const spelling = fc.array(fc.boolean(), { maxLength: 12 });
const reader = fc.constantFrom(...READERS);

describe('keys in files from outside', () => {
  it('never reach the prototype: every reader refuses such keys, however they are written', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const key = fc.constantFrom('__proto__', 'constructor', 'prototype');
    const value = fc.constantFrom(
      '{"polluted":true}',
      '{"prototype":{"polluted":true}}',
      'null',
      '1',
    );
    fc.assert(
      fc.property(reader, fc.nat(9), key, spelling, value, ([, read, good], which, name, escapes, inner) => {
        const text = withMember(good, which, `"${escapeAt(name, escapes)}":${inner}`);
        expect(refusalOf(() => read(text)).problems[0]?.code).toBe('forbidden-key');
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
    ); // prettier-ignore
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  it('are read by the strict reader: a key that stands twice is refused at every depth', () => {
    fc.assert(
      fc.property(reader, fc.nat(9), spelling, ([, read, good], which, escapes) => {
        const text = withMember(good, which, `"twice":1,"${escapeAt('twice', escapes)}":2`);
        expect(refusalOf(() => read(text)).problems[0]?.code).toBe('duplicate-key');
      }),
    );
  });
});

describe('a YAML bomb', () => {
  it('is refused at its first alias, in 308 bytes or fewer, before anything grows', () => {
    // The shape of the one that js-yaml was told of in its issue 742: each list holds the one before it.
    const lists = Array.from({ length: 12 }, (_, at) => `${at}: &${at} [${Array.from({ length: 4 }, () => (at === 0 ? 1 : `*${at - 1}`)).join()}]`); // prettier-ignore
    const bomb = utf8Encode(`${lists.join('\n')}\n`);
    expect(bomb.length).toBeLessThanOrEqual(308);
    const { problems } = refusalOf(() => parseYaml(bomb, 'case.yaml'));
    expect(problems[0]).toMatchObject({ code: 'yaml-alias', place: 'line 2, column 8' });
    expect(problems.every(({ code }) => code === 'yaml-alias')).toBe(true);
    expect(problems.length).toBeLessThanOrEqual(50);
  });

  it.each([
    ['a merge key', 'a: &a {b: 1}\nc: {<<: *a}\n', 'yaml-alias'],
    ['a tag of its own', 'a: !!js/function "x"\n', 'yaml-tag'],
    ['a tag that makes an object', 'a: !!python/object/apply:os.system [x]\n', 'yaml-tag'],
    ['a key twice', 'a: 1\na: 2\n', 'duplicate-key'],
    ['a key of the prototype', '__proto__: {polluted: true}\n', 'forbidden-key'],
    ['a key of the prototype in escapes', '"__pr\\u006fto__": {polluted: true}\n', 'forbidden-key'],
  ])('is no better with %s', (_, text, code) => {
    expect(refusalOf(() => parseYaml(utf8Encode(text), 'case.yaml')).problems[0]?.code).toBe(code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
