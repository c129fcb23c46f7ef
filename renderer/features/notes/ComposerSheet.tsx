import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Message } from '../../components/Message.tsx';
import {
  closeComposer,
  discardComposer,
  type OpenComposer,
  useComposer,
} from '../../state/composer.ts';
import './composer.css';

interface ComposerSheetProps {
  readonly title: string;
  readonly open: OpenComposer;
  readonly onSubmit: () => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly submit: ReactNode;
  readonly hint: string;
  readonly children: ReactNode;
}

/** The sheet beside the text: the quote that is kept, the form, and what becomes of the draft. */
export function ComposerSheet(props: ComposerSheetProps): ReactNode {
  const { title, open, onSubmit, onKeyDown, submit, hint, children } = props;
  const id = useId();
  const saveError = useComposer((state) => state.saveError);
  function keyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      closeComposer();
    } else {
      onKeyDown?.(event);
    }
  }
  return (
    <form className="sheet pane composer" data-pane="" tabIndex={-1} aria-labelledby={id} onKeyDown={keyDown} onSubmit={(event) => event.preventDefault()}>
      <div className="head">
        <h2 id={id} title={title}>{title}</h2>
        <span className="grow" />
        <DraftBadge />
        <Button kind="quiet" icon="cross" isIconOnly onClick={closeComposer}>Close, keeps the draft</Button>
      </div>
      <div className="scroll">
        <div className="insp">
          {open.quote === '' ? null : <KeptQuote quote={open.quote} place={open.target.id} kind={open.kind} />}
          {children}
          {saveError === null ? null : (
            <Message tone="alarm" title="Draft not saved" isAlert icon="warning"><p>{saveError} Your text is kept in this window.</p></Message>
          )}
        </div>
      </div>
      <div className="sheetfoot">
        <div className="r wrap">
          {submit}
          <Button keys="Esc" onClick={closeComposer}>Keep draft</Button>
          <Button kind="quiet" onClick={() => void discardComposer()}>Discard</Button>
        </div>
        <p className="hint">{hint}</p>
      </div>
    </form>
  );
} // prettier-ignore

export function DraftBadge(): ReactNode {
  return (
    <span className="badge dash">
      <Icon name="person" small />
      <span>
        <span className="wider">draft, </span>only you
      </span>
    </span>
  );
}

/** About five lines of the sheet: a longer passage would push what is to be filled in out of sight. */
const LONG_QUOTE = 300;

interface KeptQuoteProps {
  readonly quote: string;
  readonly place: string;
  readonly kind: 'note' | 'challenge';
}

function KeptQuote({ quote, place, kind }: KeptQuoteProps): ReactNode {
  const [isWhole, setIsWhole] = useState(quote.length <= LONG_QUOTE);
  return (
    <div>
      <div className="r small kept">
        <span className="q">Passage kept with the {kind}</span>
        <span className="right st">
          <Icon name="exact" small />
          exact, {place}
        </span>
      </div>
      <blockquote className={isWhole ? 'quote' : 'quote begun'}>{quote}</blockquote>
      {quote.length > LONG_QUOTE && (
        <button
          type="button"
          className="link small"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Show its beginning only' : 'Show the whole passage'}
        </button>
      )}
    </div>
  );
}
