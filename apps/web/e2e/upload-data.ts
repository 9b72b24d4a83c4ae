import { expect, type Page } from '@playwright/test';
import { e2eEnv } from './env.ts';

export type UploadedFile = { name: string } & ({ text: string } | { content: Buffer });

const fileOf = (file: UploadedFile) => ({
  name: file.name,
  mimeType: 'application/octet-stream',
  buffer: 'text' in file ? Buffer.from(file.text) : file.content,
});

/** Opens the upload page and chooses a file as its button would: a path on this machine, or its content. */
export async function chooseFile(page: Page, projectId: string, file: UploadedFile | string): Promise<void> {
  await page.goto(`${e2eEnv().url}/projects/${projectId}/data/new`);
  await page.getByLabel('File with examples').setInputFiles(typeof file === 'string' ? file : fileOf(file));
  await expect(page.getByRole('heading', { name: 'Chosen file' })).toBeVisible();
}

/** Chooses and sends a file, and waits until its data set's page is there. Returns the data set's id. */
export async function uploadFile(page: Page, projectId: string, file: UploadedFile): Promise<string> {
  await chooseFile(page, projectId, file);
  await page.getByRole('button', { name: /^Upload / }).click();
  await page.waitForURL(/\/data\/ds_/);
  return /\/data\/(ds_\w+)/.exec(page.url())?.[1] ?? '';
}

/** Tickets of three classes with a long column that training does not need: large to send, quick to learn. */
export function ticketCsv({ rows, notesBytes = 0 }: { rows: number; notesBytes?: number }): string {
  const classes = [
    ['billing', 'I was charged twice for invoice'],
    ['delivery', 'the parcel never came for order'],
    ['technical', 'the app crashes on device'],
  ] as const;
  const lines = Array.from({ length: rows }, (_, row) => {
    const [label, words] = classes[row % 3] ?? classes[0];
    return `${row},${words} ${row},${label},${'n'.repeat(notesBytes)}`;
  });
  return `id,message,topic,notes\n${lines.join('\n')}\n`;
}
