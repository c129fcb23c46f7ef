/** Time from frame to frame while the graph of 10,000 nodes is panned and zoomed. */
import type { Page } from '@playwright/test';
import { buildCase, buildNode } from '../../support/builders.ts';
import { createFakeMain } from '../../support/fake-api.ts';
import { expect, test } from '../../support/renderer-page.ts';
import { openSampleCase } from '../../support/sample-page.ts';

const NODES = 10_000;
const STEPS = 120;

/** Moves once a frame, and answers the milliseconds between frames, the first few left out. */
async function measure(page: Page, isZoom: boolean): Promise<number[]> {
  return page.getByRole('application').evaluate(
    (canvas, { isZoom: zooms, steps }) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const box = canvas.getBoundingClientRect();
        const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2];
        let [step, last] = [0, performance.now()];
        const next = (): void => {
          const now = performance.now();
          times.push(now - last);
          last = now;
          if (step === steps) return resolve(times.slice(5));
          const back = step % 60 < 30 ? 1 : -1;
          const move = zooms ? { deltaY: 40 * back } : { deltaX: 24 * back, deltaY: 16 * back };
          canvas.dispatchEvent(new WheelEvent('wheel', { ...move, ctrlKey: zooms, clientX, clientY, cancelable: true, bubbles: true })); // prettier-ignore
          step += 1;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { isZoom, steps: STEPS },
  );
}

function report(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
  console.log(`\n  ${what.padEnd(34)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (aim: p95 under 20)`);
}

test('frames', async ({ openRenderer }) => {
  const nodes = Array.from({ length: NODES }, (_, at) => {
    const children = [1, 2, 3, 4].map((one) => at * 4 + one).filter((one) => one < NODES);
    return buildNode(`G${String(at)}`, { text: `Claim number ${String(at)} holds.`, supportedBy: children.map((one) => `G${String(one)}`) }); // prettier-ignore
  });
  const { page } = await openSampleCase(openRenderer, createFakeMain('1.0', () => buildCase(nodes))); // prettier-ignore
  await page.keyboard.press('Control+Shift+A');
  // What is chosen before the first drawing is there is not kept.
  await expect(page.getByText(/^\d+ shown, \d+ hidden$/)).toBeVisible();
  await page.getByRole('button', { name: / levels$/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'All levels' }).click();
  await expect(page.getByText(`${String(NODES)} shown`)).toBeVisible();
  await page.getByRole('application').focus();
  report('near, pan', await measure(page, false));
  report('near, zoom', await measure(page, true));
  await page.getByRole('button', { name: 'Whole' }).click();
  report('whole, pan', await measure(page, false));
  report('whole, zoom', await measure(page, true));
});
