import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { e2eEnv } from './env.ts';
import { judgePage } from './judge-page.ts';
import { awaitAlive, openPage } from './open-page.ts';
import { readMailLink } from './read-mail-link.ts';
import { type Account, signUp } from './sign-up.ts';

/** What the app shows, `steps` periods from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** A device with a finger sensor, which says yes to everything. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const client = await context.newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

interface Script {
  ageSignIns(options: { systemUrl: string; email: string }): Promise<void>;
}

async function letTimePass(email: string): Promise<void> {
  const file = path.resolve(import.meta.dirname, '../../../scripts/page-tour/age-sign-ins.mjs');
  const script: Script = await import(pathToFileURL(file).href);
  await script.ageSignIns({ systemUrl: e2eEnv().systemUrl, email });
}

async function signOut(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: `Account of ${email}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(/\/sign-in/);
  await awaitAlive(page);
}

async function writePassword(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A person protects the account by codes and a passkey, signs in by both and by link, and ends other sessions. */
export async function accountSecurity(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { url } = e2eEnv();
  const account = await signUp(page, 'safe');
  await addAuthenticator(context, page);

  // Codes: set up, first code, recovery codes.
  await openPage(page, `${url}/account/security`);
  await page.getByRole('button', { name: 'Set up codes' }).click();
  const secret = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
  await page.getByLabel('Code that the app shows').fill('12');
  await page.getByRole('button', { name: 'Turn on codes' }).click();
  await expect(page.getByText('The code has six digits.')).toBeVisible();
  await page.getByLabel('Code that the app shows').fill(codeOf(secret, -1));
  // The dialog grows shorter by that line, and its buttons move.
  await expect(page.getByText('The code has six digits.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Turn on codes' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recoveryCode = (await codes.first().textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes are left')).toBeVisible();

  // A passkey.
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Work laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByRole('table', { name: 'Passkeys' }).getByText('Work laptop')).toBeVisible();
  expect(await judgePage(page, 'security')).toEqual([]);

  // The password now asks for a second step.
  await signOut(page, account.email);
  await writePassword(page, account);
  await page.waitForURL(/\/sign-in\/code/);
  await awaitAlive(page);
  expect(await judgePage(page, 'second step')).toEqual([]);
  await page.getByLabel('Code from your app').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This code is wrong or was used before.')).toBeVisible();
  await page.getByLabel('Code from your app').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/projects\//);

  // The passkey asks for nothing else.
  await awaitAlive(page);
  await signOut(page, account.email);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL(/\/projects\//);

  // Another browser comes in by link and recovery code.
  const other = await browser.newContext();
  const there = await other.newPage();
  await openPage(there, `${url}/sign-in/link`);
  await there.getByLabel('E-mail address').fill(account.email);
  await there.getByRole('button', { name: 'Send link' }).click();
  await expect(there.getByText('a link is on its way')).toBeVisible();
  const link = await readMailLink(account.email, 'sign-in-link');
  await openPage(there, link);
  await expect(there.getByText(account.email)).toBeVisible();
  await there.getByRole('button', { name: 'Sign in' }).click();
  await there.waitForURL(/\/sign-in\/code/);
  await awaitAlive(there);
  await there.getByRole('button', { name: 'Use a recovery code' }).click();
  await there.getByLabel('Recovery code').fill(recoveryCode);
  await there.getByRole('button', { name: 'Sign in' }).click();
  await there.waitForURL(/\/projects\//);
  await there.goto(link);
  await expect(there.getByRole('heading', { name: 'This link is of no more use' })).toBeVisible();

  // It is seen, and ended; it comes back to the page where it was.
  await openPage(page, `${url}/account/sessions`);
  const rows = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Link in a mail' })).toHaveCount(1);
  expect(await judgePage(page, 'sessions')).toEqual([]);
  await rows
    .filter({ hasText: 'Link in a mail' })
    .getByRole('button', { name: /^Sign out/ })
    .click();
  await expect(rows.filter({ hasText: 'Link in a mail' })).toHaveCount(0);
  // The row goes at once, the session with the answer.
  await expect(page.getByText(/ signed out$/)).toBeVisible();
  await there.goto(`${url}/projects/${account.projectId}/usage?group=model`);
  await there.waitForURL(/\/sign-in\?next=/);
  expect(new URL(there.url()).searchParams.get('next')).toBe(`/projects/${account.projectId}/usage?group=model`);
  await other.close();

  // What is dangerous asks again, once ten minutes have passed.
  await letTimePass(account.email);
  await openPage(page, `${url}/account/security`);
  await page.getByRole('button', { name: 'Turn off codes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off codes' }).click();
  const ask = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await ask.getByLabel('Your password').fill('not the password');
  await ask.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(ask.getByText('This is not your password.')).toBeVisible();
  await ask.getByLabel('Your password').fill(account.password);
  await ask.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Set up codes' })).toBeVisible();
  await context.close();
}
