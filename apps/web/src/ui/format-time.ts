import { currentLanguage } from '../i18n/current-language.ts';
import { formatWords } from './format-words.ts';

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-18 14:32:31 UTC` */
export function formatExactTime(at: Date): string {
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} UTC`;
}

/** `12 Nov`, `12 Nov 2025` when the year is another. In UTC. */
export function formatDay(at: Date, now: Date = new Date()): string {
  const year = at.getUTCFullYear();
  return formatWords[currentLanguage()].day({
    month: at.getUTCMonth(),
    date: at.getUTCDate(),
    ...(year === now.getUTCFullYear() ? {} : { year }),
  });
}

/** `14:32`, in UTC; the place where it stands says so. */
export function formatClock(at: Date): string {
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** `now`, `18 min ago`, `in 3 h`, up to 7 days; then the day. */
export function formatRelativeTime(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const seconds = Math.abs(distance) / 1000;
  const { now: thisMoment, ago, ahead, units } = formatWords[currentLanguage()];
  if (seconds < 10) return thisMoment;
  if (seconds >= 7 * 86_400) return formatDay(at, now);
  const text =
    seconds < 60
      ? `${Math.floor(seconds)} ${units.s}`
      : seconds < 3600
        ? `${Math.floor(seconds / 60)} ${units.min}`
        : seconds < 86_400
          ? `${Math.floor(seconds / 3600)} ${units.h}`
          : `${Math.floor(seconds / 86_400)} ${units.d}`;
  return distance < 0 ? ago(text) : ahead(text);
}
