import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Fails with the rule and the elements where axe finds a violation (WCAG 2.2 AA and best practice). What
 * still fades in is awaited: colours are measured as they are drawn.
 */
export async function expectNoViolations(page: Page, where = ''): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  );
  // The other mode opens a page of its own to put frames together: the program has neither.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`) })); // prettier-ignore
  // Soft, so that one run names what is wrong on every screen.
  expect.soft(found, where).toEqual([]);
}
