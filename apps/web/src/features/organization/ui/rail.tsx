'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Money } from '../../../ui/money.tsx';
import { AccountMenu } from '../../account/ui/account-menu.tsx';
import { HelpLink } from '../../help/ui/help-link.tsx';
import type { Shell } from '../server/read-shell.ts';
import { organizationNav, projectNav } from './navigation.ts';
import { ProjectSwitcher } from './project-switcher.tsx';
import { RailNav } from './rail-nav.tsx';

/** Where one is and where one can go. */
export function Rail({ shell }: { shell: Shell }) {
  const t = useTranslations('shell');
  const { user, organization, project, role, creditMicros, canSeeBilling, runningJobs } = shell;
  const credit = creditMicros !== null && (
    <>
      <span>{t('rail.credit')}</span>
      <span className="font-medium text-fg">
        <Money micros={creditMicros} />
      </span>
    </>
  );
  const creditStyle = 'flex justify-between rounded-sm px-2 py-1.5 text-small text-fg-2 max-lg:py-2.5';
  return (
    <div className="flex h-full flex-col overflow-auto p-2">
      <ProjectSwitcher organization={organization} project={project} />
      {project !== null && (
        <RailNav
          label={t('rail.project')}
          items={projectNav(project.id)}
          notes={runningJobs > 0 ? { 'nav.fineTuning': t('rail.running', { count: runningJobs }) } : {}}
        />
      )}
      <RailNav label={t('rail.organization')} isTitled items={organizationNav(organization.id, role)} />
      <div className="mt-auto grid gap-1 pt-3">
        {credit &&
          (canSeeBilling ? (
            <Link href={`/organizations/${organization.id}/billing`} className={`${creditStyle} hover:bg-hover`}>
              {credit}
            </Link>
          ) : (
            <div className={creditStyle}>{credit}</div>
          ))}
        <HelpLink />
        <AccountMenu user={user} />
      </div>
    </div>
  );
}
