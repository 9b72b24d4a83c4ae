import { currentAnnouncements } from '@modelmint/db/system/announcements';
import { deps } from '../../../deps.ts';
import { currentLanguage } from '../../../i18n/current-language.ts';
import { Note } from '../../../ui/note.tsx';

/** What the operator tells everybody who is signed in, above the page. */
export async function AnnouncementBanner() {
  const announcements = await currentAnnouncements(deps().db);
  if (announcements.length === 0) return null;
  const isChinese = currentLanguage() === 'zh-CN';
  return (
    <div className="mx-auto grid max-w-[calc(var(--size-content)+64px)] gap-2 px-8 pt-6 max-md:px-4 max-md:pt-4">
      {announcements.map(({ id, text, textChinese, tone }) => (
        <Note key={id} tone={tone}>
          <bdi className="[overflow-wrap:anywhere]">{isChinese ? (textChinese ?? text) : text}</bdi>
        </Note>
      ))}
    </div>
  );
}
