import { useTranslations } from 'next-intl';

const losses = [0.472, 0.338, 0.276, 0.243, 0.228];
const lossMax = 0.6;

const xOf = (index: number) => 8 + index * 17;
const yOf = (loss: number) => 100 - (loss / lossMax) * 100;

/** A curve as a running job has one, drawn on the server: text is HTML over the marks, so it never scales. */
export function ExampleCurve() {
  const t = useTranslations('site');
  const line = losses.map((loss, index) => `${index === 0 ? 'M' : 'L'}${xOf(index)} ${yOf(loss)}`).join('');
  return (
    <figure className="rounded-md border border-line bg-sunken p-3">
      <figcaption className="text-micro text-fg-3">
        {t('curve.loss')}
        <span className="sr-only">{t('curve.falls')}</span>
      </figcaption>
      <div className="flex gap-2 pt-2" aria-hidden="true">
        <div className="flex h-22 flex-col justify-between text-right text-micro text-fg-3 tabular-nums">
          <span className="-mt-2">0.6</span>
          <span>0.3</span>
          <span className="-mb-2">0</span>
        </div>
        <div className="relative h-22 flex-1">
          <svg
            aria-hidden="true"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {[0, 50, 100].map((y) => (
              <line
                key={y}
                x1="0"
                x2="100"
                y1={y}
                y2={y}
                className="stroke-chart-grid"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <path d={line} className="fill-none stroke-chart-1" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          </svg>
          <span className="absolute top-[52%] right-0 text-micro text-fg-2 tabular-nums">{t('curve.end')}</span>
        </div>
      </div>
    </figure>
  );
}
