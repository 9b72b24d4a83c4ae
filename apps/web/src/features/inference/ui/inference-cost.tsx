import { useTranslations } from 'next-intl';
import { formatAmount, formatCount, formatRate } from '../../../ui/format.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { MoneyBar } from '../../../ui/money-bar.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { NamedInference } from '../server/name-files.ts';

/** What is held, what has been used up, and in the end what was charged. */
export function InferenceCost({ job }: { job: NamedInference }) {
  const t = useTranslations('inference');
  const { isOver, chargedMicros, heldMicros, rateMicros, inputTokens, outputTokens, rowsDone } = job;
  const isHeld = !isOver && heldMicros > 0n;
  return (
    <Panel
      title={t('cost.title')}
      aside={rateMicros === null ? undefined : <span className="tabular-nums">{formatRate(rateMicros)}</span>}
      className="h-full"
    >
      <div className="flex items-baseline justify-between gap-3 tabular-nums">
        <span className="text-figure font-medium">{formatAmount(chargedMicros)}</span>
        <span className="text-fg-2">
          {isOver
            ? t('cost.charged')
            : isHeld
              ? t('cost.ofHeld', { hold: formatAmount(heldMicros) })
              : t('cost.nothingHeld')}
        </span>
      </div>
      <div className="mt-2">
        <MoneyBar
          label={t(isOver ? 'cost.barOver' : 'cost.barOpen')}
          spentMicros={chargedMicros}
          heldMicros={isHeld && heldMicros > chargedMicros ? heldMicros - chargedMicros : 0n}
          limitMicros={heldMicros}
        />
      </div>
      <div className="mt-3">
        <KeyValues
          rows={[
            { label: t('cost.answered'), value: formatCount(rowsDone) },
            {
              label: t('cost.tokens'),
              labelDetail: t('cost.readAndWritten', {
                read: formatCount(inputTokens),
                written: formatCount(outputTokens),
              }),
              value: formatCount(inputTokens + outputTokens),
            },
            ...(isHeld ? [{ label: t('cost.atMost'), value: formatAmount(heldMicros) }] : []),
            { label: t(isOver ? 'cost.total' : 'cost.soFar'), value: formatAmount(chargedMicros), isTotal: true },
          ]}
        />
      </div>
      <p className="mt-2 text-small text-pretty text-fg-3">{t('cost.detail')}</p>
    </Panel>
  );
}
