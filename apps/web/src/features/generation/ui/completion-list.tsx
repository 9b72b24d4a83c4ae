import { useTranslations } from 'next-intl';
import { Chip } from '../../../ui/chip.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type Generated, receiptOf } from './generated.ts';

export interface Completion {
  prompt: string;
  answer: Generated;
}

interface CompletionListProps {
  completions: readonly Completion[];
  /** The call as a command. */
  curlOf: (prompt: string) => string;
}

/** What was written since the page was opened, the newest first. */
export function CompletionList({ completions, curlOf }: CompletionListProps) {
  const t = useTranslations('generation');
  return (
    <Panel title={t('completion.result')}>
      {completions.length === 0 ? (
        <p className="py-6 text-center text-fg-3">{t('completion.empty')}</p>
      ) : (
        <ol aria-label={t('completion.list')} className="grid gap-4">
          {completions.map(({ prompt, answer }) => (
            <li key={answer.requestId} className="border-line not-first:border-t not-first:pt-4">
              <p className="max-w-[90ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
                <span className="text-fg-3">{prompt}</span>
                {answer.text}
              </p>
              <div className="mt-1 flex flex-wrap items-center gap-2 text-small text-fg-3">
                <span className="tabular-nums">{receiptOf(t, answer)}</span>
                {answer.wasCold && <Chip>{t('log.cold')}</Chip>}
                <CopyButton text={answer.text} label={t('log.copy')} />
                <CopyButton text={curlOf(prompt)} label={t('log.copyCurl')} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
