import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';
import './controls.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot, the one that acts last. */
  readonly actions?: ReactNode;
  /** Words at the left of the foot. */
  readonly note?: ReactNode;
  readonly size?: 'narrow' | 'wide' | 'whole';
  /** Name of the closing button: "Close, keeps the draft". */
  readonly closeLabel?: string;
}

/**
 * A dialog over the window: the focus stays inside, Esc closes it, and it returns to where it came from.
 * A click beside it does nothing, because typed text would be out of sight.
 */
export function Dialog(props: DialogProps): ReactNode {
  const { title, onClose, children, actions, note, size = 'narrow', closeLabel = 'Close' } = props;
  return (
    <ModalOverlay className="scrim over" isOpen isDismissable={false} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Modal className={`dialog ${size}`}>
        <AriaDialog className="dialogin">
          <header className="dialoghead r">
            <Heading slot="title" level={2}>{title}</Heading>
            <span className="grow" />
            <Button kind="quiet" icon="cross" isIconOnly onClick={onClose}>{closeLabel}</Button>
          </header>
          <div className="dialogbody">{children}</div>
          {actions === undefined && note === undefined ? null : (
            <footer className="dialogfoot r">
              <span className="small q2">{note}</span>
              <span className="grow" />
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
} // prettier-ignore
