import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { useTranslations } from 'next-intl';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** What the rows of a text generation are made of. */
export function ChatPanel({ report }: { report: DatasetReport }) {
  const t = useTranslations('dataset');
  const { chat, rowsValid } = report;
  if (chat === undefined) return null;
  const { rows, turns, systemRows, longestTokens } = chat;
  const kinds = [
    { label: t('chat.conversations'), count: rows.messages, field: 'messages' },
    { label: t('chat.completions'), count: rows.completion, field: 'prompt, completion' },
    { label: t('chat.texts'), count: rows.text, field: 'text' },
  ];
  const shareOf = (count: number) => (rowsValid === 0 ? '' : formatShare(count / rowsValid));
  const facts: KeyValue[] = [
    ...kinds
      .filter(({ count }) => count > 0)
      .map(({ label, count, field }) => ({
        label,
        labelDetail: <code>{field}</code>,
        value: formatCount(count),
        valueDetail: shareOf(count),
      })),
    { label: t('chat.turns'), labelDetail: t('chat.turnsDetail'), value: formatCount(turns) },
    { label: t('chat.system'), value: formatCount(systemRows), valueDetail: shareOf(systemRows) },
    {
      label: t('chat.longest'),
      labelDetail: t('chat.longestDetail'),
      value: <span className="whitespace-nowrap">{formatTokens(longestTokens)}</span>,
    },
  ];
  return (
    <Panel title={t('chat.title')}>
      <KeyValues rows={facts} />
    </Panel>
  );
}
