import { expect, test } from '@playwright/test';
import { signUp } from './sign-up.ts';
import { chooseFile } from './upload-data.ts';

const chat = (question: string, answer: string, system?: string) =>
  JSON.stringify({
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ],
  });

test('a file of chats is read to teach answers, or as texts with labels', async ({ page }) => {
  test.setTimeout(240_000);
  const { projectId } = await signUp(page, 'chats');
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
});
