import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { needAtMost } from '@modelmint/domain/hyperparameter-names';
import { autoHyperparameters, Hyperparameters, resolveSpec } from '@modelmint/domain/hyperparameters';
import { makeProblemTranslator } from '@modelmint/domain/problem-translator';
import { resolveCausalLm } from '@modelmint/domain/resolve-causal-lm';
import { resolveCnn } from '@modelmint/domain/resolve-cnn';
import { resolveEncoderClassifier } from '@modelmint/domain/resolve-encoder-classifier';
import { resolveLanguageModel } from '@modelmint/domain/resolve-language-model';
import { resolveRecommender } from '@modelmint/domain/resolve-recommender';
import { resolveTabular } from '@modelmint/domain/resolve-tabular';
import { resolveVisionClassifier } from '@modelmint/domain/resolve-vision-classifier';
import { expect, it } from 'vitest';
import problems from '../../messages/zh-CN/problems.json';

const inChinese = makeProblemTranslator(problems);
const seed = 7;

const bert: CheckpointFacts = {
  ...{ labels: null, licence: null, hasChatTemplate: false, sizeBytes: 1, kind: 'encoder', architecture: 'BertModel' },
  ...{ parameters: 22_700_000, contextLength: 512, hiddenSize: 384, layers: 6, heads: 12, vocabularySize: 30_522 },
  ...{ linearOutputs: 23_040, loraRankSize: 41_472, largestParameter: 11_720_448, linearNames: ['attention.query'] },
};
const vit: CheckpointFacts = {
  ...{ ...bert, kind: 'image-classifier', architecture: 'ViTForImages', parameters: 86_000_000, contextLength: null },
  image: { side: 224, positions: 197, convolved: 0, multiplications: 17e9 },
};
const resnet: CheckpointFacts = {
  ...{ ...vit, architecture: 'ResNetForImages', linearOutputs: 0, loraRankSize: 0, linearNames: [], heads: 0 },
  image: { side: 224, positions: 1, convolved: 11_000_000, multiplications: 4.1e9 },
};
const llama: CheckpointFacts = {
  ...{ ...bert, kind: 'causal-lm', architecture: 'LlamaForCausalLM', parameters: 4_000_000, hiddenSize: 256 },
  wholeModules: [{ name: 'lm_head', parameters: 1_000_000 }],
};

const column = { missing: 0, unusable: 0, distinct: 60, top: [] };
const columns = [
  { ...column, name: 'height', role: 'numeric' as const },
  { ...column, name: 'kind', role: 'target' as const },
];
const ratings = {
  ...{ userColumn: 'u', itemColumn: 'i', ratingColumn: null, timeColumn: null, users: 800_000, items: 90_000 },
  ...{ usersWithOne: 0, replaced: 0 },
};

type Resolved = { reasons?: Partial<Record<string, string>> } | object;
const read = (asked: object) => Hyperparameters.parse(asked);
const ofTexts = (asked: object, facts: object = {}, data: object = {}) =>
  resolveEncoderClassifier(
    read(asked),
    { ...bert, ...facts },
    { trainRows: 702, trainTokens: 14_000, longWords: 44, labels: 3, seed, ...data },
  );
const ofImages = (asked: object, facts = vit, data: object = {}) =>
  resolveVisionClassifier(read(asked), facts, { trainRows: 900, validationRows: 100, labels: 5, seed, ...data });
const ofChats = (asked: object, facts: object = {}, data: object = {}) =>
  resolveCausalLm(
    read(asked),
    { ...llama, ...facts },
    { trainRows: 1_800, trainTokens: 200_000, longestTokens: 140, seed, ...data },
  );
const fromScratch = (asked: object, kind: 'lstm' | 'llama' = 'llama', data: object = {}) =>
  resolveLanguageModel(read(asked), kind, { trainRows: 2_000, trainTokens: 250_000, seed, ...data });
const ofTable = (asked: object, trainRows = 500, kind: 'label' | 'value' = 'label') =>
  resolveTabular(
    read(asked),
    {
      ...{ trainRows, labels: 3 },
      table: { target: { name: 'kind', kind }, columns },
    },
    seed,
  );
const ofRatings = (asked: object, trainRows = 9_000_000) =>
  resolveRecommender(read(asked), { trainRows, ratings }, seed);
const ofPixels = (asked: object, trainRows = 1_000) =>
  resolveCnn(read(asked), { trainRows, sideMax: 32, labels: 10 }, seed);
const ofWords = (asked: object, trainRows = 800) =>
  resolveSpec(read(asked), { trainRows, trainTokens: 9_000, labels: 2 }, seed);

