import type { ReactNode } from 'react';
import { VerifyBanner } from '../../account/ui/verify-banner.tsx';
import { NotificationBell } from '../../notification/ui/notification-bell.tsx';
import type { Shell } from '../server/read-shell.ts';
import { AppFrame } from './app-frame.tsx';
import { ClosedBanner } from './closed-banner.tsx';
import { ProjectTopBar } from './project-top-bar.tsx';
import { Rail } from './rail.tsx';
import { RefreshOnWallet } from './refresh-on-wallet.tsx';

/** Around the pages of a project and of its organization. */
export function ProjectShell({ shell, place, children }: { shell: Shell; place: string; children: ReactNode }) {
  const { user, organization, project, unread } = shell;
  const rail = <Rail shell={shell} />;
  return (
    <AppFrame
      rail={rail}
      topBar={
        <ProjectTopBar
          place={place}
          organizationId={organization.id}
          projectId={project?.id ?? null}
          role={shell.role}
          rail={rail}
          bell={
            project && (
              <NotificationBell
                organizationId={organization.id}
                userId={user.id}
                projectId={project.id}
                unread={unread}
              />
            )
          }
        />
      }
    >
      {project !== null && <RefreshOnWallet projectId={project.id} />}
      {!user.emailVerified && <VerifyBanner email={user.email} />}
      <ClosedBanner shell={shell} />
      {children}
    </AppFrame>
  );
}
