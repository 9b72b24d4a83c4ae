'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { classNames } from '../../../ui/class-names.ts';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { StatusIcon } from '../../../ui/status-icon.tsx';
import { toneClass } from '../../../ui/tone.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useRowEvents } from '../../../ui/use-row-events.ts';

interface SupportBannerProps {
  organization: { id: string; name: string };
  support: { isActing: boolean; reason: string; expiresAt: Date };
  /** Of the page, for its stream. */
  placeId: string;
}

/** On every page of the organization while the operator is in it: where, as what, how long, and the way out. */
export function SupportBanner({ organization, support, placeId }: SupportBannerProps) {
  const t = useTranslations('support');
  const { id, name } = organization;
  const leave = () => location.assign(`/operator/organizations/${id}`);
  const end = useAction(async () => {
    await callApi('/api/operator/support/end', { body: {} }).catch((error: unknown) => {
      // It has ended by itself: out all the same.
      if (ApiProblem.from(error).code !== 'not_found') throw error;
    });
    leave();
  });
  useRowEvents(placeId, ['support'], () => {
    callApi(`/api/organizations/${id}`).catch((error: unknown) => {
      if (ApiProblem.from(error).code === 'not_found') leave();
    });
  });
  return (
    <section
      aria-label={t('banner.label')}
      className={classNames(
        'sticky top-(--size-topbar) z-(--layer-rail) flex items-start gap-2.5 border-b border-line bg-(--soft) px-8 py-2.5 text-fg max-lg:px-4 max-md:flex-wrap',
        toneClass.danger,
      )}
    >
      <StatusIcon shape="octagon" className="mt-0.5" />
      <div className="min-w-0 flex-1 text-pretty max-md:basis-[calc(100%-32px)] [overflow-wrap:anywhere]">
        {t.rich(support.isActing ? 'banner.acting' : 'banner.looking', {
          b: (text) => <b>{text}</b>,
          name: () => <bdi>{name}</bdi>,
        })}{' '}
        <span className="whitespace-nowrap">
          {t.rich('banner.left', { time: () => <TimeLeft until={support.expiresAt} onOver={leave} /> })}
        </span>
        <span className="block text-small text-fg-2">
          {t.rich('banner.reason', { reason: () => <bdi>{support.reason}</bdi> })}
        </span>
        {end.problem && <ProblemText problem={end.problem} />}
      </div>
      <div className="-my-1 flex-none max-md:mt-1 max-md:ml-6.5">
        <Button size="small" isBusy={end.isBusy} onClick={() => end.run()}>
          {t('banner.end')}
        </Button>
      </div>
    </section>
  );
}

/** Minutes and seconds, each second. */
function TimeLeft({ until, onOver }: { until: Date; onOver: () => void }) {
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 1000);
    return () => clearInterval(timer);
  }, [until]);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver, onOver]);
  return (
    // The server said it a moment earlier.
    <time dateTime={until.toISOString()} className="tabular-nums" suppressHydrationWarning>
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
    </time>
  );
}

const secondsTo = (until: Date): number => Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000));
