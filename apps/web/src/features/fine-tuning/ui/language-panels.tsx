import type { LanguageResult } from '@modelmint/domain/training-metrics';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { formatLoss } from './format-loss.ts';
import { SampleTable } from './sample-table.tsx';
import { compareWithBase, formatPerplexity } from './training-result.ts';

/** A language model, beside its base where it has one, and what it writes. */
export function LanguagePanels({ result }: { result: LanguageResult }) {
  const { base, loss, samples, bestStep, steps, stoppedEarly, tokens } = result;
  const model = base === null ? 'trained model' : 'tuned model';
  return (
    <>
      <Stats
        stats={[
          ...figuresOf(result),
          {
            label: 'Best step',
            value: formatCount(bestStep),
            detail: `of ${formatCount(steps)}${stoppedEarly ? ', stopped early' : ''}; over ${formatTokens(tokens)} held out`,
          },
        ]}
      />
      {base !== null && loss >= base.loss && (
        <Note tone="warning">
          <b>Not better than its base on the held-out examples.</b> Try more examples, fewer epochs or a smaller
          learning rate.
        </Note>
      )}
      {samples.length > 0 && (
        <Panel title="Samples" description={`What the ${model} writes for held-out examples`} isFlush>
          <SampleTable label={`Samples of the ${model}`} samples={samples} />
        </Panel>
      )}
    </>
  );
}

function figuresOf(result: LanguageResult): Stat[] {
  const { base, loss, perplexity, tokenAccuracy } = result;
  if (base !== null)
    return compareWithBase(result, base).map(({ label, tuned, base: before, difference }) => ({
      label,
      value: tuned,
      detail: `base ${before}, ${difference}`,
    }));
  return [
    { label: 'Held-out loss', value: formatLoss(loss), detail: 'nats per token; lower is better' },
    { label: 'Perplexity', value: formatPerplexity(perplexity), detail: 'among how many tokens it still wavers' },
    { label: 'Token accuracy', value: formatShare(tokenAccuracy), detail: 'of the tokens were the likeliest' },
  ];
}
