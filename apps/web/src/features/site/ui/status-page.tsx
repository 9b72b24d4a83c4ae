import { useTranslations } from 'next-intl';
import { classNames } from '../../../ui/class-names.ts';
import { formatShare } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status, type StatusKind } from '../../../ui/status.tsx';
import type { ComponentState, ComponentStatus, StatusView } from '../server/status-view.ts';
import { incidentKinds } from './incident-kinds.ts';

const kinds: Record<ComponentState, StatusKind> = { ok: 'working', down: 'down', unknown: 'unknown' };
const tones = { ok: 'success', down: 'danger', incident: 'warning', unknown: 'info' } as const;

export function StatusPage({ view }: { view: StatusView }) {
  const t = useTranslations('site');
  return (
    <div className="mx-auto grid w-full max-w-200 grid-cols-[minmax(0,1fr)] gap-6 px-8 pt-16 pb-20 max-md:px-4 max-md:pt-10">
      <div className="grid gap-3">
        <h1 className="text-h2 font-semibold tracking-[-0.022em]">{t('status.title')}</h1>
        <Note tone={tones[view.state]}>{t(`status.${view.state}`)}</Note>
      </div>
      <Panel title={t('status.components')} description={t('status.componentsText')} isFlush>
        <ul>
          {view.components.map((component) => (
            <ComponentRow key={component.id} component={component} />
          ))}
        </ul>
      </Panel>
      <Incidents incidents={view.incidents} />
    </div>
  );
}

function ComponentRow({ component }: { component: ComponentStatus }) {
  const t = useTranslations('site');
  const { id, state, uptime, days } = component;
  return (
    <li className="grid gap-2.5 border-line px-4 py-4 not-first:border-t">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-medium">{t(`component.${id}.name`)}</h3>
          <p className="text-small text-pretty text-fg-3">{t(`component.${id}.about`)}</p>
        </div>
        <Status kind={kinds[state]} />
      </div>
      <div className="flex h-6 items-stretch gap-px" aria-hidden="true">
        {days.map(({ day, uptime: share }) => (
          <span
            key={day}
            title={t('status.dayShare', { day, share: share === null ? t('status.notMeasured') : formatShare(share) })}
            className={classNames('min-w-0 flex-1 rounded-[1px]', colourOf(share))}
          />
        ))}
      </div>
      <p className="flex justify-between text-micro text-fg-3 tabular-nums">
        <span>{t('status.daysAgo')}</span>
        <span>{uptime === null ? t('status.nothing') : t('status.answered', { share: formatShare(uptime) })}</span>
        <span>{t('status.today')}</span>
      </p>
    </li>
  );
}

/** A few lost probes of 1,440 are a hiccup, more are an outage. */
function colourOf(share: number | null): string {
  if (share === null) return 'bg-track';
  if (share >= 0.999) return 'bg-success-mark';
  return share >= 0.95 ? 'bg-warning-mark' : 'bg-danger-mark';
}

function Incidents({ incidents }: { incidents: StatusView['incidents'] }) {
  const t = useTranslations('site');
  return (
    <Panel title={t('status.incidents')} description={t('status.incidentsText')}>
      {incidents.length === 0 ? (
        <p className="text-fg-2">{t('status.noIncidents')}</p>
      ) : (
        <ul className="grid gap-6">
          {incidents.map((incident) => (
            <li key={incident.id} className="grid gap-2">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <h3 className="font-medium break-words">{incident.title}</h3>
                <Status kind={incidentKinds[incident.state]} />
              </div>
              <p className="text-small text-fg-3">{t('status.began', { day: formatDay(incident.startedAt) })}</p>
              <ol className="grid gap-2 border-l border-line pl-4">
                {incident.updates.map((update) => (
                  <li key={update.id} className="grid gap-0.5">
                    <span className="text-small text-fg-3">
                      <RelativeTime at={update.createdAt} />
                    </span>
                    <p className="break-words text-pretty whitespace-pre-line text-fg-2">{update.text}</p>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
