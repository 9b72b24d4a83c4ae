import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { Chip } from '../../../ui/chip.tsx';
import { CopyId } from '../../../ui/copy-id.tsx';
import { formatBytes, formatCount, formatTokens } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { BaseModelDetail } from '../server/get-base-model.ts';
import { originWords } from './base-model-words.ts';

/** More label names than this say little. */
const labelsShown = 60;

/** What its files say of it. */
export function BaseModelFacts({ model }: { model: BaseModelDetail }) {
  const t = useTranslations('baseModel');
  const { facts } = model;
  return (
    <>
      <Panel title={t('facts.title')}>
        <KeyValues
          rows={[
            ...(facts === null ? [] : factRows(t, facts)),
            { label: t('facts.source'), value: originWords(model.origin) },
            ...(model.sizeBytes > 0 ? [{ label: t('list.size'), value: formatBytes(model.sizeBytes) }] : []),
            { label: t('facts.idLabel'), value: <CopyId id={model.id} what={t('facts.id')} /> },
            { label: t('facts.created'), value: <RelativeTime at={model.createdAt} /> },
          ]}
        />
      </Panel>
      {facts?.labels && (
        <Panel
          title={t('facts.labelNames')}
          aside={<span className="tabular-nums">{formatCount(facts.labels.length)}</span>}
        >
          <ul className="flex flex-wrap gap-1.5">
            {facts.labels.slice(0, labelsShown).map((label) => (
              <li key={label} className="max-w-full min-w-0 [&>span]:max-w-full [&>span]:truncate">
                <Chip>{label}</Chip>
              </li>
            ))}
          </ul>
          {facts.labels.length > labelsShown && (
            <p className="mt-2 text-small text-fg-3">{t('facts.firstLabels', { count: labelsShown })}</p>
          )}
        </Panel>
      )}
    </>
  );
}

function factRows(t: Translate<'baseModel'>, facts: NonNullable<BaseModelDetail['facts']>) {
  const isText = facts.kind !== 'image-classifier';
  return [
    { label: t('facts.architecture'), value: facts.architecture },
    {
      label: t('list.licence'),
      value: facts.licence ?? t('list.noLicence'),
      valueDetail: t(facts.licence === null ? 'facts.cardNamesNone' : 'facts.cardSays'),
    },
    { label: t('list.parameters'), value: formatCount(facts.parameters) },
    { label: t('facts.layers'), value: `${formatCount(facts.layers)}, ${formatCount(facts.hiddenSize)}` },
    ...(facts.heads > 0 ? [{ label: t('facts.heads'), value: formatCount(facts.heads) }] : []),
    ...(isText ? [{ label: t('facts.vocabulary'), value: formatTokens(facts.vocabularySize) }] : []),
    ...(facts.kind === 'causal-lm'
      ? [
          {
            label: t('facts.chatTemplate'),
            value: t(facts.hasChatTemplate ? 'facts.ownTemplate' : 'facts.noTemplate'),
            ...(facts.hasChatTemplate ? {} : { valueDetail: t('facts.chatNeedsOne') }),
          },
        ]
      : []),
  ];
}
