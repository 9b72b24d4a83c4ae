import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { formatShortCount, formatTokens } from '../../../ui/format.ts';
import type { BaseModelOrigin } from '../server/base-model-view.ts';

/** Pages of other features show these, so that they come without messages, as the words of numbers do. */
const words = {
  en: {
    // i18n-ignore
    kinds: { 'causal-lm': 'Text generation', encoder: 'Embeddings', 'image-classifier': 'Image classification' },
    unknown: 'unknown',
    hub: (repository: string, revision: string) => `${repository} at ${revision}`,
    files: (count: number) => `${count} uploaded files`,
    archive: 'an uploaded archive',
    platform: 'the platform',
  },
  'zh-CN': {
    kinds: { 'causal-lm': '文本生成', encoder: '向量', 'image-classifier': '图像分类' },
    unknown: '未知',
    hub: (repository: string, revision: string) => `${repository}，版本 ${revision}`,
    files: (count: number) => `${count} 个上传的文件`,
    archive: '上传的压缩包',
    platform: '平台',
  },
} as const;

/** What a checkpoint is for, in a word of the column. */
export const kindWords: Readonly<Record<CheckpointFacts['kind'], string>> = {
  get 'causal-lm'() {
    return words[currentLanguage()].kinds['causal-lm'];
  },
  get encoder() {
    return words[currentLanguage()].kinds.encoder;
  },
  get 'image-classifier'() {
    return words[currentLanguage()].kinds['image-classifier'];
  },
};

/** `134.52 M parameters, 2,048 tokens` */
export function factsLine(
  t: Translate<'baseModel'>,
  { parameters, contextLength }: Pick<CheckpointFacts, 'parameters' | 'contextLength'>,
): string {
  const count = formatShortCount(parameters);
  return contextLength === null
    ? t('facts.parametersOnly', { count })
    : t('facts.parametersAndContext', { count, context: formatTokens(contextLength) });
}

/** Where it came from, in words; `null` for a row that no code of ours has written. */
export function originWords(origin: BaseModelOrigin | null): string {
  const own = words[currentLanguage()];
  if (origin === null) return own.unknown;
  if (origin.kind === 'hub') return own.hub(origin.repository, origin.revision);
  if (origin.kind === 'files') return own.files(origin.fileIds.length);
  return origin.kind === 'file' ? own.archive : own.platform;
}
