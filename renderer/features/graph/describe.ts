/** What the graph says of itself, for people who do not see it. */
import type { Drawing, DrawnNode } from '../../../shared/argument/drawing/drawing.ts';
import { toHiddenWords } from '../../../shared/argument/drawing/svg.ts';
import type { ArgumentNode } from '../../../shared/case/model.ts';
import { toCount } from '../../../shared/review/words.ts';
import { KIND_WORDS, type Phrase } from '../outline/facts.ts';
import type { GraphLinks } from './moves.ts';

/** Identity, words, relations, state, in the order of ux.md 3.3. */
export function toSpokenName(
  node: ArgumentNode,
  phrases: readonly Phrase[],
  read: string,
  links: GraphLinks,
): string {
  const { id } = node;
  const drawn = links.nodes.get(id);
  const supports = node.supportedBy.length;
  const contexts = links.aside.get(id)?.length ?? 0;
  const parts = [
    `${KIND_WORDS[node.kind]} ${id}.`,
    node.text.endsWith('.') ? node.text : `${node.text}.`,
    supports > 0 ? `Supported by ${String(supports)}.` : '',
    contexts > 0 ? `In ${toCount(contexts, 'context')}.` : '',
    node.challenges.length > 0 ? `Doubts ${node.challenges.join(', ')}.` : '',
    drawn?.hidden == null ? '' : `Folded, hides ${toHiddenWords(drawn.hidden).slice(1)}.`,
    ...phrases.map((one) => `${one.text}.`),
    `${read}.`,
  ];
  return parts.filter((one) => one !== '').join(' ');
}

/** What the box of a closed module is called. */
export function toModuleName(box: DrawnNode, links: GraphLinks): string {
  const below = links.below.get(box.id)?.length ?? 0;
  const parts = [
    `${box.id}, closed.`,
    box.hidden === null ? '' : `Hides ${toHiddenWords(box.hidden).slice(1)}.`,
    below > 0 ? `Leads to ${String(below)} below.` : '',
  ];
  return parts.filter((one) => one !== '').join(' ');
}

/** "21 shown, 67 hidden", "21 shown, 2 modules closed, 67 hidden" */
export function toShownWords({ nodes: all, hidden, outside }: Drawing): string {
  const nodes = all.filter((one) => one.members.length === 0);
  const boxes = all.length - nodes.length;
  const rest = hidden + outside;
  if (boxes > 0) return `${String(nodes.length)} shown, ${toCount(boxes, 'module')} closed, ${String(rest)} hidden`; // prettier-ignore
  return rest === 0
    ? `${String(nodes.length)} shown`
    : `${String(nodes.length)} shown, ${String(rest)} hidden`;
}

/** Counts, depth, what is hidden, where the doubts are. */
export function toDescription(
  drawing: Drawing,
  links: GraphLinks,
  openAt: readonly string[],
  fallen: ReadonlySet<string>,
): string {
  const shown = openAt.filter((id) => links.nodes.has(id));
  const depth = toDepth(links);
  const folds = drawing.nodes.filter((node) => node.hidden !== null);
  const sentences = [
    `${toCount(drawing.nodes.length, 'node')} on ${toCount(depth, 'level')}, from ${drawing.roots.slice(0, 3).join(', ')}.`,
    drawing.hidden > 0 ? `${toCount(drawing.hidden, 'node')} folded below ${listIds(folds.map((one) => one.id))}.` : '', // prettier-ignore
    drawing.outside > 0 ? `${toCount(drawing.outside, 'node')} outside the focus.` : '',
    shown.length > 0 ? `Open challenges on ${listIds(shown)}.` : 'No open challenge on what is shown.', // prettier-ignore
    openAt.length > shown.length ? `${toCount(openAt.length - shown.length, 'challenged node')} not shown.` : '', // prettier-ignore
    fallen.size > 0 ? `In the what-if ${toCount(fallen.size, 'node')} ${fallen.size === 1 ? 'does' : 'do'} not hold.` : '', // prettier-ignore
  ];
  return sentences.filter((one) => one !== '').join(' ');
}

const LISTED = 6;

export function listIds(ids: readonly string[]): string {
  const shown = ids.slice(0, LISTED).join(', ');
  return ids.length > LISTED ? `${shown} and ${String(ids.length - LISTED)} more` : shown;
}

function toDepth({ below, roots }: GraphLinks): number {
  const level = new Map(roots.map((id) => [id, 1]));
  const queue = [...roots];
  for (let done = 0; done < queue.length; done += 1) {
    const id = queue[done] ?? '';
    for (const child of below.get(id) ?? []) {
      if (level.has(child)) continue;
      level.set(child, (level.get(id) ?? 1) + 1);
      queue.push(child);
    }
  }
  return [...level.values()].reduce((most, one) => Math.max(most, one), 0);
}
