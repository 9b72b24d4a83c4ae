import type { LanguageResult } from '@modelmint/domain/training-metrics';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatCount, formatShare, formatTokens } from '../../../ui/format.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type Stat, Stats } from '../../../ui/stats.tsx';
import { formatLoss } from './format-loss.ts';
import { SampleTable } from './sample-table.tsx';
import { compareWithBase, formatPerplexity } from './training-result.ts';

/** A language model, beside its base where it has one, and what it writes. */
export function LanguagePanels({ result }: { result: LanguageResult }) {
  const t = useTranslations('fineTuning');
  const { base, loss, samples, bestStep, steps, stoppedEarly, tokens } = result;
  return (
    <>
      <Stats
        stats={[
          ...figuresOf(t, result),
          {
            label: t('result.bestStep'),
            value: formatCount(bestStep),
            detail: t(stoppedEarly ? 'result.ofStepsOverEarly' : 'result.ofStepsOver', {
              steps: formatCount(steps),
              tokens: formatTokens(tokens),
            }),
          },
        ]}
      />
      {base !== null && loss >= base.loss && (
        <Note tone="warning">{t.rich('result.notBetterThanBase', { b: (chunks) => <b>{chunks}</b> })}</Note>
      )}
      {samples.length > 0 && (
        <Panel
          title={t('samples.title')}
          description={t(base === null ? 'samples.ofTrained' : 'samples.ofTuned')}
          isFlush
        >
          <SampleTable label={t(base === null ? 'samples.trainedLabel' : 'samples.tunedLabel')} samples={samples} />
        </Panel>
      )}
    </>
  );
}

function figuresOf(t: Translate<'fineTuning'>, result: LanguageResult): Stat[] {
  const { base, loss, perplexity, tokenAccuracy } = result;
  if (base !== null)
    return compareWithBase(t, result, base).map(({ label, tuned, base: before, difference }) => ({
      label,
      value: tuned,
      detail: t('result.beside', { before, difference }),
    }));
  return [
    { label: t('result.heldOutLoss'), value: formatLoss(loss), detail: t('result.natsPerToken') },
    { label: t('result.perplexity'), value: formatPerplexity(perplexity), detail: t('result.wavers') },
    { label: t('result.tokenAccuracy'), value: formatShare(tokenAccuracy), detail: t('result.likeliest') },
  ];
}
