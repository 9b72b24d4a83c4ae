import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { PublicPlan } from '../server/read-price-list.ts';

/** The plans side by side, with what each allows. */
export function PlanColumns({ plans }: { plans: readonly PublicPlan[] }) {
  const t = useTranslations('site');
  return (
    <div className="grid rounded-lg border border-line bg-surface md:auto-cols-fr md:grid-flow-col">
      {plans.map((plan) => (
        <section
          key={plan.code}
          aria-label={t('plan.label', { name: plan.name })}
          className="grid content-start gap-3 border-line p-5 not-first:border-t md:not-first:border-t-0 md:not-first:border-l"
        >
          <h3 className="text-section font-semibold">{plan.name}</h3>
          <p className="text-figure font-medium tracking-[-0.02em] tabular-nums">
            {t.rich('plan.perMonth', {
              price: formatMoney(plan.monthlyMicros),
              small: (text) => <span className="text-body text-fg-2">{text}</span>,
            })}
          </p>
          <ul className="grid gap-1.5 text-fg-2">
            {factsOf(t, plan).map((fact) => (
              <li key={fact} className="flex gap-2">
                <Icon of={Check} className="mt-0.5" />
                {fact}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function factsOf(t: Translate<'site'>, plan: PublicPlan): string[] {
  return [
    plan.invoiceLimitMicros === 0n
      ? t('plan.prepaid')
      : t('plan.invoiced', { limit: formatMoney(plan.invoiceLimitMicros) }),
    t('plan.jobs', { count: plan.trainConcurrencyMax }),
    t('plan.limits', {
      requests: formatCount(plan.requestsPerMinute),
      tokens: formatShortCount(plan.tokensPerMinute),
    }),
    t('plan.files', { file: formatBytes(plan.fileSizeBytesMax), storage: formatBytes(plan.storageBytesMax) }),
  ];
}
