/** The bar of an open case: which case, which bytes, which section, who sits here. */
import type { ReactNode } from 'react';
import { Outside } from './Outside.tsx';
import {
  activeIdentity,
  lockIdentity,
  openDialog,
  selectIdentity,
  showSection,
  type Section,
  useApp,
} from '../state/app.ts';
import { useCase } from '../state/case.ts';
import { closeCase, openWithDialog } from '../state/opening.ts';
import { openChallenges, useReview } from '../state/review.ts';
import { showPalette } from '../state/palette.ts';
import { openSearch } from '../state/search.ts';
import { Brand } from './Brand.tsx';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { Menu, type MenuItem } from './Menu.tsx';
import { toShortDigest } from './words.ts';

const SECTIONS: readonly { readonly key: Section; readonly label: string }[] = [
  { key: 'read', label: 'Read' },
  { key: 'search', label: 'Search' },
  { key: 'challenges', label: 'Challenges' },
  { key: 'sign-off', label: 'Sign-off' },
  { key: 'log', label: 'Log' },
  { key: 'exchange', label: 'Exchange' },
];

export function AppBar(): ReactNode {
  const safetyCase = useCase((state) => state.safetyCase);
  const section = useApp((state) => state.section);
  if (safetyCase === null) return <header className="bar" />;
  const { title, version, bundleDigest } = safetyCase;
  return (
    <header className="bar" data-pane="" tabIndex={-1}>
      <Brand size={20} />
      <div className="r about-case">
        <span className="case cut" title={title}><Outside text={title} /></span>
        {version !== '' && <span className="ver num">version {version}</span>}
        {bundleDigest === null ? <span className="badge care">draft, not sealed</span> : <span className="mono q" title={`Bundle digest ${bundleDigest}`}>{toShortDigest(bundleDigest)}</span>}
      </div>
      <nav className="nav" aria-label="Sections">
        {SECTIONS.map((one) => (
          <a key={one.key} href={`#${one.key}`} aria-current={one.key === section ? 'page' : undefined} onClick={(event) => { event.preventDefault(); if (one.key === 'search') openSearch(); else showSection(one.key); }}>
            {one.label}
            {one.key === 'challenges' && <OpenCount />}
          </a>
        ))}
      </nav>
      <span className="grow" />
      <button type="button" className="goto" onClick={() => { showPalette(true); }}>
        <Icon name="search" /><span className="grow">Go to</span><Kbd>Ctrl L</Kbd>
      </button>
      <IdentityMenu />
    </header>
  );
} // prettier-ignore

function OpenCount(): ReactNode {
  const view = useReview((state) => state.view);
  const open = openChallenges(view);
  if (open.length === 0) return null;
  return <span className={open.some((one) => one.severity === 'blocking') ? 'n alarm' : 'n'}>{open.length} open</span>;
} // prettier-ignore

function IdentityMenu(): ReactNode {
  const identity = useApp(activeIdentity);
  const identities = useApp((state) => state.identities);
  const items: readonly MenuItem[] = [
    ...identities.map((one): MenuItem => ({
      label: `${one.printedName}, ${one.role}`,
      isChecked: one.keyid === identity?.keyid,
      onChoose: () => void selectIdentity(one.keyid),
    })),
    { label: 'Create identity', onChoose: () => { openDialog({ kind: 'identity' }); } },
    ...(identity === null ? [] : [
      { label: 'Declare interests', onChoose: () => { openDialog({ kind: 'interests' }); } },
      identity.isUnlocked
        ? { label: 'Lock the signing key', onChoose: () => void lockIdentity() }
        : { label: 'Unlock the signing key', onChoose: () => { openDialog({ kind: 'unlock', retry: null }); } },
    ]),
    { label: 'Send packet', onChoose: () => { openDialog({ kind: 'send-packet' }); } },
    { label: 'Import packet', onChoose: () => void openWithDialog('packet') },
    { label: 'Export the audit record', keys: 'Ctrl E', onChoose: () => { openDialog({ kind: 'export' }); } },
    { label: 'Settings', keys: 'Ctrl ,', onChoose: () => { openDialog({ kind: 'settings' }); } },
    { label: 'About Countersign', onChoose: () => { openDialog({ kind: 'about' }); } },
    { label: 'Close the case', keys: 'Ctrl W', onChoose: () => void closeCase() },
  ];
  return <Menu icon={identity?.isUnlocked === true ? 'unlocked' : 'person'} label={identity === null ? 'No identity' : `${identity.printedName}, ${identity.role}`} items={items} />;
} // prettier-ignore
