import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadChatTemplate } from './load-chat-template.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'template-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const writeConfig = (config: object) =>
  writeFileSync(path.join(folder, 'tokenizer_config.json'), JSON.stringify(config));
const invalid = (message: string) =>
  expect.objectContaining({ code: 'invalid_file', message: expect.stringContaining(message) });

it('takes chat_template.jinja before tokenizer_config.json', async () => {
  writeConfig({ chat_template: 'from config' });
  expect(await loadChatTemplate(folder)).toBe('from config');
  writeFileSync(path.join(folder, 'chat_template.jinja'), 'from file\n');
  expect(await loadChatTemplate(folder)).toBe('from file\n');
});

it('takes the default one of named templates', async () => {
  const named = [
    { name: 'tool_use', template: 'tools' },
    { name: 'default', template: 'plain' },
  ];
  writeConfig({ chat_template: named });
  expect(await loadChatTemplate(folder)).toBe('plain');
  writeConfig({ chat_template: named.slice(0, 1) });
  await expect(loadChatTemplate(folder)).rejects.toThrow(invalid('are tool_use; put the one to use into'));
});

it('makes none up', async () => {
  await expect(loadChatTemplate(folder)).rejects.toThrow(invalid('has no chat template'));
  writeConfig({ chat_template: null });
  await expect(loadChatTemplate(folder)).rejects.toThrow(invalid('has no chat template'));
  writeFileSync(path.join(folder, 'chat_template.jinja'), 'x'.repeat((1 << 20) + 1));
  await expect(loadChatTemplate(folder)).rejects.toThrow(invalid('the limit is'));
});
