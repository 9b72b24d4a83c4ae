import { trialCreditMicros } from '@modelmint/domain/money-rules';
import Link from 'next/link';
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
  return (
    <>
      <section className="mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] items-center gap-12 px-8 py-16 max-md:gap-8 max-md:px-4 max-md:py-10 lg:grid-cols-2">
        <div className="grid gap-5">
          <h1 className="text-hero font-semibold tracking-[-0.035em] text-balance max-md:text-[2.25rem]/10">
            Fine-tune on your data. Keep your OpenAI client.
          </h1>
          <p className="max-w-130 text-lead text-pretty text-fg-2">
            Upload a file, see the price before anything starts, and call your model by changing one line. Data, weights
            and receipts are yours to download.
          </p>
          <div className="flex flex-wrap gap-2.5">
            <LinkButton href="/sign-up" variant="primary">
              Create account
            </LinkButton>
            <LinkButton href="/docs">Read the docs</LinkButton>
          </div>
          <p className="text-small text-fg-3">{formatMoney(trialCreditMicros)} trial credit, no card.</p>
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <CodeBlock label="How a model is called" samples={sampleCalls(baseUrl)} />
          {demo !== null && <DemoTrial endpoint={demo} />}
        </div>
      </section>
      <PriceStrip prices={prices} />
      <Band
        id="how"
        title="From a file to an endpoint, with nothing hidden on the way"
        text="Each step shows what happens, what it costs and what to do next."
      >
        <ProductFragments />
      </Band>
      <Band
        id="move"
        isSplit
        title="OpenAI closes self-serve fine-tuning. Your scripts can stay."
        heading={
          <>
            OpenAI closes <span className="whitespace-nowrap">self-serve</span>{' '}
            <span className="whitespace-nowrap">fine-tuning.</span> Your scripts can stay.
          </>
        }
        text={
          <>
            <p>
              New jobs stop for everybody on 6 January 2027. Models tuned on gpt-4o-mini and gpt-4.1 snapshots stop on
              14 January 2027.
            </p>
            <p>
              <Link href="/docs/moving-from-openai" className="link">
                How to move
              </Link>
            </p>
          </>
        }
      >
        <MoveTable />
      </Band>
      <Band id="prices" title="Prices" text={introOf(prices)}>
        <PriceLists prices={prices} />
      </Band>
      <Band
        id="own"
        isSplit
        title="Or own the whole platform"
        text={
          <>
            <p>
              Modelmint is one product that runs on machines you have or rent. Your customers sign up, train, call and
              pay; you set the prices.
            </p>
            <p>
              <Link href="/docs/self-hosting" className="link">
                Run it yourself
              </Link>
            </p>
          </>
        }
      >
        <CodeBlock
          label="How to start the platform"
          title="Terminal"
          samples={[
            {
              label: 'Terminal',
              language: 'curl',
              code: '# Node.js 20.19 or newer and git are all it needs\nnpm start',
            },
          ]}
        />
      </Band>
    </>
  );
}

/** Four prices at a glance; what has no price is left out. */
function PriceStrip({ prices }: { prices: PublicPrices }) {
  const { templates, checkpoints, plans } = prices;
  const facts = [
    { label: 'Training from scratch', micros: lowestMicros(templates, 'trainingMicros'), unit: 'per 1 M units' },
    { label: 'Tuning a checkpoint', micros: lowestMicros(checkpoints, 'trainingMicros'), unit: 'per 1 M units' },
    { label: 'Calls', micros: lowestMicros([...templates, ...checkpoints], 'callingMicros'), unit: 'per 1 M tokens' },
    { label: 'Plans', micros: plans.find((plan) => plan.monthlyMicros > 0n)?.monthlyMicros ?? null, unit: 'per month' },
  ].filter((fact) => fact.micros !== null);
  if (facts.length === 0) return null;
  return (
    <section aria-label="Prices at a glance" className="border-t border-line">
      <dl className="mx-auto grid w-full max-w-300 grid-cols-2 px-8 max-md:px-4 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none">
        {facts.map(({ label, micros, unit }) => (
          <div key={label} className="border-line py-5 pr-4 lg:not-first:border-l lg:not-first:pl-6">
            <dt className="text-small text-fg-2">{label}</dt>
            <dd className="font-semibold tabular-nums">
              from {formatMoney(micros ?? 0n)} <span className="text-small font-normal text-fg-3">{unit}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
