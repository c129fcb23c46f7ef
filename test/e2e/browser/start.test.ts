/** The start screen on a current engine. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Answers } from '../../support/renderer-page.ts';
import { waitUntilReady } from '../../support/launch.ts';

const preferences = {
  theme: 'system',
  contrast: 'system',
  motion: 'system',
  readingSize: 17,
  singleKeyShortcuts: true,
  rememberRecent: true,
} as const;

const answers: Answers = {
  'app.info': () => ({
    version: '0.1.0',
    runtime: {
      electron: '45.0.0',
      chrome: '150.0.0.0',
      node: '24.0.0',
      isStandIn: false,
    },
    platform: 'linux',
  }),
  'app.preferences': () => preferences,
  'app.start': () => ({
    recent: [],
    identities: [],
    activeKeyid: null,
    recoveredDrafts: [],
    stoppedUncleanAt: null,
    workspaceMoved: null,
  }),
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the start screen opens without errors and passes axe (${colorScheme})`, async ({
    openRenderer,
  }) => {
    const { page } = await openRenderer(answers, { colorScheme });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await waitUntilReady(page);
    await expect(page.getByRole('main')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => ({
        id,
        at: nodes.map((node) => node.target),
      })),
    ).toEqual([]);
    expect(errors).toEqual([]);
  });
}

test('the start screen asks main only for what it shows', async ({ openRenderer }) => {
  const { page, asked } = await openRenderer(answers);
  await waitUntilReady(page);
  const names = new Set(asked.map(({ name }) => name));
  expect([...names].sort()).toEqual(['app.info', 'app.preferences', 'app.start']);
});
