import { expect, test } from '@playwright/test';
import { accountSecurity } from './account-security.ts';
import { e2eEnv } from './env.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { readMailLink } from './read-mail-link.ts';
import { newPerson, signIn } from './sign-up.ts';

test('a person signs up, confirms the address, chooses a new password, and protects the account by codes and a passkey', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const { url } = e2eEnv();
  const { email, password } = newPerson('person');
  await openPage(page, `${url}/sign-up`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Write your name.')).toBeVisible();
  await page.getByLabel('Your name').fill('Grace Hopper');
  await page.getByLabel('Organization').fill('Compilers');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('use at least 12')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();

  const verify = await readMailLink(email, 'verify-email');
  await openPage(page, verify);
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await page.waitForURL(/\/sign-in/);
  await signIn(page, { email, password });
  await expect(page.getByRole('navigation', { name: 'Project' })).toBeVisible();

  await openPage(page, verify);
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();

  await openPage(page, url);
  await page.getByRole('button', { name: `Account of ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(/\/sign-in/);
  await openPage(page, url);
  await expect(page.getByRole('heading', { level: 1, name: 'Fine-tune on your data' })).toBeVisible();

  await page.getByRole('button', { name: '简体中文' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('用自己的数据');
  await openPage(page, `${url}/reset-password?token=unknown`);
  await page.getByLabel('新密码').fill('short');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('密码只有 5 个字符，至少需要 12 个。')).toBeVisible();
  await page.getByLabel('新密码').fill(password);
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('链接已被使用或超过一小时，请重新获取。')).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Choose a new password' })).toBeVisible();

  await openPage(page, `${url}/forgot-password`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(page.getByText('a link is on its way')).toBeVisible();
  const chosen = newPerson('new').password;
  await openPage(page, await readMailLink(email, 'reset-password'));
  await page.getByLabel('New password').fill(chosen);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.waitForURL(/\/sign-in/);
  await awaitAlive(page);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The e-mail address or the password is wrong.')).toBeVisible();
  await signIn(page, { email, password: chosen });
  await test.step('codes, a passkey and other sessions', () => accountSecurity(browser));
});
