import type { ReactNode } from 'react';

export interface Stat {
  label: string;
  /** The figure. */
  value: ReactNode;
  unit?: string;
  /** One comparison or explanation. */
  detail?: ReactNode;
}

const columns = ['', 'md:grid-cols-1', 'md:grid-cols-2', 'md:grid-cols-3', 'md:grid-cols-4', 'md:grid-cols-5'];

/** Two to five figures in one strip with dividers. */
export function Stats({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl
      className={`grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line ${columns[Math.min(stats.length, 5)]}`}
    >
      {stats.map((stat) => (
        <div key={stat.label} className="min-w-0 bg-surface px-4 pt-3.5 pb-3 max-md:p-3 max-md:last:odd:col-span-2">
          <dt className="text-fg-2">{stat.label}</dt>
          <dd className="text-figure font-medium whitespace-nowrap tabular-nums max-md:text-title">
            {stat.value}
            {stat.unit && (
              <span className="ml-[3px] text-body font-regular tracking-normal text-fg-2">{stat.unit}</span>
            )}
          </dd>
          {stat.detail && <dd className="text-small text-pretty text-fg-3 tabular-nums">{stat.detail}</dd>}
        </div>
      ))}
    </dl>
  );
}
