import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../electron/host/crypto.ts';
import { checkPolicy, toPolicyChanges } from '../../../shared/policy/policy-change.ts';
import { toPolicyChain, type PolicyChain } from '../../../shared/policy/policy-chain.ts';
import { DEFAULT_POLICY, sealingOf, type PolicyPack } from '../../../shared/policy/policy-pack.ts';
import { toRosterChains, type AcceptedRoster } from '../../../shared/policy/roster-chain.ts';
import { ruleLevel } from '../../../shared/policy/rules.ts';
import type { RecordOf } from '../../../shared/review/checked-record.ts';
import { buildFirst, buildPack, buildPerson, digestOfContent, follow, keyidOf, signPolicy, signRoster } from '../../support/roster-builders.ts'; // prettier-ignore

const [ada, ben] = [buildPerson([1]), buildPerson([2])] as const;
const roster = buildFirst([ada, ben], { threshold: 2 });
const inForce = acceptedOf([signRoster(roster, 1), signRoster(roster, 2)]);
const pack = buildPack();

function acceptedOf(records: readonly RecordOf<'roster'>[]): readonly AcceptedRoster[] {
  return toRosterChains(records, nodeCrypto).chains[0]?.accepted ?? [];
}

function chainOf(records: readonly RecordOf<'policy'>[], rosters = inForce): PolicyChain {
  return toPolicyChain(records, rosters, nodeCrypto);
}

describe('a chain of policy packs', () => {
  it('takes a pack that enough persons of the roster signed, and the one that follows it', () => {
    const next = buildPack({ version: 2, previous: digestOfContent(pack), title: 'Stricter' });
    const both = (content: typeof pack): RecordOf<'policy'>[] => [signPolicy(content, 1, roster), signPolicy(content, 2, roster)]; // prettier-ignore
    const chain = chainOf([...both(pack), ...both(next)]);
    expect(chain.accepted.map((item) => item.content.version)).toEqual([1, 2]);
  });

  it('keeps a pack with too few signatures as proposed, and says whose are missing', () => {
    const chain = chainOf([signPolicy(pack, 1, roster), signPolicy(pack, 1, roster)]);
    expect(chain.accepted).toEqual([]);
    expect(chain.proposed).toMatchObject([{ missing: [{ roster: 1, needed: 2, have: 1, from: [ben.printedName] }] }]); // prettier-ignore
  });

  it('counts nobody whom the roster does not let sign, and nothing signed under a strange roster', () => {
    const elsewhere = buildFirst([ada, ben]);
    const chain = chainOf([signPolicy(pack, 1, roster), signPolicy(pack, 9, roster), signPolicy(pack, 2, elsewhere)]); // prettier-ignore
    expect(chain.accepted).toEqual([]);
    expect(chain.proposed[0]?.signatures.map((one) => one.void)).toEqual([
      null,
      'roster 1 does not name its key',
      'signed under a roster that is not in force here',
    ]);
  });

  it('does not let somebody sign under the roster of yesterday who may no longer sign today', () => {
    const start = buildFirst([ada, ben], { threshold: 1 });
    const next = follow(start, { signers: [keyidOf(1)] });
    const rosters = acceptedOf([signRoster(start, 1, { time: '2026-11-05T00:00:00Z' }), signRoster(next, 1, { time: '2026-11-10T10:00:00Z' })]); // prettier-ignore
    expect(rosters).toHaveLength(2);
    const signedAt = (time: string): number => chainOf([signPolicy(pack, 2, start, { time })], rosters).accepted.length; // prettier-ignore
    expect(signedAt('2026-11-10T09:59:00Z')).toBe(1);
    expect(signedAt('2026-11-10T10:00:00Z')).toBe(0);
  });

  it('has none of two packs in force that follow the same one', () => {
    const start = buildFirst([ada, ben], { threshold: 1 });
    const rosters = acceptedOf([signRoster(start, 1)]);
    const other = buildPack({ title: 'Another' });
    const chain = chainOf([signPolicy(pack, 1, start), signPolicy(other, 2, start)], rosters);
    expect(chain.accepted).toEqual([]);
    expect(chain.fork).toHaveLength(2);
  });

  it('has none in force while no roster is', () => {
    expect(chainOf([signPolicy(pack, 1, roster)], []).accepted).toEqual([]);
  });
});

describe('a policy pack', () => {
  it('cannot relax a rule that is fixed', () => {
    const relaxed = buildPack({ rules: { ...pack.rules, R7: 'show' } });
    expect(checkPolicy(relaxed)).toEqual(['R7 (No blocking challenge open) cannot be relaxed, and the pack sets it to “show”.']); // prettier-ignore
    // Even if somebody signs it all the same.
    expect(ruleLevel('R7', relaxed.rules)).toBe('enforce');
    expect(checkPolicy(pack)).toEqual([]);
  });

  it('names only rules that there are, and months that fit', () => {
    expect(checkPolicy(buildPack({ rules: { R99: 'warn' } }))).toEqual(['This version has no rule R99.']); // prettier-ignore
    expect(checkPolicy(buildPack({ expiry: { defaultMonths: 12, maximumMonths: 6 } }))).toHaveLength(1); // prettier-ignore
  });

  it('is compared with the one before it, each change with its direction', () => {
    const next = buildPack({
      rules: { ...pack.rules, R2: 'warn', R5: 'enforce' },
      quorum: { floor: 3 },
      expiry: { defaultMonths: 12, maximumMonths: 24 },
      rights: { ...pack.rights, decision: { clause: '1.2', lines: ['third'] } },
      sealing: { opinions: 'sealed', ballots: 'open' },
      title: 'Of the organisation',
    });
    expect(toPolicyChanges(pack, next).map(({ what, direction }) => `${direction} ${what}`)).toEqual([
      'looser R2, One person, one line: enforces becomes warns',
      'stricter R5, No undeclared overlap with the people file: warns becomes enforces',
      'stricter external may no longer sign: decision',
      'stricter decisions that an approval needs: 1 becomes 3',
      'looser months of an approval at most: 12 becomes 24',
      'stricter opinions: open becomes sealed',
      'looser ballots: sealed becomes open',
      `other title: ${DEFAULT_POLICY.title} becomes Of the organisation`,
    ]); // prettier-ignore
    expect(toPolicyChanges(pack, pack)).toEqual([]);
  });

  it('that was signed before there was a choice of sealing keeps its digest and has the default', () => {
    const { sealing: _sealing, ...rest } = pack;
    const old: PolicyPack = rest;
    expect(sealingOf(old)).toEqual({ opinions: 'open', ballots: 'sealed' });
    expect(digestOfContent(old)).not.toBe(digestOfContent(pack));
  });
});
