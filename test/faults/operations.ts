/** What the program does to the disk, one operation at a time, from a known beginning. */
import { createMemoryDisk, type DiskContent } from '../support/memory-disk.ts';
import { listExchangeOperations } from './exchange.ts';
import { after, unlock, type Operation } from './operation.ts';
import {
  activeOf, addNote, addPerson, DRAFT_ID, saveDraft, signOpinion,
  type Session, type World,
} from './world.ts'; // prettier-ignore

type Change = (content: DiskContent) => DiskContent;

function changeFile(content: DiskContent, pattern: RegExp, change: (text: string) => string): DiskContent {
  const files = new Map(content.files);
  for (const [name, bytes] of files) {
    if (pattern.test(name)) files.set(name, new TextEncoder().encode(change(new TextDecoder().decode(bytes)))); // prettier-ignore
  }
  return { ...content, files };
} // prettier-ignore

/** A first try that got as far as the roster made the person: then they only have to sit down. */
async function addFirst(session: Session): Promise<unknown> {
  const person = session.workspace.identities()[0];
  return person === undefined
    ? addPerson(session, 'Y. Tanaka')
    : session.workspace.select(person.keyid);
}

const CASE_LOG = /\/cases\/[^/]+\/logs\/[^/]+\/entries\.jsonl$/;

export async function listOperations(world: World): Promise<readonly Operation[]> {
  const empty = createMemoryDisk().content();
  const opened = await after(world, empty, () => Promise.resolve());
  const peopled = await after(world, opened, (session) => addPerson(session, 'Y. Tanaka'));
  const used = await after(world, peopled, async (session) => {
    await unlock(session);
    const keyid = activeOf(session);
    await session.review.submit(keyid, { kind: 'declaration', input: { interests: [] } }, null);
    await addNote(session, 'first', null);
    await saveDraft(session, 'old');
  });
  const torn: Change = (content) => changeFile(content, CASE_LOG, (text) => `${text}{"actor":null,"ob`); // prettier-ignore
  const behind: Change = (content) => ({
    ...content,
    files: new Map([...content.files].map(([name, bytes]) => /\/cases\/.*\/(checkpoint|head\.json)$/.test(name) ? [name, opened.files.get(name) ?? bytes] : [name, bytes])),
  }); // prettier-ignore
  const broken: Change = (content) => changeFile(content, CASE_LOG, (text) => text.replace('"seq":1', '"seq":7')); // prettier-ignore
  const copied: Change = (content) => changeFile(content, /\/place\.json$/, (text) => text.replace(/"seatKey":"[^"]*"/, '"seatKey":"another"')); // prettier-ignore

  const nothing = (): Promise<unknown> => Promise.resolve();
  const plain = { isOpening: false, drafts: [], isDamaged: false, mayChangeActive: false, start: used }; // prettier-ignore
  const opening = { ...plain, isOpening: true, run: nothing };
  return [
    { ...opening, name: 'first start', start: empty },
    { ...opening, name: 'start' },
    { ...opening, name: 'start with a torn last line', start: torn(used) },
    { ...opening, name: 'start with a head that is behind', start: behind(used) },
    { ...opening, name: 'start of a copied workspace', start: copied(used) },
    { ...plain, name: 'first person', start: opened, mayChangeActive: true, run: addFirst },
    { ...plain, name: 'second person', mayChangeActive: true, run: (session) => addPerson(session, 'N. Rahimi') },
    { ...plain, name: 'event', run: ({ workspace }) => workspace.seat.log.addEvent({ type: 'bundle-refused', reason: 'x' }) },
    { ...plain, name: 'note', run: (session) => addNote(session, 'second', null) },
    { ...plain, name: 'note from a draft', drafts: [null], run: (session) => addNote(session, 'old', DRAFT_ID) },
    { ...plain, name: 'sign-off', run: signOpinion },
    { ...plain, name: 'draft', drafts: ['new'], run: (session) => saveDraft(session, 'new') },
    { ...plain, name: 'discard a draft', drafts: [null], run: ({ review }) => review.discardDraft(DRAFT_ID) },
    { ...plain, name: 'discard a draft and bring it back', drafts: [null], run: async ({ review }) => { await review.discardDraft(DRAFT_ID); await review.restoreDraft(DRAFT_ID); } },
    { ...plain, name: 'reading mark', run: (session) => session.review.mark(activeOf(session), { kind: 'node', id: 'G1', state: 'reviewed' }) },
    { ...plain, name: 'compare a roster', run: ({ workspace }) => workspace.compareRoster(workspace.seat.firstRosterDigest() ?? '', true) },
    { ...plain, name: 'acknowledge a damage', start: broken(used), isDamaged: true, run: async (session) => {
      const { log } = session.review;
      const open = log?.damage().find((item) => !item.acknowledged);
      if (open !== undefined) await log?.acknowledgeDamage(open.origin, 'The disk was restored.', null);
      await addNote(session, 'after it', null);
    } },
    { ...plain, name: 'close', run: ({ workspace }) => workspace.close() },
    ...(await listExchangeOperations(world, used, plain)),
  ]; // prettier-ignore
}
