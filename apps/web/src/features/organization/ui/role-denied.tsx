import type { Role } from '@modelmint/domain/roles';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { roleLabel } from '../../member/ui/role-words.ts';

interface RoleDeniedProps {
  title: string;
  role: Role;
  /** The role would open it, but nothing can be changed here now; the banner above says why. */
  isClosed?: boolean;
  /** Of a person alone, and support is nobody here. */
  isPersonal?: boolean;
}

/** A page that cannot be opened, by this role or now. */
export function RoleDenied({ title, role, isClosed = false, isPersonal = false }: RoleDeniedProps) {
  const t = useTranslations('organization');
  const m = useTranslations('member');
  return (
    <Page>
      <PageHeader title={title} />
      <Panel>
        {isPersonal ? (
          <EmptyState icon={<Icon of={Lock} />} title={t('denied.personalTitle')}>
            {t('denied.personalText')}
          </EmptyState>
        ) : isClosed ? (
          <EmptyState icon={<Icon of={Lock} />} title={t('denied.closedTitle')}>
            {t('denied.closedText')}
          </EmptyState>
        ) : (
          <EmptyState icon={<Icon of={Lock} />} title={t('denied.title', { role: roleLabel(m, role).toLowerCase() })}>
            {t('denied.text')}
          </EmptyState>
        )}
      </Panel>
    </Page>
  );
}
