import { expect, type Page, test } from '@playwright/test';
import { signUp } from './sign-up.ts';
import { chooseFile, uploadFile } from './upload-data.ts';

test('files are judged line by line, mended, searched, changed, and read for another task', async ({ page }) => {
  test.setTimeout(300_000);
  const { projectId } = await signUp(page, 'data');
  await test.step('bad lines say which, why, and how to mend them', () => badLines(page, projectId));
  await test.step('what cannot be trained on says what to do', () => otherColumns(page, projectId));
  await test.step('chats teach answers, or are texts with labels', () => chats(page, projectId));
});

const good = (count: number) =>
  Array.from({ length: count }, (_, row) =>
    JSON.stringify({ text: `ticket number ${row} about it`, label: row % 2 === 0 ? 'billing' : 'delivery' }),
  );

const chat = (question: string, answer: string, system?: string) =>
  JSON.stringify({
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });

async function badLines(page: Page, projectId: string): Promise<void> {
  const lines = good(12);
  lines.splice(3, 0, '{"text": "no end');
  lines.splice(7, 0, '{"text": "", "label": "billing"}');
  await uploadFile(page, projectId, { name: 'tickets.jsonl', text: lines.join('\n') });
  const table = page.getByRole('table', { name: 'Rows that could not be used' });
  await expect(table.getByRole('row')).toHaveCount(3, { timeout: 60_000 });
  await expect(table.getByRole('row', { name: /4 .*Not valid JSON/ })).toContainText('one complete object');
  await expect(table.getByRole('row', { name: /8 .*Empty text/ })).toContainText('Remove the row or fill in its text.');
  // The rest is used all the same.
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: /^Examples/ }).click();
  await expect(page.getByRole('table', { name: 'Examples' }).getByRole('row').nth(1)).toContainText('ticket number');

  await test.step('rows are searched, and what is changed in them becomes a version of its own', async () => {
    const search = page.getByRole('searchbox', { name: 'Search in the rows' });
    await search.fill('no such ticket');
    await expect(page.getByText('No row matches.')).toBeVisible();
    await search.fill('NUMBER');
    await page.getByRole('button', { name: 'Change row 1', exact: true }).click();
    const label = page.getByRole('dialog').getByLabel('Label');
    await label.fill('');
    await label.press('Enter');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('The label is empty');
    await label.fill('delivery');
    await label.press('Enter');
    await page.getByRole('button', { name: 'Remove row 3', exact: true }).click();
    // Kept over a reload.
    await page.reload();
    const bar = page.getByRole('region', { name: 'Changes that are not saved' });
    await expect(bar).toContainText(/1 row removed/);
    await bar.getByRole('button', { name: 'Make version 2' }).click();
    await expect(page.getByRole('link', { name: /^Fine-tune on v2/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/Made from the rows of version 1: .*1 row removed/)).toBeVisible();
  });
}

async function otherColumns(page: Page, projectId: string): Promise<void> {
  await chooseFile(page, projectId, { name: 'empty-columns.csv', text: 'alpha,beta\nhello there,x\ngood bye,y\n' });
  await page.getByRole('button', { name: /^Upload / }).click();
  await expect(page.getByText('Choose what the file teaches.')).toBeVisible();
  await page.getByRole('radio', { name: /^Text classification/ }).click();
  await page.getByRole('button', { name: /^Upload / }).click();
  await expect(page.getByText('Choose the column with the text.')).toBeVisible();

  const rows = Array.from({ length: 12 }, (_, row) => `constant,${row % 2 === 0 ? 'a' : 'b'},sentence number ${row}`);
  const text = `label,kind,text\n${rows.join('\n')}\n`;
  await uploadFile(page, projectId, { name: 'one-label.csv', text });
  await expect(page.getByText('This file cannot be trained on.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('All rows have the same label, "constant".')).toBeVisible();
  await page.getByRole('button', { name: 'New version' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: /Label column/ }).click();
  await page.getByRole('option', { name: 'kind' }).click();
  await dialog.getByRole('button', { name: 'Make version 2' }).click();
  await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: /^Fine-tune on v2/ })).toBeVisible();
}

async function chats(page: Page, projectId: string): Promise<void> {
  const lines = Array.from({ length: 30 }, (_, row) =>
    chat(`Ticket ${row}: where is it?`, row % 2 === 0 ? 'delivery' : 'billing', row === 0 ? 'Be brief.' : undefined),
  );
  lines.splice(4, 0, JSON.stringify({ messages: [{ role: 'user', content: 'Nobody answers.' }] }));

  await test.step('the choice comes from the first bytes, and asks for no columns', async () => {
    await chooseFile(page, projectId, { name: 'chats.jsonl', text: lines.join('\n') });
    const choice = page.getByRole('radiogroup', { name: 'What it teaches' });
    await expect(choice.getByRole('radio', { name: /^Teach a language model/ })).toBeChecked();
    await expect(choice.getByRole('radio', { name: /^Text classification/ })).not.toBeChecked();
    await expect(page.getByRole('combobox', { name: /column/ })).toHaveCount(0);
    await page.getByRole('button', { name: /^Upload / }).click();
    await page.waitForURL(/\/data\/ds_/);
  });

  await test.step('the report tells of conversations', async () => {
    await expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: 'What the rows are' })).toBeVisible();
    await expect(page.getByText('With a system message')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'The first conversations' })).toBeVisible();
    await expect(page.getByText('Be brief.')).toBeVisible();
    const problems = page.getByRole('table', { name: 'Rows that could not be used' });
    await expect(problems.getByRole('row', { name: /5 .*Answer is not last/ })).toBeVisible();
    await page.getByRole('link', { name: /^Examples/ }).click();
    await expect(page.getByRole('table', { name: 'Examples' }).getByRole('row').nth(1)).toContainText('assistant');
  });

  await test.step('read anew for labels it becomes a second version', async () => {
    await page.getByRole('button', { name: 'New version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^Text classification/ }).click();
    await dialog.getByRole('button', { name: 'Make version 2' }).click();
    await expect(page.getByRole('link', { name: /^Fine-tune on v2/ })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Report' }).click();
    await expect(page.getByRole('list', { name: 'Examples by label' }).getByRole('listitem')).toHaveCount(2);
  });
}
