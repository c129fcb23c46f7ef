import type { ReactNode, Ref } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { useCase } from '../../state/case.ts';
import { type ReadState, readStateOf, useReview } from '../../state/review.ts';
import { KIND_WORDS, READ_ICONS, toPhrases } from './facts.ts';
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

/**
 * The name of a row is its content, in the order of ux.md 3.3: identity, words, relations, state. What the
 * eye gets from shape is said in hidden words.
 */
export function ArgumentRow(props: ArgumentRowProps): ReactNode {
  const { ref, row, top, entry, isExpandable, isExpanded, isSelected, isStop, onOpen, onToggle } =
    props;
  const read = useReview((state) => readStateOf(state, 'node', entry.id));
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
      tabIndex={isStop ? 0 : -1}
      data-index={row}
      data-key={entry.key}
      data-read={read}
      data-pane-stop={isStop ? '' : undefined}
      style={
        { '--lvl': entry.level, transform: `translateY(${String(top)}px)` } as React.CSSProperties
      }
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
      {entry.isReference ? <ReferenceWords entry={entry} /> : <NodeWords {...props} read={read} />}
    </div>
  );
}

function NodeWords({ entry, isExpandable, isExpanded, hidden, read }: ArgumentRowProps & { readonly read: ReadState }): ReactNode {
  const { safetyCase, index } = useCase();
  const view = useReview((state) => state.view);
  const node = index.nodes.get(entry.id);
  if (node === undefined || safetyCase === null) return <span className="id">{entry.id}</span>;
  const phrases = toPhrases(node, { subject: safetyCase.subject, index, view });
  return (
    <>
      <span className="rd"><Icon name={READ_ICONS[read]} /></span>
      <span className="id"><span className="vh">{KIND_WORDS[node.kind]} </span>{node.id}</span>
      <span className="tx">{node.text}</span>
      <span className="mt">
        {node.supportedBy.length > 0 && <span className="vh">Supported by {node.supportedBy.length}.</span>}
        <StatePhrase>{read}</StatePhrase>
        {phrases.map((one) => <StatePhrase key={one.text} icon={one.icon} tone={one.tone}>{one.text}</StatePhrase>)}
        {isExpandable && !isExpanded && <StatePhrase icon="lines">{toHiddenWords(hidden)}</StatePhrase>}
      </span>
    </>
  );
} // prettier-ignore

function ReferenceWords({ entry }: { readonly entry: Entry }): ReactNode {
  const node = useCase((state) => state.index.nodes.get(entry.id));
  return (
    <>
      <span className="rd"><Icon name={entry.leadsBack ? 'cycle' : 'reference'} /></span>
      <span className="id"><span className="vh">Reference to {node === undefined ? '' : KIND_WORDS[node.kind].toLowerCase()} </span>{entry.id}</span>
      <span className="tx">{node?.text}</span>
      <span className="mt">
        <StatePhrase tone={entry.leadsBack ? 'care' : 'plain'}>{entry.leadsBack ? `leads back to ${entry.id}` : 'shared, shown above'}</StatePhrase>
        <span className="vh">Press Enter to go there.</span>
      </span>
    </>
  );
} // prettier-ignore
