import { expect, type Page, test } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { judgeWidth } from './judge-page.ts';
import { openPage } from './open-page.ts';
import { makeAccount } from './sign-up.ts';
import { ticketCsv } from './upload-data.ts';

test.use({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true, isMobile: true });

test('on a phone that speaks Chinese, a file becomes a model', async ({ page }) => {
  test.setTimeout(240_000);
  const { url } = e2eEnv();
  const { email, password } = await makeAccount(page, 'phone');
  await openPage(page, `${url}/sign-in`);
  await page.getByLabel('邮箱地址').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).tap();
  await page.waitForURL(/\/projects\/[^/]+\//);
  await expect(page.getByRole('heading', { level: 1, name: '概览' })).toBeVisible();
  await fits(page);

  await page.getByRole('button', { name: '打开导航' }).tap();
  await page.getByRole('dialog').getByRole('link', { name: '数据', exact: true }).tap();
  await page.waitForURL(/\/data$/);
  await fits(page);
  await page.getByRole('link', { name: /上传/ }).first().tap();
  await page.waitForURL(/\/data\/new/);
  const content = Buffer.from(ticketCsv({ rows: 60 }));
  await page.getByLabel('样本文件').setInputFiles({ name: '工单.csv', mimeType: 'text/csv', buffer: content });
  await page.getByRole('button', { name: /^上传 / }).tap();
  await page.waitForURL(/\/data\/ds_/);
  await expect(page.getByText('就绪', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await fits(page);

  await page.getByRole('link', { name: '用 v1 微调' }).tap();
  await page.waitForURL(/\/fine-tuning\/new/);
  await fits(page);
  await page.getByRole('button', { name: /^启动任务并冻结/ }).tap();
  await page.waitForURL(/\/fine-tuning\/ftjob-/);
  await expect(page.getByText('已完成', { exact: true }).first()).toBeVisible({ timeout: 180_000 });
  await fits(page);
});

async function fits(page: Page): Promise<void> {
  expect(await judgeWidth(page, page.url())).toEqual([]);
}
