import { formatAmount, formatCount, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { NamedInference } from '../server/name-files.ts';

/** What is held, what has been used up, and in the end what was charged. */
export function InferenceCost({ job }: { job: NamedInference }) {
  const { isOver, chargedMicros, heldMicros, rateMicros, inputTokens, outputTokens, rowsDone } = job;
  const isHeld = !isOver && heldMicros > 0n;
  return (
    <Panel
      title="Price"
      aside={rateMicros === null ? undefined : <span className="tabular-nums">{formatRate(rateMicros)}</span>}
      className="h-full"
    >
      <div className="flex items-baseline justify-between gap-3 tabular-nums">
        <span className="text-figure font-medium">{formatAmount(chargedMicros)}</span>
        <span className="text-fg-2">
          {isOver ? 'charged' : isHeld ? `of ${formatAmount(heldMicros)} held` : 'nothing held yet'}
        </span>
      </div>
      <div className="mt-2">
        <MoneyBar
          label={isOver ? 'Charged, of what was held' : 'Used up, of what is held'}
          spentMicros={chargedMicros}
          heldMicros={isHeld && heldMicros > chargedMicros ? heldMicros - chargedMicros : 0n}
          limitMicros={heldMicros}
        />
      </div>
      <div className="mt-3">
        <KeyValues
          rows={[
            { label: 'Answered rows', value: formatCount(rowsDone) },
            {
              label: 'Tokens',
              labelDetail: `${formatCount(inputTokens)} read, ${formatCount(outputTokens)} written`,
              value: formatCount(inputTokens + outputTokens),
            },
            ...(isHeld ? [{ label: 'At most', value: formatAmount(heldMicros) }] : []),
            { label: isOver ? 'Charged' : 'So far', value: formatAmount(chargedMicros), isTotal: true },
          ]}
        />
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">
        Finished rows are charged as they are answered; rows with an error cost nothing.
      </p>
    </Panel>
  );
}
