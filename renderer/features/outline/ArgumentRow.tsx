import type { ReactNode, Ref } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { readStateOf, useReview } from '../../state/review.ts';
import { KIND_WORDS, READ_ICONS, toPhrases, toRowName } from './facts.ts';
import { type Entry, type Hidden, toHiddenWords } from './tree.ts';

export interface ArgumentRowProps {
  readonly ref: Ref<HTMLDivElement>;
  /** Number of the row in the virtual list, which measures rows by it. */
  readonly row: number;
  readonly top: number;
  readonly entry: Entry;
  readonly isExpandable: boolean;
  readonly isExpanded: boolean;
  readonly isSelected: boolean;
  /** The one row of the tree that Tab stops at. */
  readonly isStop: boolean;
  readonly hidden: Hidden;
  readonly onOpen: (entry: Entry) => void;
  readonly onToggle: (entry: Entry) => void;
}

export function ArgumentRow(props: ArgumentRowProps): ReactNode {
  const { ref, row, top, entry, isExpandable, isExpanded, isSelected, isStop, onOpen, onToggle } = props;
  const { name, content, read } = useRowContent(props);
  return (
    <div
      ref={ref}
      className={entry.isReference ? 'row ref' : 'row'}
      role="treeitem"
      aria-level={entry.level}
      aria-setsize={entry.setSize}
      aria-posinset={entry.position}
      aria-expanded={isExpandable ? isExpanded : undefined}
      aria-selected={isSelected}
      aria-label={name}
      tabIndex={isStop ? 0 : -1}
      data-index={row}
      data-key={entry.key}
      data-read={read}
      data-pane-stop={isStop ? '' : undefined}
      style={{ '--lvl': entry.level, transform: `translateY(${String(top)}px)` } as React.CSSProperties}
      onClick={() => {
        onOpen(entry);
      }}
    >
      <span
        className="tw"
        onClick={(event) => {
          if (!isExpandable) return;
          event.stopPropagation();
          onToggle(entry);
        }}
      >
        {isExpandable && <Icon name={isExpanded ? 'expanded' : 'collapsed'} />}
      </span>
      {content}
    </div>
  );
}

interface RowContent {
  readonly name: string;
  readonly content: ReactNode;
  readonly read: string;
}

function useRowContent({ entry, isExpandable, isExpanded, hidden }: ArgumentRowProps): RowContent {
  const { safetyCase, index } = useCase();
  const review = useReview();
  const node = index.nodes.get(entry.id);
  const read = readStateOf(review, 'node', entry.id);
  if (node === undefined || safetyCase === null)
    return { name: `${entry.id}, not in the argument`, content: <span className="id">{entry.id}</span>, read };
  if (entry.isReference) {
    const where = entry.leadsBack ? `leads back to ${entry.id} above` : `Shown at its first place, press Enter to go there`;
    return {
      name: `Reference to ${KIND_WORDS[node.kind].toLowerCase()} ${node.id}. ${node.text} ${where}.`,
      read,
      content: (
        <>
          <span className="rd"><Icon name={entry.leadsBack ? 'cycle' : 'reference'} /></span>
          <span className="id">{node.id}</span>
          <span className="tx">{node.text}</span>
          <span className="mt">
            <StatePhrase tone={entry.leadsBack ? 'care' : 'plain'}>{entry.leadsBack ? `leads back to ${entry.id}` : 'shared, shown above'}</StatePhrase>
          </span>
        </>
      ),
    };
  }
  const phrases = toPhrases(node, { subject: safetyCase.subject, index, view: review.view });
  const hiddenWords = isExpandable && !isExpanded ? toHiddenWords(hidden) : null;
  return {
    name: toRowName(node, phrases, read, hiddenWords),
    read,
    content: (
      <>
        <span className="rd"><Icon name={READ_ICONS[read]} /></span>
        <span className="id">{node.id}</span>
        <span className="tx">{node.text}</span>
        <span className="mt">
          <StatePhrase>{read}</StatePhrase>
          {phrases.map((one) => <StatePhrase key={one.text} icon={one.icon} tone={one.tone}>{one.text}</StatePhrase>)}
          {hiddenWords !== null && <StatePhrase icon="lines">{hiddenWords}</StatePhrase>}
        </span>
      </>
    ),
  };
} // prettier-ignore
