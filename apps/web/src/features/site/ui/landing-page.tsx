import { trialCreditMicros } from '@modelmint/domain/money-rules';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ClientMessages } from '../../../i18n/client-messages.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { lowestMicros, type PublicPrices } from '../server/read-price-list.ts';
import { Band } from './band.tsx';
import { DemoTrial } from './demo-trial.tsx';
import { MoveTable } from './move-table.tsx';
import { introOf, PriceLists } from './pricing-page.tsx';
import { ProductFragments } from './product-fragments.tsx';
import { sampleCalls } from './sample-calls.ts';

interface LandingPageProps {
  prices: PublicPrices;
  baseUrl: string;
  /** The endpoint that visitors may try; null where the operator offers none. */
  demo: string | null;
}

export function LandingPage({ prices, baseUrl, demo }: LandingPageProps) {
  const t = useTranslations('site');
  return (
    <>
      <section className="mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] items-center gap-12 px-8 py-16 max-md:gap-8 max-md:px-4 max-md:py-10 lg:grid-cols-2">
        <div className="grid gap-5">
          <h1 className="text-hero font-semibold tracking-[-0.035em] text-balance max-md:text-[2.25rem]/10">
            {t('home.heading')}
          </h1>
          <p className="max-w-130 text-lead text-pretty text-fg-2">{t('home.text')}</p>
          <div className="flex flex-wrap gap-2.5">
            <LinkButton href="/sign-up" variant="primary">
              {t('nav.signUp')}
            </LinkButton>
            <LinkButton href="/docs">{t('home.readDocs')}</LinkButton>
          </div>
          <p className="text-small text-fg-3">{t('home.trial', { credit: formatMoney(trialCreditMicros) })}</p>
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <CodeBlock label={t('home.calling')} samples={sampleCalls(baseUrl)} />
          {demo !== null && (
            <ClientMessages namespaces={['demo']}>
              <DemoTrial endpoint={demo} />
            </ClientMessages>
          )}
        </div>
      </section>
      <PriceStrip prices={prices} />
      <Band id="how" title={t('home.how')} text={t('home.howText')}>
        <ProductFragments />
      </Band>
      <Band
        id="move"
        isSplit
        title={t('home.move')}
        heading={t.rich('home.moveHeading', { keep: (text) => <span className="whitespace-nowrap">{text}</span> })}
        text={
          <>
            <p>{t('home.moveText')}</p>
            <p>
              <Link href="/docs/moving-from-openai" className="link">
                {t('home.howToMove')}
              </Link>
            </p>
          </>
        }
      >
        <MoveTable />
      </Band>
      <Band id="prices" title={t('prices.title')} text={introOf(t, prices)}>
        <PriceLists prices={prices} />
      </Band>
      <Band
        id="own"
        isSplit
        title={t('home.own')}
        text={
          <>
            <p>{t('home.ownText')}</p>
            <p>
              <Link href="/docs/self-hosting" className="link">
                {t('nav.own')}
              </Link>
            </p>
          </>
        }
      >
        <CodeBlock
          label={t('home.start')}
          title={t('home.terminal')}
          samples={[
            {
              label: t('home.terminal'),
              language: 'curl',
              code: `${t('home.startCode')}\nnpm start`,
            },
          ]}
        />
      </Band>
    </>
  );
}

/** Four prices at a glance; what has no price is left out. */
function PriceStrip({ prices }: { prices: PublicPrices }) {
  const t = useTranslations('site');
  const { templates, checkpoints, plans } = prices;
  const facts = [
    { label: t('strip.scratch'), micros: lowestMicros(templates, 'trainingMicros'), unit: t('strip.units') },
    { label: t('strip.tuning'), micros: lowestMicros(checkpoints, 'trainingMicros'), unit: t('strip.units') },
    {
      label: t('strip.calls'),
      micros: lowestMicros([...templates, ...checkpoints], 'callingMicros'),
      unit: t('strip.tokens'),
    },
    {
      label: t('strip.plans'),
      micros: plans.find((plan) => plan.monthlyMicros > 0n)?.monthlyMicros ?? null,
      unit: t('strip.month'),
    },
  ].filter((fact) => fact.micros !== null);
  if (facts.length === 0) return null;
  return (
    <section aria-label={t('strip.label')} className="border-t border-line">
      <dl className="mx-auto grid w-full max-w-300 grid-cols-2 px-8 max-md:px-4 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {facts.map(({ label, micros, unit }) => (
          <div key={label} className="border-line py-5 pr-4 lg:not-first:border-l lg:not-first:pl-6">
            <dt className="text-small text-fg-2">{label}</dt>
            <dd className="font-semibold tabular-nums">
              {t.rich('strip.from', {
                price: formatMoney(micros ?? 0n),
                unit: () => <span className="text-small font-normal text-fg-3">{unit}</span>,
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
