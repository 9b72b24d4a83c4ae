import { useTranslations } from 'next-intl';
import { Column, Columns } from '../../../ui/columns.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageCrumb } from '../../../ui/page-crumb.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import type { FileAllowance } from '../server/store-file.ts';
import { FormatGuide } from './format-guide.tsx';
import { UploadData } from './upload-data.tsx';

interface UploadPageProps {
  projectId: string;
  /** Null while the address of the person is not confirmed. */
  allowance: FileAllowance | null;
}

export function UploadPage({ projectId, allowance }: UploadPageProps) {
  const t = useTranslations('file');
  return (
    <Page>
      <PageCrumb name={t('upload.crumb')} />
      <PageHeader title={t('upload.title')} facts={[t('upload.fact')]} />
      <Columns>
        <Column span={8}>
          {allowance === null ? (
            <Note tone="warning">{t('upload.confirm')}</Note>
          ) : (
            <UploadData projectId={projectId} sizeBytesMax={allowance.sizeBytesMax} limitedBy={allowance.reason} />
          )}
        </Column>
        <Column span={4}>
          <FormatGuide />
        </Column>
      </Columns>
    </Page>
  );
}
