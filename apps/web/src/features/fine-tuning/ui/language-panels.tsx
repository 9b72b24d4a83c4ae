import type { LanguageResult } from '@modelmint/domain/training-metrics';
import { formatCount, formatTokens } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Stats } from '../../../ui/stats.tsx';
import { SampleTable } from './sample-table.tsx';
import { compareWithBase, isBetterThanBase } from './training-result.ts';

/** A tuned language model beside its base, and what it writes. */
export function LanguagePanels({ result }: { result: LanguageResult }) {
  const { samples, bestStep, steps, stoppedEarly, tokens } = result;
  return (
    <>
      <Stats
        stats={[
          ...compareWithBase(result).map(({ label, tuned, base, difference }) => ({
            label,
            value: tuned,
            detail: `base ${base}, ${difference}`,
          })),
          {
            label: 'Best step',
            value: formatCount(bestStep),
            detail: `of ${formatCount(steps)}${stoppedEarly ? ', stopped early' : ''}; over ${formatTokens(tokens)} held out`,
          },
        ]}
      />
      {!isBetterThanBase(result) && (
        <Note tone="warning">
          <b>Not better than its base on the held-out examples.</b> Try more examples, fewer epochs or a smaller
          learning rate.
        </Note>
      )}
      {samples.length > 0 && (
        <Panel title="Samples" description="What the tuned model writes for held-out examples" isFlush>
          <SampleTable label="Samples of the tuned model" samples={samples} />
        </Panel>
      )}
    </>
  );
}
