import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { signUp } from './sign-up.ts';
import { ticketCsv, uploadFile } from './upload-data.ts';

test('an endpoint answers in the playground and by its own snippet, is pointed at another model, and goes', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { projectId } = await signUp(page, 'endpoint');
  const home = `${e2eEnv().url}/projects/${projectId}`;
  await trainTwo(page, projectId);
  let endpointPage = '';

  await test.step('it is created with a name that fits', async () => {
    await openPage(page, `${home}/endpoints`);
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create endpoint' });
    await dialog.getByLabel('Name').fill('Ticket Router');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await expect(dialog.getByText('Try ticket-router.')).toBeVisible();
    await dialog.getByLabel('Name').fill('ticket-router');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    await page.waitForURL(/\/endpoints\/ep_/);
    await expect(page.getByRole('heading', { name: 'ticket-router' })).toBeVisible();
    endpointPage = page.url();
  });

  await test.step('the playground shows probabilities and the receipt', async () => {
    await page.getByRole('link', { name: 'Open in playground' }).click();
    await page.waitForURL(/\/playground\?model=ticket-router/);
    await awaitAlive(page);
    await page.getByRole('textbox', { name: 'Text' }).fill('I was charged twice for invoice 7');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(3, {
      timeout: 60_000,
    });
    await expect(page.getByRole('table', { name: 'Requests of this session' }).getByRole('row')).toHaveCount(2);
  });

  await test.step('what was tried stands in the history, is shared by its link, and goes on', async () => {
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Share and copy link' }).click();
    await expect(page.getByText('Link copied')).toBeVisible();
    await page.getByRole('button', { name: 'History' }).click();
    const history = page.getByRole('dialog', { name: 'History' });
    await history.getByRole('link', { name: 'I was charged twice for invoice 7' }).click();
    await page.waitForURL(/\/playground\/runs\/run_/);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    await expect(page.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(3);
    await expect(page.getByText('Shared', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Continue in playground' }).click();
    await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue('I was charged twice for invoice 7');
  });

  await test.step('the curl of its page runs as it stands there', async () => {
    await openPage(page, endpointPage);
    await awaitAlive(page);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    const script = `export MODELMINT_API_KEY=${await makeKey(page, projectId)}\n${code.replace(/^curl /, 'curl -s ')}`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script]);
    expect(JSON.parse(stdout).data[0].label).toMatch(/billing|delivery|technical/);
    await page.reload();
    await expect(page.getByRole('table', { name: 'Latest requests' }).getByRole('row')).toHaveCount(3);
    await awaitAlive(page);
    await page.getByRole('radio', { name: '7 d' }).click();
    await page.waitForURL(/range=7d/);
    await expect(page.getByText('Requests, 7 d')).toBeVisible();
  });

  await test.step('it points at another model, and back by Undo', async () => {
    await awaitAlive(page);
    await page.getByRole('button', { name: 'Change model' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the model of ticket-router' });
    await expect(dialog.getByText('Clients need no change')).toBeVisible();
    await dialog.getByRole('button', { name: 'Change model' }).click();
    await expect(page.getByText('ticket-router points at another model')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('points at its former model again')).toBeVisible();
  });

  await test.step('it is deleted once its name is typed', async () => {
    await page.getByRole('button', { name: 'More actions for ticket-router' }).click();
    await page.getByRole('menuitem', { name: 'Delete endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete endpoint ticket-router' });
    const remove = dialog.getByRole('button', { name: 'Delete endpoint' });
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Type ticket-router to confirm').fill('ticket-router');
    await remove.click();
    await page.waitForURL(/\/endpoints$/);
    await expect(page.getByText('No endpoints yet')).toBeVisible();
  });
});

/** Two small models of one data set, one after the other as the plan allows. */
async function trainTwo(page: Page, projectId: string): Promise<void> {
  const datasetId = await uploadFile(page, projectId, { name: 'tickets.csv', text: ticketCsv({ rows: 60 }) });
  for (const suffix of ['first', 'second'])
    await callProject(page, `${projectId}/fine-tuning`, {
      model: 'text-classifier-lstm',
      source: { datasetId },
      suffix,
      seed: 7,
      method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 1 } } },
    });
  const models = async () => {
    const answer = await page.request.get(`${e2eEnv().url}/api/projects/${projectId}/models`);
    return (await answer.json()).data.length;
  };
  await expect.poll(models, { timeout: 180_000 }).toBe(2);
}

async function makeKey(page: Page, projectId: string): Promise<string> {
  return (await callProject(page, `${projectId}/api-keys`, { name: 'snippet' })).key;
}

async function callProject(page: Page, path: string, data: object): Promise<{ key: string }> {
  const { url } = e2eEnv();
  const answer = await page.request.post(`${url}/api/projects/${path}`, { data, headers: { origin: url } });
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.json();
}
