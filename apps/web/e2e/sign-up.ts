import { randomBytes } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { e2eEnv } from './env.ts';
import { openPage } from './open-page.ts';
import { readMailLink } from './read-mail-link.ts';

export interface Account {
  email: string;
  password: string;
  projectId: string;
  organizationId: string;
}

/** An address and a password that nobody had before. */
export function newPerson(name: string): { email: string; password: string } {
  return {
    email: `${name}-${randomBytes(6).toString('hex')}@example.com`,
    password: randomBytes(15).toString('base64url'),
  };
}

/** A confirmed customer of their own organization, made by the product's own API. */
export async function makeAccount(page: Page, name: string): Promise<{ email: string; password: string }> {
  const person = newPerson(name);
  await callAccount(page, 'sign-up', { ...person, name: 'Ada Lovelace', organizationName: 'Analytical Engines' });
  const link = new URL(await readMailLink(person.email, 'verify-email'));
  await callAccount(page, 'verify-email', { token: link.searchParams.get('token') });
  return person;
}

/** The same, signed in on this page. */
export async function signUp(page: Page, name = 'journey'): Promise<Account> {
  const person = await makeAccount(page, name);
  await signIn(page, person);
  return { ...person, ...(await readPlace(page)) };
}

export async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await openPage(page, `${e2eEnv().url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(projects|operator)(\/|$)/);
}

async function callAccount(page: Page, verb: string, data: object): Promise<void> {
  const { url } = e2eEnv();
  const answer = await page.request.post(`${url}/api/account/${verb}`, { data, headers: { origin: url } });
  expect(answer.ok(), `${verb}: ${answer.status()} ${await answer.text()}`).toBe(true);
}

/** The ids in the address of the first project and in the link to its organization's billing. */
async function readPlace(page: Page): Promise<{ projectId: string; organizationId: string }> {
  await page.goto(e2eEnv().url);
  await page.waitForURL(/\/projects\/[^/]+\//);
  const projectId = /\/projects\/([^/]+)\//.exec(page.url())?.[1] ?? '';
  const billing = await page.getByRole('link', { name: 'Billing' }).first().getAttribute('href');
  return { projectId, organizationId: /\/organizations\/([^/]+)\//.exec(billing ?? '')?.[1] ?? '' };
}
