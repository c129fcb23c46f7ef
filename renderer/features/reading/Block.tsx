/** One block of a document: its number, its words with their marks, and the marks in the margin. */
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import {
  type ComponentProps,
  createContext,
  memo,
  type ReactElement,
  type ReactNode,
  use,
} from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import type { DocumentBlock } from '../../../shared/document/model.ts';
import { BundleImage } from './BundleImage.tsx';
import { DocumentLink } from './DocumentLink.tsx';
import { hasMarginInside, markContent, toMarginMark } from './mark-content.ts';
import type { Mark } from './marks.ts';
import type { NumberedHit } from './use-find.ts';

export interface BlockProps {
  readonly block: DocumentBlock;
  readonly source: string;
  /** Bundle path of the document, against which links are resolved. */
  readonly path: string;
  readonly marks: readonly Mark[];
  readonly hits: readonly NumberedHit[];
  /** Number of the current hit; -1 where the block has none. */
  readonly currentHit: number;
  /** The one block that Tab stops at. */
  readonly isStop: boolean;
  /** What follows a heading: the claims that are argued below it. */
  readonly after?: ReactNode;
}

function BlockOf({ block, source, path, marks, hits, currentHit, isStop, after }: BlockProps): ReactNode {
  const isHeading = block.depth > 0;
  return (
    <div className={`para k-${block.kind}`} id={`block-${block.id}`}>
      <span className="no" aria-hidden="true">{block.label}</span>
      <div
        className="body"
        data-block={block.id}
        data-pane-stop={isStop ? '' : undefined}
        role="group"
        aria-label={toBlockName(block)}
        tabIndex={isStop ? 0 : -1}
      >
        <PathContext value={path}>
          {!hasMarginInside(block) && marks.map((mark) => <span key={mark.id}>{draw(toMarginMark(mark))}</span>)}
          {draw(markContent(block, source, { marks, hits, currentHit }))}
        </PathContext>
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

/** Path of the document around a link or an image. */
const PathContext = createContext('');

function LinkInText(props: ComponentProps<'a'>): ReactNode {
  return <DocumentLink {...props} from={use(PathContext)} />;
}

function ImageInText({ src, alt = '' }: ComponentProps<'img'>): ReactNode {
  return <BundleImage src={src} alt={alt} from={use(PathContext)} />;
}

/** Headings of a document stand below the heading of the screen. */
function TitleInText(props: ComponentProps<'h2'>): ReactNode {
  return <h2 {...props} />;
}

function TableInText(props: ComponentProps<'table'>): ReactNode {
  return (
    <div className="doctable">
      <table {...props} />
    </div>
  );
}

// The same functions at each drawing: new ones would put new links under a pointer that is being pressed.
const COMPONENTS = { a: LinkInText, img: ImageInText, h1: TitleInText, table: TableInText };

function draw(content: Parameters<typeof toJsxRuntime>[0]): ReactElement {
  return toJsxRuntime(content, { Fragment, jsx, jsxs, components: COMPONENTS }) as ReactElement;
}
