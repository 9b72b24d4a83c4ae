import { expect, type Page } from '@playwright/test';
import { e2eEnv } from './env.ts';

/** An API key of a project, made as its page would. */
export async function makeKey(page: Page, projectId: string): Promise<string> {
  const { url } = e2eEnv();
  const path = `${url}/api/projects/${projectId}/api-keys`;
  const answer = await page.request.post(path, { data: { name: 'journey' }, headers: { origin: url } });
  expect(answer.ok(), `${answer.status()} ${await answer.text()}`).toBe(true);
  return (await answer.json()).key;
}
