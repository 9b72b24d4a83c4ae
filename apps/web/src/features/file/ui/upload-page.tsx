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
  return (
    <Page>
      <PageCrumb name="Upload" />
      <PageHeader
        title="Upload data"
        facts={['Each line is checked; you see the report before anything is trained.']}
      />
      <Columns>
        <Column span={8}>
          {allowance === null ? (
            <Note tone="warning">
              Confirm your e-mail address first: open the link in the mail that we sent you. Uploads wait for it.
            </Note>
          ) : (
            <UploadData projectId={projectId} sizeBytesMax={allowance.sizeBytesMax} limitedBy={allowance.reason} />
          )}
        </Column>
        <Column span={4}>
          <aside aria-label="What is read" className="grid grid-cols-[minmax(0,1fr)] gap-3">
            <FormatGuide />
            <ul className="grid list-disc gap-1 pl-4 text-small text-pretty text-fg-3">
              <li>One example on each line, with a text and one label.</li>
              <li>Two labels at least, and two different texts for each.</li>
              <li>Columns may have other names; you choose them, or they are detected.</li>
              <li>Delimiter, quotes, encoding and gzip are detected.</li>
              <li>Bad lines are left out and listed with the reason and the repair.</li>
            </ul>
          </aside>
        </Column>
      </Columns>
    </Page>
  );
}
