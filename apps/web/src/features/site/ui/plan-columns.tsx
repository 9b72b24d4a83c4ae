import { Check } from 'lucide-react';
import { formatBytes, formatCount, formatMoney, formatShortCount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { PublicPlan } from '../server/read-price-list.ts';

/** The plans side by side, with what each allows. */
export function PlanColumns({ plans }: { plans: readonly PublicPlan[] }) {
  return (
    <div className="grid rounded-lg border border-line bg-surface md:auto-cols-fr md:grid-flow-col">
      {plans.map((plan) => (
        <section
          key={plan.code}
          aria-label={`Plan ${plan.name}`}
          className="grid content-start gap-3 border-line p-5 not-first:border-t md:not-first:border-t-0 md:not-first:border-l"
        >
          <h3 className="text-section font-semibold">{plan.name}</h3>
          <p className="text-figure font-medium tracking-[-0.02em] tabular-nums">
            {formatMoney(plan.monthlyMicros)} <span className="text-body text-fg-2">per month</span>
          </p>
          <ul className="grid gap-1.5 text-fg-2">
            {factsOf(plan).map((fact) => (
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

function factsOf(plan: PublicPlan): string[] {
  const jobs =
    plan.trainConcurrencyMax === 1 ? '1 training job at a time' : `${plan.trainConcurrencyMax} training jobs at a time`;
  return [
    plan.invoiceLimitMicros === 0n
      ? 'Usage from prepaid credit'
      : `Usage on the invoice, up to ${formatMoney(plan.invoiceLimitMicros)}, then from credit`,
    jobs,
    `${formatCount(plan.requestsPerMinute)} requests and ${formatShortCount(plan.tokensPerMinute)} tokens per minute for each model`,
    `Files up to ${formatBytes(plan.fileSizeBytesMax)}, ${formatBytes(plan.storageBytesMax)} of storage`,
  ];
}
