// The main job, step by step, as a person does it in the window: the demo shows it, the end-to-end tests
// check it, the kill test stops it at any moment. A step ends only when the window shows its result.
import path from 'node:path';

export const PASSPHRASE = 'a long enough passphrase';

export const TESTER = { printedName: 'Y. Tanaka', organisation: 'Fenwick Lattice', role: 'stress-tester', line: 'Second line' }; // prettier-ignore
export const AUTHOR = { printedName: 'L. Ferreira', organisation: 'Fenwick Lattice', role: 'oversight and control', line: 'First line' }; // prettier-ignore
export const ADJUDICATOR = { printedName: 'N. Rahimi', organisation: 'benefit trust', role: 'adjudicator', line: 'Third line' }; // prettier-ignore

/** Makes the next save dialog answer with a file, since a native dialog cannot be driven. */
export async function answerSaveDialog(app, file) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** Makes the next open dialog answer with a file. */
export async function answerOpenDialog(app, file) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, file);
}

export async function waitForScreen(page, screen) {
  await page.locator(`html[data-ready="${screen}"]`).waitFor({ state: 'attached' });
}

export async function openSample(page) {
  await page.getByRole('button', { name: 'Open the sample case' }).first().click();
  await waitForScreen(page, 'case');
  await page.getByRole('tree', { name: 'Argument' }).waitFor();
}

export async function fillIdentity(page, person) {
  const dialog = page.getByRole('dialog', { name: 'Create identity' });
  await dialog.getByLabel('Printed name').fill(person.printedName);
  await dialog.getByLabel('Organisation').fill(person.organisation);
  await dialog.getByLabel('Role').fill(person.role);
  await dialog.getByRole('radio', { name: person.line }).check();
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Passphrase again', { exact: true }).fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Create identity' }).click();
  await page.getByRole('dialog', { name: `Key of ${person.printedName}` }).waitFor();
}

