/** One block of a document: its number, its words with their marks, and the marks in the margin. */
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { type ComponentProps, memo, type ReactElement, type ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import type { DocumentBlock } from '../../../shared/document/model.ts';
import { BundleImage } from './BundleImage.tsx';
import { DocumentLink } from './DocumentLink.tsx';
import { hasMarginInside, markContent, type Overlay, toMarginMark } from './mark-content.ts';

export interface BlockProps {
  readonly block: DocumentBlock;
  readonly source: string;
  /** Bundle path of the document, against which links are resolved. */
  readonly path: string;
  readonly overlay: Overlay;
  /** The one block that Tab stops at. */
  readonly isStop: boolean;
  /** What follows a heading: the claims that are argued below it. */
  readonly after?: ReactNode;
}

function BlockOf({ block, source, path, overlay, isStop, after }: BlockProps): ReactNode {
  const isHeading = block.depth > 0;
  return (
    <div className={`para ${block.kind}`} id={`block-${block.id}`}>
      <span className="no" aria-hidden="true">{block.label}</span>
      <div
        className="body"
        data-block={block.id}
        data-pane-stop={isStop ? '' : undefined}
        role="group"
        aria-label={toBlockName(block)}
        tabIndex={isStop ? 0 : -1}
      >
        {!hasMarginInside(block) && overlay.marks.map((mark) => draw(toMarginMark(mark), path))}
        {draw(markContent(block, source, overlay), path)}
        {isHeading && after}
      </div>
    </div>
  );
} // prettier-ignore

export const Block = memo(BlockOf);

/** "Paragraph 4.1", "Heading § 4": what a screen reader says when the block gets the focus. */
export function toBlockName({ kind, label }: DocumentBlock): string {
  return `${BLOCK_WORDS[kind]} ${label}`.trim();
}

const BLOCK_WORDS: Readonly<Record<DocumentBlock['kind'], string>> = {
  title: 'Title',
  heading: 'Heading',
  paragraph: 'Paragraph',
  item: 'List item',
  code: 'Code',
  table: 'Table',
  quote: 'Quotation',
  rule: 'Rule',
  html: 'Raw HTML, shown as text,',
  footnote: 'Footnote',
};

function draw(content: Parameters<typeof toJsxRuntime>[0], path: string): ReactElement {
  return toJsxRuntime(content, {
    Fragment,
    jsx,
    jsxs,
    components: {
      a: (props: ComponentProps<'a'>) => <DocumentLink {...props} from={path} />,
      img: (props: ComponentProps<'img'>) => <BundleImage src={props.src} alt={props.alt ?? ''} from={path} />,
      // Headings of a document stand below the heading of the screen.
      h1: (props: ComponentProps<'h2'>) => <h2 {...props} />,
      table: (props: ComponentProps<'table'>) => <div className="doctable"><table {...props} /></div>,
    },
  }) as ReactElement;
} // prettier-ignore
