/**
 * The icon set, drawn on 16 px. Icons are decoration: a word always stands beside them, or the control
 * that holds one has an `aria-label`.
 */
import type { ReactNode } from 'react';

const KEYSTONE = 'M3.2 3h9.6l-2.4 10H5.6z';
const FLAG = 'M4 2.5h8.5l-2.6 3 2.6 3H4z';
const POLE = 'M4 2v12.5';
const SHEET = 'M2.5 3h11v10h-11z';

const SHAPES = {
  unread: <circle cx="8" cy="8" r="4.6" />,
  opened: (
    <>
      <circle cx="8" cy="8" r="4.6" />
      <path className="f" stroke="none" d="M8 3.4a4.6 4.6 0 0 1 0 9.2z" />
    </>
  ),
  reviewed: <circle className="f" cx="8" cy="8" r="4.6" />,
  changed: <path className="f" d="M8 3.2 13.2 12.6H2.8z" />,
  declared: <path d={KEYSTONE} />,
  'not-declared': <path strokeDasharray="2 1.6" d={KEYSTONE} />,
  'load-bearing': <path className="f" d={KEYSTONE} />,
  judged: (
    <>
      <path d={KEYSTONE} />
      <path d="M5.4 10.5 10.6 5.4M4.6 7 8 3.6M8.4 12.4l2.6-2.6" />
    </>
  ),
  blocking: (
    <>
      <path className="f" d={FLAG} />
      <path d={POLE} />
    </>
  ),
  major: (
    <>
      <path d={FLAG} />
      <path d="M4 5.5h5.8" />
      <path d={POLE} />
    </>
  ),
  minor: (
    <>
      <path d="M4 2.5h6l-1.8 2.3L10 7H4z" />
      <path d={POLE} />
    </>
  ),
  'severity-note': <path d="M4 2v12.5M4 4.5h5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.4" />
      <path d="M8 4.6V8l2.6 1.8" />
    </>
  ),
  reference: <path d="M3 3v5.5h8.5M8.6 5.4l3.2 3.1-3.2 3.1" />,
  cycle: <path d="M12.8 8A4.8 4.8 0 1 1 11 4.2M11.4 1.8v2.8H8.6" />,
  undeveloped: (
    <>
      <path strokeDasharray="2 1.6" d="M3 13h10" />
      <path d="M8 3v7" />
    </>
  ),
  differ: <path d="M2.5 5.5h7l-2-2M13.5 10.5h-7l2 2" />,
  expanded: <path d="m4 6 4 4 4-4" />,
  collapsed: <path d="m6 4 4 4-4 4" />,
  forward: <path d="m6 4 4 4-4 4" />,
  back: <path d="m10 4-4 4 4 4" />,
  previous: <path d="m4 10 4-4 4 4" />,
  next: <path d="m4 6 4 4 4-4" />,
  lines: <path d="M2.5 5.5h11M2.5 8h11M2.5 10.5h6" />,
  note: <path d="M3 3h10v7l-3 3H3zM10 13v-3h3" />,
  bar: <path d="M3 8h10" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  person: (
    <>
      <circle cx="8" cy="5.4" r="2.4" />
      <path d="M3.4 13.4a4.6 4.6 0 0 1 9.2 0" />
    </>
  ),
  answered: <path d="M6.4 4 3 7.4l3.4 3.4M3.2 7.4H10a3 3 0 0 1 3 3V13" />,
  sustained: <path d="M5.6 2.5h4.8l3.1 3.1v4.8l-3.1 3.1H5.6l-3.1-3.1V5.6zM5.4 8h5.2" />,
  orphaned: (
    <>
      <path strokeDasharray="2 1.8" d="M3 4.5h10M3 8h10" />
      <path d="m5 10.5 6 4M11 10.5l-6 4" />
    </>
  ),
  check: <path d="m3.2 8.4 3.1 3.2 6.5-7" />,
  pinned: <path d="M8 14V9M4.5 9h7L10.4 6V2.5H5.6V6z" />,
  people: (
    <>
      <circle cx="6" cy="5.6" r="2.2" />
      <path d="M2 13a4 4 0 0 1 8 0M10.4 3.6a2.2 2.2 0 0 1 0 4M11.4 9.4A4 4 0 0 1 14 13" />
    </>
  ),
  exact: (
    <>
      <path d="M3 4.5h10M3 8h10M3 11.5h6" />
      <path d="M11 11.5h2" strokeWidth="2.6" />
    </>
  ),
  moved: <path d="M3 4h6M3 12h10M5 8h7M9.5 5.4 12.2 8l-2.7 2.6" />,
  warning: (
    <>
      <path d="M8 2.6 14 13H2z" />
      <path d="M8 6.4v3.2M8 11v.6" />
    </>
  ),
  barred: (
    <>
      <circle cx="8" cy="8" r="5.4" />
      <path d="M5 8h6" />
    </>
  ),
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.4" />
      <path d="M8 7.4v3.6M8 5v.6" />
    </>
  ),
  sealed: (
    <>
      <path d={SHEET} />
      <path d="M8 3v1.8L6 6l4 2-4 2 2 1.2V13" />
    </>
  ),
  unknown: (
    <>
      <path strokeDasharray="2 1.6" d={SHEET} />
      <path d="M6.4 6.6a1.7 1.7 0 1 1 2.4 1.5c-.6.3-.8.6-.8 1.2M8 11v.6" />
    </>
  ),
  'other-version': (
    <>
      <path d={SHEET} />
      <path d="m2.5 13 11-10" />
    </>
  ),
  locked: <path d="M4 7.5h8V13H4zM5.5 7.5V5.4a2.5 2.5 0 0 1 5 0v2.1" />,
  unlocked: <path d="M4 7.5h8V13H4zM5.5 7.5V5.4a2.5 2.5 0 0 1 4.9-.7" />,
  folder: <path d="M2.5 4h4l1.4 1.6h5.6v7.4h-11z" />,
  scales: <path d="M8 2.5v11M4.5 13.5h7M3 5h10M3 5 1.4 9.2h3.2zM13 5l-1.6 4.2h3.2z" />,
  offline: (
    <path d="M3 13 13 3M3.6 9.6 2.8 8A7.4 7.4 0 0 1 9 5M13.2 8a7 7 0 0 0-1.6-1.7M6.2 10.6A3 3 0 0 1 8 10" />
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.4 3.4" />
    </>
  ),
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M6.4 6.5v6" />,
  document: <path d="M4 2.5h5.5l2.5 2.5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4" />,
  image: <path d="M2.5 3.5h11v9h-11zM2.5 11l3.3-3.4 2.6 2.6 2-2 3.1 3" />,
  braces: (
    <path d="M6.5 2.5c-2 0-2 .8-2 2.2S4.3 8 3 8c1.3 0 1.5 1.8 1.5 3.3s0 2.2 2 2.2M9.5 2.5c2 0 2 .8 2 2.2s.2 3.3 1.5 3.3c-1.3 0-1.5 1.8-1.5 3.3s0 2.2-2 2.2" />
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export interface IconProps {
  readonly name: IconName;
  /** Small: 13 px with a heavier line, for the foot and state phrases. */
  readonly small?: boolean;
}

export function Icon({ name, small = false }: IconProps): ReactNode {
  return (
    <svg
      className={small ? 'i s' : 'i'}
      width={small ? 13 : 16}
      height={small ? 13 : 16}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {SHAPES[name]}
    </svg>
  );
}
