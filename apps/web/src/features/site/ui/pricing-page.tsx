import Link from 'next/link';
import { Note } from '../../../ui/note.tsx';
import type { PublicPrices } from '../server/read-price-list.ts';
import { PlanColumns } from './plan-columns.tsx';
import { PriceTable } from './price-table.tsx';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

export function PricingPage({ prices }: { prices: PublicPrices }) {
  return (
    <div className="mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] gap-6 px-8 pt-16 pb-20 max-md:px-4 max-md:pt-10">
      <div className="grid max-w-150 gap-3">
        <h1 className="text-h2 font-semibold tracking-[-0.022em]">Prices</h1>
        <p className="text-lead text-pretty text-fg-2">{introOf(prices)}</p>
      </div>
      <PriceLists prices={prices} />
      <div className="grid max-w-180 gap-4 text-pretty text-fg-2">
        <h2 className="text-section font-semibold text-fg">How you pay</h2>
        <p>
          Before a training job starts, the most that it can cost is shown and held; what is charged is what was
          trained. A job that fails costs nothing, and one that you cancel costs the steps that were made. A call costs
          the tokens that it used; one that fails costs nothing.
        </p>
        <p>
          Usage is paid from credit that you buy, or comes on the monthly invoice of a plan. The{' '}
          <Link href="/docs/billing" className="link">
            billing guide
          </Link>{' '}
          says how the two work together.
        </p>
      </div>
    </div>
  );
}

/** The tables of prices and plans, also on the landing page. */
export function PriceLists({ prices }: { prices: PublicPrices }) {
  if (prices.book === null) return <Note tone="info">No price book is in force yet, so nothing can be bought.</Note>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <PriceTable title="Trained from scratch" description="USD per 1 M of what is counted" rows={prices.templates} />
      <PriceTable
        title="Checkpoints that you import"
        description="USD per 1 M of what is counted, by the size of the checkpoint"
        rows={prices.checkpoints}
      />
      <PlanColumns plans={prices.plans} />
    </div>
  );
}

export function introOf({ book }: PublicPrices): string {
  const since =
    book === null ? '' : `From price book ${book.version}, in force since ${day.format(book.effectiveFrom)}. `;
  return `${since}A price never changes during a job.`;
}
