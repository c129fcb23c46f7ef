import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { PeopleView, PolicyView, ProposedRosterView, RosterChainView } from '../../../shared/policy/people-view.ts'; // prettier-ignore
import { call } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { Changes, PolicyChanges, Signatures } from './parts.tsx';
import { compareSheet, type SectionProps } from './sheets.tsx';
import { toDemandWords, toOpenCount } from './people-words.ts';
import { SignForm } from './SignForm.tsx';
import { toCount } from '../../../shared/review/words.ts';

/** What waits: a roster nobody compared, a fork, versions without all signatures. */
export function NeedsYou({ view, onOpen }: SectionProps): ReactNode {
  const adopted = view.chains.find((chain) => chain.isAdopted) ?? null;
  const count = toOpenCount(view);
  return (
    <section aria-labelledby="ppl-needs">
      <OpenHead title="Needs you" isOpen={count > 0} level={2} id="ppl-needs" count={String(count)} />
      {count === 0 ? <p className="q2">Nothing waits for a signature or a comparison.</p> : null}
      {adopted === null ? null : <RosterState state={view.state} chain={adopted} onOpen={onOpen} />}
      {adopted?.proposed.map((item) => <Proposed key={item.sha256} item={item} onOpen={onOpen} />)}
      {view.policy.proposed.map((item) => <ProposedPolicy key={item.sha256} item={item} onOpen={onOpen} />)}
    </section>
  );
} // prettier-ignore

function RosterState({ state, chain, onOpen }: Pick<SectionProps, 'onOpen'> & { readonly state: PeopleView['state']; readonly chain: RosterChainView }): ReactNode {
  if (state === 'confirmed' || state === 'none') return null;
  const hasForked = chain.fork.length > 0;
  return (
    <div className="need">
      <div>
        {hasForked ? (
          <>
            <p><StatePhrase icon="warning" tone="alarm">The roster has forked after version {chain.version}</StatePhrase></p>
            <p className="q2">{chain.fork.length} versions follow it, each with all signatures it needs. Neither is in force. Ask those who signed them which one they mean; a new roster has to be begun and compared.</p>
            {chain.fork.map((item) => <div key={item.sha256}><p className="mono q">{item.sha256.slice(0, 16)}</p><Changes changes={item.changes} /><Signatures signatures={item.signatures} /></div>)}
          </>
        ) : state === 'changed' ? (
          <>
            <p><StatePhrase icon="warning" tone="alarm">The fingerprint of the roster differs from the one that was read out</StatePhrase></p>
            <p className="q2">Speak with the people it names over another channel. Until a comparison agrees, its signers count as unknown.</p>
          </>
        ) : (
          <>
            <p><StatePhrase icon="unknown" tone="care">The roster is not compared on this computer</StatePhrase></p>
            <p className="q2">Until a person of it reads its fingerprint to you over another channel, its signers are names only.</p>
          </>
        )}
      </div>
      {hasForked ? null : <Button onClick={() => onOpen(compareSheet(chain))}>Compare the fingerprint</Button>}
    </div>
  );
} // prettier-ignore

function Proposed({ item, onOpen }: Pick<SectionProps, 'onOpen'> & { readonly item: ProposedRosterView }): ReactNode {
  return (
    <div className="need">
      <div>
        <p><StatePhrase icon="clock" tone="care">Roster {item.version} waits for signatures</StatePhrase></p>
        <Changes changes={item.changes} />
        <Signatures signatures={item.signatures} />
        {item.missing.map((demand) => <p className="small q2" key={demand.roster}>{toDemandWords(demand)}</p>)}
      </div>
      {item.canSign.length === 0 ? <span className="small q2">Nobody of this computer can sign it.</span> : (
        <Button onClick={() => onOpen((close) => (
          <SignForm title={`Sign roster ${String(item.version)}`} action={`Sign roster ${String(item.version)}`} keyids={item.canSign} done={`You signed roster ${String(item.version)}.`} onSign={(signing) => call('roster.sign', { sha256: item.sha256, signing })} onClose={close}>
            <p>This version, and nothing else:</p>
            <Changes changes={item.changes} />
            <p className="small q2">Digest <span className="mono brk">{item.sha256}</span></p>
          </SignForm>
        ))}>Sign this roster</Button>
      )}
    </div>
  );
} // prettier-ignore

function ProposedPolicy({ item, onOpen }: Pick<SectionProps, 'onOpen'> & { readonly item: PolicyView['proposed'][number] }): ReactNode {
  return (
    <div className="need">
      <div>
        <p><StatePhrase icon="clock" tone="care">Policy pack {item.version}, “<Outside text={item.title} />”, waits for signatures</StatePhrase></p>
        <PolicyChanges changes={item.changes} />
        <Signatures signatures={item.signatures} />
        {item.missing.map((demand) => <p className="small q2" key={demand.roster}>{toDemandWords(demand)}</p>)}
      </div>
      {item.canSign.length === 0 ? <span className="small q2">Nobody of this computer can sign it.</span> : (
        <Button onClick={() => onOpen((close) => (
          <SignForm title={`Sign policy pack ${String(item.version)}`} action="Sign the policy pack" keyids={item.canSign} done={`You signed policy pack ${String(item.version)}.`} onSign={(signing) => call('policy.sign', { sha256: item.sha256, signing })} onClose={close}>
            <p>“<Outside text={item.title} />”, with {toCount(item.changes.length, 'change')}:</p>
            <PolicyChanges changes={item.changes} />
          </SignForm>
        ))}>Sign this pack</Button>
      )}
    </div>
  );
} // prettier-ignore
