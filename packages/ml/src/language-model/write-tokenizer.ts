import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LanguageModelSpec } from '@modelmint/domain/language-model-spec';
import { chatTemplateFile } from '../chat-template/load-chat-template.ts';
import { writeWhole } from '../fitting/write-whole.ts';
import { tokenizerConfigFile, tokenizerFile } from '../tokenizer/load-tokenizer.ts';
import { trainBpe } from '../tokenizer/train/train-bpe.ts';
import type { TrainingTexts } from './read-texts.ts';

const border = '<|endoftext|>';
const [turnStart, turnEnd] = ['<|im_start|>', '<|im_end|>'] as const;
const specialTokens = [border, turnStart, turnEnd];
const bytes = 256;

/** The turns of a chat between their marks, each with the role at its head (ChatML). */
const chatTemplate = [
  '{{ bos_token }}',
  '{% for message in messages %}',
  `{{ '${turnStart}' + message['role'] + '\\n' + message['content'] + '${turnEnd}\\n' }}`,
  '{% endfor %}',
  `{% if add_generation_prompt %}{{ '${turnStart}assistant\\n' }}{% endif %}`,
].join('');

/**
 * Trains a tokenizer on texts and writes it as the hub lays it out: every text starts with `<|endoftext|>` and ends with it,
 * an answer in a chat with `<|im_end|>`. A chat template comes with texts that are chats only. The same texts give the same
 * files.
 */
export function writeTokenizer(
  folder: string,
  vocabulary: LanguageModelSpec['vocabulary'],
  { texts, isChat }: TrainingTexts,
): Promise<string> {
  const vocabSize = vocabulary.kind === 'bytes' ? bytes + specialTokens.length : vocabulary.size;
  const json = trainBpe(vocabulary.kind === 'bytes' ? [] : texts, { vocabSize, specialTokens });
  const eos = isChat ? turnEnd : border;
  const config = { tokenizer_class: 'PreTrainedTokenizerFast', bos_token: border, eos_token: eos, pad_token: border };
  const generation = {
    bos_token_id: 0,
    eos_token_id: isChat ? [specialTokens.indexOf(eos), 0] : 0,
    pad_token_id: 0,
  };
  const files = {
    [tokenizerFile]: { ...json, post_processor: startWithBorder(json.post_processor) },
    [tokenizerConfigFile]: config,
    'generation_config.json': generation,
  };
  return writeWhole(folder, async (aside) => {
    for (const [name, content] of Object.entries(files))
      await writeFile(path.join(aside, name), `${JSON.stringify(content, null, 2)}\n`);
    if (isChat) await writeFile(path.join(aside, chatTemplateFile), chatTemplate);
  });
}

function startWithBorder(byteLevel: object) {
  const token = { SpecialToken: { id: border, type_id: 0 } };
  const [first, second] = ['A', 'B'].map((id) => ({ Sequence: { id, type_id: 0 } }));
  const template = {
    type: 'TemplateProcessing',
    single: [token, first],
    pair: [token, first, token, second],
    special_tokens: { [border]: { id: border, ids: [0], tokens: [border] } },
  };
  return { type: 'Sequence', processors: [byteLevel, template] };
}