export async function endIdentity(page) {
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

function identityMenu(page) {
  return page.getByRole('banner').locator('[aria-haspopup=menu]');
}

/** @param {string | RegExp} item */
export async function chooseFromIdentityMenu(page, item) {
  await identityMenu(page).click();
  await page.getByRole('menu').getByText(item).click();
}

export async function switchTo(page, person) {
  await chooseFromIdentityMenu(page, `${person.printedName}, ${person.role}`);
  await identityMenu(page).getByText(person.printedName).waitFor();
}

export async function goToId(page, id) {
  await page.getByRole('button', { name: 'Go to' }).click();
  const box = page.getByRole('combobox', { name: /^Go to/ });
  await box.fill(id);
  await page
    .getByRole('option', { name: new RegExp(`^${id}\\b`) })
    .first()
    .waitFor();
  await box.press('Enter');
  await page.getByRole('treeitem', { name: new RegExp(`\\b${id}\\b`), selected: true }).waitFor();
}

export async function showSection(page, name) {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click();
}

export async function declareNoInterests(page) {
  await chooseFromIdentityMenu(page, 'Declare interests');
  const dialog = page.getByRole('dialog', { name: 'Declare interests' });
  await dialog.getByRole('radio', { name: /I have no interests/ }).check();
  await dialog.getByRole('button', { name: 'Sign declaration' }).click();
  await dialog.waitFor({ state: 'detached' });
}

export async function noteOnClaim(page) {
  await goToId(page, 'G26');
  await page.getByRole('button', { name: /^Note/ }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('False alarms are identical in all six rows, 2 of 250. Ask how benign episodes were assigned.'); // prettier-ignore
  await page.getByRole('button', { name: /^Share note/ }).click();
  await page.getByRole('textbox', { name: 'Note' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Raise challenge/ }).waitFor();
  await page.getByText('False alarms are identical').first().waitFor();
}

export async function writeChallenge(page) {
  await goToId(page, 'G26');
  await page.getByText('Over 1,150 attempts under six policies').first().click();
  await page.keyboard.press('x');
  await page.getByRole('radio', { name: /Undermines the evidence/ }).check();
  await page.getByLabel('What is wrong').fill('E14 was run on build m3-r4. Agentic reinforcement learning enters at m3-r6, so nothing here measures the model to be released.'); // prettier-ignore
  await page.getByLabel('What would settle it').fill('A control evaluation of m3-r7 under DC-4.');
  await page.getByRole('radio', { name: /^Blocking/ }).click();
}

export async function raiseChallenge(page) {
  await page.getByRole('button', { name: /^Raise challenge/ }).click();
  await page.getByLabel('What is wrong').waitFor({ state: 'detached' });
  await page.getByText('CH-01').first().waitFor();
}

export async function openChallenge(page) {
  await showSection(page, /^Challenges/);
  await page.getByRole('row', { name: /CH-01/ }).getByText('CH-01').click();
}

export async function respond(page) {
  await openChallenge(page);
  await page.getByRole('button', { name: 'Respond, CH-01' }).click();
  await page.getByRole('radio', { name: /^Disputed/ }).check();
  await page.getByRole('textbox', { name: 'What you answer' }).fill('The monitor does not depend on the build; the red team policies are the same for m3-r4 and m3-r7.'); // prettier-ignore
  await page.getByRole('button', { name: /^Send answer/ }).click();
  await page.getByText('The monitor does not depend on the build').first().waitFor();
  await page.getByRole('textbox', { name: 'What you answer' }).waitFor({ state: 'detached' });
}

export async function assess(page) {
  await openChallenge(page);
  await page.getByRole('button', { name: 'Assess, CH-01' }).click();
  await page.getByRole('radio', { name: /^Sustain/ }).check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The build is part of the claim. Saying that it does not matter is not evidence.'); // prettier-ignore
  const record = page.getByRole('button', { name: /^Record assessment/ });
  await record.click();
  await record.waitFor({ state: 'detached' });
}

/** @param {import('@playwright/test').Page} page */
export async function prepareOpinion(page) {
  await showSection(page, 'Sign-off');
  await page.getByRole('button', { name: 'Prepare opinion' }).click();
  const dialog = page.getByRole('dialog', { name: /^Your opinion on/ });
  await dialog.getByRole('radio', { name: /^Does not support/ }).check();
  await dialog.getByRole('radio', { name: /^Disagrees/ }).check();
  await dialog.getByLabel('Reasons').fill('The control leg rests on E14, which was run on another build (CH-01). The other leg supports itself.'); // prettier-ignore
  await dialog.getByLabel('What would change my mind').fill('A control evaluation of m3-r7 under DC-4, weakest policy reported.'); // prettier-ignore
  return dialog;
}

/** @param {import('@playwright/test').Page} page */
export async function prepareDecision(page) {
  await showSection(page, 'Sign-off');
  await page.getByRole('button', { name: 'Prepare decision' }).click();
  const dialog = page.getByRole('dialog', { name: /^Your decision on/ });
  await dialog.getByRole('radio', { name: /^Return/ }).check();
  await dialog
    .getByLabel('Questions')
    .fill('Which build was the control evaluation run on, and what does m3-r7 show?');
  await dialog.getByLabel(/^Reasons/).fill('The control leg is argued from another build (CH-01). I cannot judge G4 on what is here.'); // prettier-ignore
  await dialog.getByLabel('What would change my mind').fill('A control evaluation of m3-r7 as it will be deployed.'); // prettier-ignore
  await dialog.getByLabel(/Reason for passing R8/).fill('Outside the questions I return.');
  return dialog;
}

/** Reads to the end, ticks, gives the passphrase: all that signing asks for. */
export async function readAndUnlock(dialog, lastWords) {
  // The text is made anew while one types; reading counts only for the text as it is.
  const text = dialog.getByRole('region', { name: /Text to be signed/ });
  await text.getByText(lastWords).waitFor();
  await text.press('End');
  const tick = dialog.getByRole('checkbox', { name: 'I have read the text above' });
  await tick.check();
  await dialog.getByLabel('Passphrase of your signing key', { exact: true }).fill(PASSPHRASE);
}

export async function sign(page, dialog, kind) {
  await dialog.getByRole('button', { name: /^Sign: / }).click();
  const signed = page.getByRole('dialog', { name: 'Signed and recorded' });
  await signed.getByText(new RegExp(`${kind}, record \\d+`, 'i')).waitFor();
}

export async function closeSigned(page) {
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/**
 * The steps in order. `picture` is called with a name where something is worth seeing; `recorded` with
 * the kind of each record once the window shows that it is recorded.
 * @param {{ app: any, page: any, exportFile: string,
 *   picture?: (name: string) => Promise<void>, recorded?: (kind: string) => void }} job
 * @returns {readonly { name: string, run: () => Promise<void> }[]}
 */
export function mainJobSteps({
  app,
  page,
  exportFile,
  picture = async () => {},
  recorded = () => {},
}) {
  // prettier-ignore
  const makeIdentity = async (person, name) => {
    await fillIdentity(page, person);
    recorded('roster');
    if (name !== undefined) await picture(name);
    await endIdentity(page);
  };
  return [
    {
      name: 'start',
      run: async () => {
        await waitForScreen(page, 'start');
        await picture('01-start');
      },
    },
    {
      name: 'identity of the stress-tester',
      run: async () => {
        await page.getByRole('button', { name: 'Create identity' }).click();
        await makeIdentity(TESTER, '02-fingerprint');
      },
    },
    {
      name: 'open the sample',
      run: async () => {
        await openSample(page);
        recorded('bundle-admitted');
        await picture('03-workspace');
      },
    },
    {
      name: 'declare interests',
      run: async () => {
        await declareNoInterests(page);
        recorded('declaration');
      },
    },
    {
      name: 'note on a claim',
      run: async () => {
        await noteOnClaim(page);
        recorded('note');
      },
    },
    {
      name: 'challenge on a passage',
      run: async () => {
        await writeChallenge(page);
        await picture('04-challenge');
        await raiseChallenge(page);
        recorded('challenge');
        await picture('05-claim-challenged');
      },
    },
    {
      name: 'response of the author',
      run: async () => {
        await chooseFromIdentityMenu(page, 'Create identity');
        await makeIdentity(AUTHOR);
        await respond(page);
        recorded('response');
        await picture('06-response');
      },
    },
    {
      name: 'assessment',
      run: async () => {
        await switchTo(page, TESTER);
        await assess(page);
        recorded('assessment');
      },
    },
    {
      name: 'opinion',
      run: async () => {
        const dialog = await prepareOpinion(page);
        await readAndUnlock(dialog, 'weakest policy reported.');
        await picture('07-opinion');
        await sign(page, dialog, 'opinion');
        recorded('opinion');
        await picture('08-opinion-recorded');
        await closeSigned(page);
      },
    },
    {
      name: 'decision',
      run: async () => {
        await chooseFromIdentityMenu(page, 'Create identity');
        await makeIdentity(ADJUDICATOR);
        await declareNoInterests(page);
        recorded('declaration');
        const dialog = await prepareDecision(page);
        await readAndUnlock(dialog, 'Outside the questions I return.');
        await picture('09-decision');
        await sign(page, dialog, 'decision');
        recorded('decision');
        await closeSigned(page);
        await picture('10-signed-off');
      },
    },
    {
      name: 'log',
      run: async () => {
        await showSection(page, 'Log');
        await page.getByRole('heading', { name: 'Log' }).first().waitFor();
        await picture('11-log');
      },
    },
    {
      name: 'export',
      run: async () => {
        await answerSaveDialog(app, exportFile);
        await chooseFromIdentityMenu(page, /^Export/);
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Choose file and export' }).click();
        await dialog.getByText(path.basename(exportFile)).first().waitFor();
        recorded('export-made');
        await picture('12-exported');
        await dialog.getByRole('button', { name: 'Done' }).click();
        await dialog.waitFor({ state: 'detached' });
      },
    },
    {
      name: 'verify',
      run: async () => {
        await chooseFromIdentityMenu(page, 'Close the case');
        await waitForScreen(page, 'start');
        await answerOpenDialog(app, exportFile);
        await page.getByRole('button', { name: 'Verify an audit record' }).click();
        await page.getByRole('heading', { name: /Consistent/ }).waitFor();
        await picture('13-verification');
      },
    },
  ];
}
