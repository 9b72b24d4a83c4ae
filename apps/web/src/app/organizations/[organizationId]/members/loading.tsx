import { MembersPage } from '../../../../features/member/ui/members-page.tsx';

export default function MembersLoading() {
  return (
    <MembersPage
      organization={{ id: '', name: '' }}
      members={null}
      projects={[]}
      self={{ userId: '', role: 'VIEWER' }}
      canWrite={false}
      isFiltered={false}
      total={null}
      moreHref={null}
      invitations={[]}
      readAt={new Date(0)}
    />
  );
}
