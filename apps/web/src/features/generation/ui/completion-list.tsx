import { Chip } from '../../../ui/chip.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type Generated, receiptOf } from './generated.ts';

export interface Completion {
  prompt: string;
  answer: Generated;
}

/** What was written since the page was opened, the newest first. */
export function CompletionList({ completions }: { completions: readonly Completion[] }) {
  return (
    <Panel title="Result">
      {completions.length === 0 ? (
        <p className="py-6 text-center text-fg-3">
          The text stands here with what the model wrote, its tokens, latency and price.
        </p>
      ) : (
        <ol aria-label="Completions" className="grid gap-4">
          {completions.map(({ prompt, answer }) => (
            <li key={answer.requestId} className="border-line not-first:border-t not-first:pt-4">
              <p className="max-w-[90ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
                <span className="text-fg-3">{prompt}</span>
                {answer.text}
              </p>
              <div className="mt-1 flex flex-wrap items-center gap-2 text-small text-fg-3">
                <span className="tabular-nums">{receiptOf(answer)}</span>
                {answer.wasCold && <Chip>cold</Chip>}
                <CopyButton text={answer.text} label="Copy answer" />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
