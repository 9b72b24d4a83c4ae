import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { type KeyValue, KeyValues } from '../../../ui/key-values.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** What the rows of a text generation are made of. */
export function ChatPanel({ report }: { report: DatasetReport }) {
  const { chat, rowsValid } = report;
  if (chat === undefined) return null;
  const { rows, turns, systemRows, longestTokens } = chat;
  const kinds = [
    { label: 'Conversations', count: rows.messages, field: 'messages' },
    { label: 'Prompts with a completion', count: rows.completion, field: 'prompt, completion' },
    { label: 'Texts alone', count: rows.text, field: 'text' },
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
    { label: 'Turns', labelDetail: 'messages of user and assistant', value: formatCount(turns) },
    { label: 'With a system message', value: formatCount(systemRows), valueDetail: shareOf(systemRows) },
    {
      label: 'Longest row',
      labelDetail: 'the context of the base model should hold it',
      value: <span className="whitespace-nowrap">{formatTokens(longestTokens)}</span>,
    },
  ];
  return (
    <Panel title="What the rows are">
      <KeyValues rows={facts} />
    </Panel>
  );
}
