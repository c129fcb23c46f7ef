import type { ReactNode } from 'react';
import type { RecentCase } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { Button } from '../../components/Button.tsx';
import { OpenHead } from '../../components/OpenHead.tsx';
import { toShortDigest, toWhen } from '../../components/words.ts';
import { loadStart, sayError } from '../../state/app.ts';
import { openRecent } from '../../state/opening.ts';

async function forget(token: string | null): Promise<void> {
  const reply = await call('app.forgetRecent', { token });
  if (!reply.ok) sayError(reply.error);
  await loadStart();
}

export function RecentCases({ recent }: { readonly recent: readonly RecentCase[] }): ReactNode {
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
            <th scope="col">File</th>
            <th scope="col">Opened</th>
            <th scope="col"><span className="vh">Forget</span></th>
          </tr>
        </thead>
        <tbody>
          {recent.map((one) => (
            <tr key={one.token}>
              <td>
                <button type="button" className="link strong" onClick={() => void openRecent(one.token)}>
                  {one.title}
                </button>
              </td>
              <td className="num">{one.version}</td>
              <td className="mono nw" title={one.bundleDigest ?? undefined}>
                {one.bundleDigest === null ? <span className="q">draft, not sealed</span> : toShortDigest(one.bundleDigest)}
              </td>
              <td className="mono q2 brk">{one.fileName}</td>
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