const wide = { hidden_size: 512, max_tokens: 1_024, vocabulary_size: 65_536, layers: 8 };
const cases: (() => Resolved)[] = [
  () => ofTexts({}),
  () => ofTexts({ training_method: 'full' }),
  () => ofTexts({}, {}, { trainRows: 1, trainTokens: 1 }),
  () => ofTexts({}, {}, { longWords: 900 }),
  () => ofTexts({}, { contextLength: 8_192 }, { longWords: 900 }),
  () => ofTexts({}, { parameters: 110_000_000, layers: 12, hiddenSize: 768 }, { longWords: 900 }),
  () =>
    ofTexts({}, { parameters: 110_000_000, layers: 12, hiddenSize: 768, linearOutputs: 92_160 }, { longWords: 900 }),
  () => ofTexts({ max_tokens: 128, batch_size: 256 }),
  () => ofTexts({ batch_size: 200 }, {}, { trainRows: 100 }),
  () => ofTexts({ batch_size: 300 }),
  () => ofTexts({ max_tokens: 513 }),
  () => ofTexts({ training_method: 'full', lora_rank: 8 }),
  () => ofTexts({ lora_target_modules: ['q_proj'] }),
  () => ofTexts({}, { parameters: 3_000_000_000 }),
  () => ofTexts({ training_method: 'full' }, { parameters: 300_000_000 }),
  () => ofImages({}),
  () => ofImages({}, vit, { trainRows: 20, validationRows: 2 }),
  () => ofImages({}, resnet),
  () => ofImages({ batch_size: 256 }),
  () => ofImages({ batch_size: 200 }, vit, { trainRows: 100 }),
  () => ofImages({ training_method: 'lora' }, resnet),
  () => ofImages({ lora_rank: 4 }, resnet),
  () => ofImages({}, vit, { trainRows: 50_000 }),
  () => ofChats({}),
  () => ofChats({ training_method: 'full' }),
  () => ofChats({}, { parameters: 600_000_000 }, { longestTokens: 900, trainRows: 1 }),
  () => ofChats({ batch_size: 200 }, {}, { trainRows: 100 }),
  () => ofChats({ training_method: 'full', lora_rank: 8 }),
  () => ofChats({ modules_to_save: ['score'] }),
  () => ofChats({ max_tokens: 1_000 }),
  () => ofChats({}, { parameters: 8_000_000_000 }),
  () => ofChats({ training_method: 'full' }, { parameters: 8_000_000_000 }),
  () => fromScratch({}),
  () => fromScratch({}, 'lstm'),
  () => fromScratch({ batch_size: 64, max_tokens: 1_024, hidden_size: 512, layers: 8 }),
  () => fromScratch({}, 'llama', { trainRows: 30, trainTokens: 400 }),
  () => fromScratch({ dropout: 0.1 }),
  () => fromScratch({ layers: 3 }, 'lstm'),
  () => fromScratch({ layers: 0 }),
  () => fromScratch({ hidden_size: 101 }),
  () => fromScratch({ vocabulary_size: 259 }),
  () => fromScratch({ vocabulary_size: 70_000 }),
  () => fromScratch({ max_tokens: 2_048 }),
  () => fromScratch({ batch_size: 64 }, 'lstm', { trainRows: 8, trainTokens: 400 }),
  () => fromScratch(wide),
  () => fromScratch({}, 'lstm', { trainTokens: 120 }),
  () => fromScratch({}, 'lstm', { trainTokens: 150_000_000 }),
  () => fromScratch({ vocabulary_size: 256 }, 'lstm', { trainTokens: 60_000_000 }),
  () => ofTable({ batch_size: 501 }),
  () => ofTable({ batch_size: 9_000 }, 20_000),
  () => ofTable({ class_weights: 'balanced' }, 500, 'value'),
  () => ofTable({}, 90_000_000),
  () => ofRatings({ objective: 'squared-error' }, 500),
  () => ofRatings({ batch_size: 501 }, 500),
  () => ofRatings({ factors: 256 }),
  () => ofPixels({ image_size: 10, template: 'plain' }),
  () => ofPixels({ batch_size: 600 }),
  () => ofPixels({ batch_size: 512 }, 300),
  () => ofPixels({ batch_size: 512, image_size: 128 }),
  () => ofPixels({ image_size: 128 }, 50_000),
  () => ofWords({ batch_size: 256 }, 100),
  () => ofWords({ batch_size: 300 }),
  () => ofWords({ max_tokens: 1_025 }),
  () => ofWords({ max_tokens: 1_024, batch_size: 256, hidden_size: 512 }),
  () => {
    needAtMost(read({ hidden_size: 300 }), 'hidden_size', { most: 200, noun: 'A table predictor' });
    return {};
  },
];

/** What a case says: its reasons, or why it is refused. */
function said(run: () => Resolved): string[] {
  try {
    const found = run();
    return 'reasons' in found && found.reasons ? Object.values(found.reasons).filter((one) => one !== undefined) : [];
  } catch (error) {
    return [(error as Error).message];
  }
}

const names = [bert, vit, resnet].map(({ architecture }) => architecture);
const parameters = Object.keys(autoHyperparameters);
const allowed = new RegExp(
  `\\b(?:token|LoRA|Alpha|LSTM|Llama|GiB|GB|MB|full|plain|dropout|language-model-lstm|${[...names, ...parameters].join('|')})\\b|'[^']*'|(?<=可用的有 )\\w+`,
  'g',
);

it('says in Chinese alone why a number was chosen and why one is refused', () => {
  const sentences = [...new Set(cases.flatMap(said))];
  expect(sentences.length).toBeGreaterThan(120);
  const english = sentences
    .map((sentence) => [sentence, inChinese(sentence)])
    .filter(([, translation = '']) => /[A-Za-z]{2}/.test(translation.replaceAll(allowed, '')));
  expect(english).toEqual([]);
});

it('says each in one way', () => {
  expect(inChinese('702 texts at once fit into the memory.')).toBe('内存可以同时容纳 702 条文本。');
  expect(inChinese('A text has about 28 tokens on average, and nearly all have at most 64 tokens.')).toBe(
    '每条文本平均约 28 token，几乎所有都不超过 64 token。',
  );
  expect(inChinese('my texts')).toBe('my texts');
});
