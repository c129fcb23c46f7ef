/** The renderer with an example case open, for journeys through reading. */
import type { Page } from '@playwright/test';
import { createFakeMain, type FakeMain } from './fake-api.ts';
import { expect, type Answers, type RendererPage } from './renderer-page.ts';

export interface SamplePage extends RendererPage {
  readonly fake: FakeMain;
  /** Goes to an id or words with the keyboard alone. */
  goTo(words: string): Promise<void>;
}

type OpenRenderer = (
  answers: Answers,
  options?: { readonly colorScheme?: 'light' | 'dark' },
) => Promise<RendererPage>;

export async function openSampleCase(
  openRenderer: OpenRenderer,
  fake: FakeMain = createFakeMain('1.0'),
  options: { readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<SamplePage> {
  const opened = await openRenderer(fake.answers, options);
  const { page } = opened;
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'start');
  await page.getByRole('button', { name: 'Open the sample case' }).first().click();
  await opened.emit('open.caseOpened', { operation: 'sample' });
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'case');
  return { ...opened, fake, goTo: (words) => goTo(page, words) };
}

async function goTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+l');
  const input = page.getByRole('combobox', { name: /^Go to/ });
  await input.fill(words);
  await expect(page.getByRole('option').first()).toBeVisible();
  await input.press('Enter');
  await expect(input).toHaveCount(0);
}
