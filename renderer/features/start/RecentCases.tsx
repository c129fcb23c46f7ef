import type { ReactNode } from 'react';
import { Outside } from '../../components/Outside.tsx';
import type { Identity, RecentCase } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { StatePhrase } from '../../components/StatePhrase.tsx';
import { toShortDigest, toWhen } from '../../components/words.ts';
import { loadStart, sayError } from '../../state/app.ts';
import { openRecent } from '../../state/opening.ts';
import { toOpenCounts } from '../challenges/register.ts';

async function forget(token: string | null): Promise<void> {
  const reply = await call('app.forgetRecent', { token });
  if (!reply.ok) sayError(reply.error);
  await loadStart();
}

interface RecentCasesProps {
  readonly recent: readonly RecentCase[];
  readonly identity: Identity | null;
}

export function RecentCases({ recent, identity }: RecentCasesProps): ReactNode {
  const now = new Date();
  return (
    <section aria-labelledby="recent">
      <OpenHead
        title="Recent cases"
        isOpen={false}
        level={2}
        id="recent"
        count={
          <button type="button" className="link" onClick={() => void forget(null)}>
            Clear recent
          </button>
        }
      />
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Version</th>
            <th scope="col">Bundle digest</th>
            <th scope="col">Your role</th>
            <th scope="col">Open</th>
            <th scope="col">Opened</th>
            <th scope="col"><span className="vh">Forget</span></th>
          </tr>
        </thead>
        <tbody>
          {recent.map((one) => (
            <tr key={one.token}>
              <td>
                <button type="button" className="link strong" title={one.fileName} onClick={() => void openRecent(one.token)}>
                  <Outside text={one.title} />
                </button>
              </td>
              <td className="num">{one.version}</td>
              <td className="mono nw" title={one.bundleDigest ?? undefined}>
                {one.bundleDigest === null ? <span className="q">draft, not sealed</span> : toShortDigest(one.bundleDigest)}
              </td>
              <td className="brk">{toRole(one, identity)}</td>
              <td><Open recent={one} /></td>
              <td className="q nw num">{toWhen(one.openedAt, now)}</td>
              <td className="n">
                <Button kind="quiet" icon="cross" isIconOnly onClick={() => void forget(one.token)}>
                  {`Forget ${one.title}, version ${one.version}`}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
} // prettier-ignore

/** Who signed nothing in a case only read it here. */
function toRole({ roles }: RecentCase, identity: Identity | null): string {
  return roles.find((one) => one.keyid === identity?.keyid)?.role ?? 'reader';
}

/** What was open when the case was last open here: "3 blocking, 4 major". */
function Open({ recent }: { readonly recent: RecentCase }): ReactNode {
  if (recent.open === null) return <span className="q">not known here</span>;
  const words = toOpenCounts(recent.open);
  if (words === '') return <span className="q">none</span>;
  const isBlocked = recent.open.some((one) => one.severity === 'blocking');
  return isBlocked ? <StatePhrase icon="blocking" tone="alarm">{words}</StatePhrase> : words;
} // prettier-ignore
