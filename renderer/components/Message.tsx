import type { ReactNode } from 'react';
import type { IpcError } from '../api.ts';
import { Icon, type IconName } from './Icon.tsx';
import './controls.css';

interface MessageProps {
  readonly tone?: 'plain' | 'care' | 'alarm';
  readonly title?: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Spoken at once when it appears. For what failed, not for what merely is. */
  readonly isAlert?: boolean;
  readonly level?: 3 | 4;
}

const ICONS: Readonly<Record<NonNullable<MessageProps['tone']>, IconName>> = {
  plain: 'info',
  care: 'warning',
  alarm: 'sustained',
};

/** An inline message with its reason and what can be done about it. */
export function Message(props: MessageProps): ReactNode {
  const {
    tone = 'plain',
    title,
    icon = ICONS[tone],
    children,
    actions,
    isAlert = false,
    level = 3,
  } = props;
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <div className={tone === 'plain' ? 'msg' : `msg ${tone}`} role={isAlert ? 'alert' : undefined}>
      <Icon name={icon} />
      {title === undefined ? null : <Heading>{title}</Heading>}
      {children === undefined ? null : <div className="body">{children}</div>}
      {actions === undefined ? null : <div className="acts">{actions}</div>}
    </div>
  );
}

/** An error of the main process in its own words, with every problem it names. */
export function ErrorMessage({ error, title, actions }: { readonly error: IpcError | null; readonly title: string; readonly actions?: ReactNode }): ReactNode {
  if (error === null) return null;
  return (
    <Message tone="alarm" title={title} isAlert actions={actions}>
      <p>{error.message}</p>
      {error.problems.length === 0 ? null : (
        <ul className="problems small">
          {error.problems.map((problem, index) => (
            <li key={index}>
              {problem.file === null ? null : <span className="mono">{problem.file}{problem.place === null ? '' : `, ${problem.place}`}: </span>}
              {problem.message}
            </li>
          ))}
        </ul>
      )}
    </Message>
  );
} // prettier-ignore
