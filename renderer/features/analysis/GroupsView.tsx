/** Common causes: what several pieces of support share, and what falls when that fails. Made ones first. */
import { Fragment, type ReactNode, useMemo, useState } from 'react';
import type { GroupEffect } from '../../../shared/argument/groups.ts';
import type { SafetyCase } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { FromElsewhere } from '../../components/FromElsewhere.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { discardDraft } from '../../state/composer.ts';
import { useReading } from '../../state/reading.ts';
import { groups as groupsOf, isFromElsewhere, useReview } from '../../state/review.ts';
import { Looking } from '../graph/Looking.tsx';
import { useAnswer } from '../graph/use-answer.ts';
import { NodeLink, ObjectLink } from '../reading/NodeLink.tsx';
import { failGroup, groupNamed, saveGroup, toggleMember, toMade } from './groups.ts';

/** Groups that are listed at first, and ids of one list. */
const LISTED = 40;

export function GroupsView({ safetyCase }: { readonly safetyCase: SafetyCase }): ReactNode {
  const drafts = useReview(groupsOf);
  const made = useMemo(() => drafts.map(toMade), [drafts]);
  const { answer: effects, isLooking, why, again } = useAnswer(safetyCase, 'groups', made);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? (effects ?? []) : (effects ?? []).slice(0, LISTED);
  return (
    <div className="claimscroll groupscroll" data-keys="" data-pane-stop="" tabIndex={0} role="region" aria-label="Common causes">
      <p className="small q2">Structure does not show by itself what fails together. These groups share evidence, a preparer, or what their evidence is about; add those that only a reader can know. A group counts as one failure.</p>
      <NewGroup />
      <Looking isLooking={isLooking} why={why} what="What the groups do is" onAgain={again} />
      <p className="small q num" role="status">{isLooking ? 'Looking at the argument' : effects === null ? '' : effects.length === 0 ? 'Nothing that rules see is shared by some and not by all.' : toCount(effects.length, 'group')}</p>
      {shown.map((one) => <GroupCard key={`${String(one.isMade)} ${one.name}`} group={one} top={safetyCase.topNode} />)}
      {shown.length < (effects?.length ?? 0) && <Button kind="quiet" onClick={() => { setShowsAll(true); }}>{`Show all ${String(effects?.length ?? 0)}`}</Button>}
    </div>
  );
} // prettier-ignore

function NewGroup(): ReactNode {
  const [name, setName] = useState('');
  const selection = useReading((state) => state.selection);
  const known = useReview(groupsOf);
  const member = selection === null || selection.kind === 'document' ? null : selection.id;
  const same = groupNamed(known, name.trim());
  const canMake = name.trim() !== '' && member !== null && same === undefined;
  async function make(): Promise<void> {
    if (member !== null && (await saveGroup({ name: name.trim(), members: [member] }))) setName('');
  }
  return (
    <div className="r scenariosave newgroup">
      <Field label="New group" value={name} maxLength={80} onChange={setName} hint={member === null ? 'Select its first member in the outline, graph or table.' : same === undefined ? `${member}, which is selected, becomes its first member.` : 'There is a group of this name.'} />
      <Button isOff={!canMake} onClick={() => { if (canMake) void make(); }}>Make group</Button>
    </div>
  );
} // prettier-ignore

function GroupCard({ group, top }: { readonly group: GroupEffect; readonly top: string | null }): ReactNode {
  const { name, why, isMade, members, absent, fallen } = group;
  const draft = useReview((state) => (isMade ? groupNamed(groupsOf(state), name) : undefined));
  const selection = useReading((state) => state.selection);
  const selected = selection === null || selection.kind === 'document' ? null : selection.id;
  const made = draft === undefined ? null : toMade(draft);
  return (
    <section className="groupcard" aria-label={name}>
      <OpenHead level={2} title={name} isOpen={group.order === 1} count={isMade ? 'made by hand, only you' : 'found by rule'} />
      <p className="small q2">{why}</p>
      <p><Effect group={group} top={top} /></p>
      <p className="small">Members: {made === null ? <Ids ids={members} /> : made.members.map((id) => <Fragment key={id}><MemberLink id={id} /> <Button kind="quiet" icon="cross" isIconOnly onClick={() => { if (draft !== undefined) void toggleMember(draft, id); }}>{`Take ${id} out of ${name}`}</Button> </Fragment>)}</p>
      {draft !== undefined && <FromElsewhere draft={draft} />}
      {absent.length > 0 && (draft === undefined || !isFromElsewhere(draft)) && <p className="small st care">Not in this case: {absent.join(', ')}.</p>}
      {fallen.length > 0 && <p className="small">Falls with it: <Ids ids={fallen} />.</p>}
      <div className="r wrap">
        <Button kind="quiet" icon="scales" isOff={members.length === 0} aria-label={`What if it fails: ${name}`} onClick={() => { failGroup(members); }}>What if it fails</Button>
        {draft !== undefined && selected !== null && made?.members.includes(selected) === false && <Button kind="quiet" icon="plus" aria-label={`Add ${selected} to ${name}`} onClick={() => void toggleMember(draft, selected)}>{`Add ${selected}`}</Button>}
        {draft !== undefined && <Button kind="quiet" aria-label={`Discard ${name}`} onClick={() => void discardDraft(draft.id)}>Discard</Button>}
      </div>
    </section>
  );
} // prettier-ignore

function Effect({ group, top }: { readonly group: GroupEffect; readonly top: string | null }): ReactNode {
  if (group.members.length === 0) return 'It has no member in this case.';
  if (group.order === 1) return <StatePhrase icon="load-bearing" tone="structure">{`Load-bearing as one: the top claim ${top ?? ''} falls when it fails.`}</StatePhrase>;
  if (group.order === 2) return <>The top claim still holds; it falls when one of these fails as well: <Ids ids={group.with} />.</>;
  return 'The top claim does not fall with it, nor with one other failure besides those that do it alone.';
} // prettier-ignore

/** A member may be a node or an item of evidence. */
function MemberLink({ id }: { readonly id: string }): ReactNode {
  const title = useCase((state) => state.index.evidence.get(id)?.title);
  return title === undefined ? <NodeLink id={id} /> : <ObjectLink to={{ kind: 'evidence', id }} title={title}>{id}</ObjectLink>;
} // prettier-ignore

function Ids({ ids }: { readonly ids: readonly string[] }): ReactNode {
  return (
    <>
      {ids.slice(0, LISTED).map((id, at) => <Fragment key={id}>{at > 0 && ', '}<NodeLink id={id} /></Fragment>)}
      {ids.length > LISTED && ` and ${String(ids.length - LISTED)} more`}
    </>
  );
} // prettier-ignore
