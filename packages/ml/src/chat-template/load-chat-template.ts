import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@modelmint/domain/errors';
import { readJsonObject } from '../checkpoint/read-json-object.ts';
import { tokenizerConfigFile } from '../tokenizer/load-tokenizer.ts';

export const chatTemplateFile = 'chat_template.jinja';

const fileSizeMax = 1 << 20;
const configSizeMax = 64 << 20;

/**
 * The chat template of a model's folder: `chat_template.jinja`, else `chat_template` of `tokenizer_config.json`, which is
 * a string or a list of named ones, of which `default` is taken. None is made up: a model that has none was not
 * trained on any, and a guess would train and serve it on text that it cannot know.
 *
 * @throws AppError `invalid_file` when there is none.
 */
export async function loadChatTemplate(folder: string): Promise<string> {
  const file = path.join(folder, chatTemplateFile);
  if (existsSync(file)) {
    const { size } = await stat(file);
    if (size <= fileSizeMax) return await readFile(file, 'utf8');
    throw new AppError('invalid_file', `${chatTemplateFile} has ${size} bytes; the limit is ${fileSizeMax}`);
  }
  const configFile = path.join(folder, tokenizerConfigFile);
  const config = existsSync(configFile) ? await readJsonObject(configFile, configSizeMax) : {};
  const template = pickTemplate(config.chat_template);
  if (template !== null) return template;
  throw new AppError(
    'invalid_file',
    `${path.basename(folder)} has no chat template, so its model does not know chats. Use a model that was tuned for ` +
      `chats, or put the template that you train it on into ${chatTemplateFile} beside the weights.`,
  );
}

function pickTemplate(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const named = value.filter(isNamed);
  const found = named.find(({ name }) => name === 'default');
  if (found !== undefined || named.length === 0) return found?.template ?? null;
  throw new AppError(
    'invalid_file',
    `The chat templates of ${tokenizerConfigFile} are ${named.map(({ name }) => name).join(', ')}; ` +
      `put the one to use into ${chatTemplateFile}.`,
  );
}

function isNamed(value: unknown): value is { name: string; template: string } {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('template' in value)) return false;
  return typeof value.name === 'string' && typeof value.template === 'string';
}
