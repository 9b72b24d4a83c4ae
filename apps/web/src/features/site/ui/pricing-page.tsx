import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { currentLanguage } from '../../../i18n/current-language.ts';
import type { Language } from '../../../i18n/language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { Note } from '../../../ui/note.tsx';
import type { PublicPrices } from '../server/read-price-list.ts';
import { PlanColumns } from './plan-columns.tsx';
import { PriceTable } from './price-table.tsx';

const longDay = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const dayFormats: Record<Language, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', longDay),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', longDay),
};

export function PricingPage({ prices }: { prices: PublicPrices }) {
  const t = useTranslations('site');
  return (
    <div className="mx-auto grid w-full max-w-300 grid-cols-[minmax(0,1fr)] gap-6 px-8 pt-16 pb-20 max-md:px-4 max-md:pt-10">
      <div className="grid max-w-150 gap-3">
        <h1 className="text-h2 font-semibold tracking-[-0.022em]">{t('prices.title')}</h1>
        <p className="text-lead text-pretty text-fg-2">{introOf(t, prices)}</p>
      </div>
      <PriceLists prices={prices} />
      <div className="grid max-w-180 gap-4 text-pretty text-fg-2">
        <h2 className="text-section font-semibold text-fg">{t('prices.howTitle')}</h2>
        <p>{t('prices.howJobs')}</p>
        <p>
          {t.rich('prices.howUsage', {
            link: (text) => (
              <Link href="/docs/billing" className="link">
                {text}
              </Link>
            ),
          })}
        </p>
      </div>
    </div>
  );
}

/** The tables of prices and plans, also on the landing page. */
export function PriceLists({ prices }: { prices: PublicPrices }) {
  const t = useTranslations('site');
  if (prices.book === null) return <Note tone="info">{t('prices.none')}</Note>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <PriceTable title={t('prices.scratch')} description={t('prices.perMillion')} rows={prices.templates} />
      <PriceTable title={t('prices.checkpoints')} description={t('prices.perMillionSize')} rows={prices.checkpoints} />
      <PlanColumns plans={prices.plans} />
    </div>
  );
}

export function introOf(t: Translate<'site'>, { book }: PublicPrices): string {
  if (book === null) return t('prices.never');
  return t('prices.since', { version: book.version, day: dayFormats[currentLanguage()].format(book.effectiveFrom) });
}
