import type { ReactNode } from 'react';
import { ClientMessages } from '../../../i18n/client-messages.tsx';
import { RefreshOnRows } from '../../../ui/refresh-on-rows.tsx';
import { SupportView } from '../../../ui/support-view.tsx';
import { VerifyBanner } from '../../account/ui/verify-banner.tsx';
import { NotificationBell } from '../../notification/ui/notification-bell.tsx';
import { SupportBanner } from '../../support/ui/support-banner.tsx';
import type { Shell } from '../server/read-shell.ts';
import { AppFrame } from './app-frame.tsx';
import { ClosedBanner } from './closed-banner.tsx';
import { ProjectTopBar } from './project-top-bar.tsx';
import { Rail } from './rail.tsx';

interface ProjectShellProps {
  shell: Shell;
  /** Its name. */
  place: string;
  /** The project of the page, else its organization: the one stream of the tab tells what changes there. */
  placeId: string;
  children: ReactNode;
}

/** Around the pages of a project and of its organization. */
export function ProjectShell({ shell, place, placeId, children }: ProjectShellProps) {
  const { user, organization, project, support, unread } = shell;
  const isStopped = shell.erasedFrom !== null || shell.suspendedReason !== null;
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
          closed={isStopped ? 'organization' : shell.isArchived ? 'project' : null}
          rail={rail}
          bell={
            support === null && (
              <NotificationBell organizationId={organization.id} userId={user.id} placeId={placeId} unread={unread} />
            )
          }
        />
      }
    >
      {support !== null && (
        <ClientMessages namespaces={['support']}>
          <SupportBanner organization={organization} support={support} placeId={placeId} />
        </ClientMessages>
      )}
      {/* The credit and the names in the rail, and whether the organization may work. */}
      <RefreshOnRows placeId={placeId} kinds={['wallet', 'organization', 'project']} />
      {!user.emailVerified && <VerifyBanner email={user.email} />}
      <ClosedBanner shell={shell} />
      <SupportView isSupport={support !== null}>{children}</SupportView>
    </AppFrame>
  );
}
