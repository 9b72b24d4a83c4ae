import type { Language } from '../i18n/language.ts';

/** The words and units that the formatters write beside numbers. */
interface FormatWords {
  token: (count: string, isOne: boolean) => string;
  byteUnits: readonly string[];
  byte: string;
  perMillionTokens: (price: string) => string;
  units: { ms: string; s: string; min: string; h: string; d: string };
  now: string;
  ago: (span: string) => string;
  ahead: (span: string) => string;
  day: (day: { month: number; date: number; year?: number }) => string;
  /** From the size on, in falling order: the divisor, its unit and how many decimals. */
  short: readonly { from: number; divisor: number; unit: string; digits: number }[];
}

/** Between a number and its unit. */
export const thin = '\u2009';

// i18n-ignore: the English ones
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const formatWords: Record<Language, FormatWords> = {
  en: {
    token: (count, isOne) => `${count} ${isOne ? 'token' : 'tokens'}`,
    byteUnits: ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'],
    byte: 'byte',
    perMillionTokens: (price) => `${price} per 1${thin}M tokens`,
    units: { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' },
    now: 'now',
    ago: (span) => `${span} ago`,
    ahead: (span) => `in ${span}`,
    day: ({ month, date, year }) => `${date} ${months[month]}${year === undefined ? '' : ` ${year}`}`,
    short: [
      { from: 1e9, divisor: 1e9, unit: 'B', digits: 2 },
      { from: 1e6, divisor: 1e6, unit: 'M', digits: 2 },
    ],
  },
  'zh-CN': {
    token: (count) => `${count} token`,
    byteUnits: ['字节', 'kB', 'MB', 'GB', 'TB', 'PB'],
    byte: '字节',
    perMillionTokens: (price) => `${price} / 百万 token`,
    units: { ms: '毫秒', s: '秒', min: '分钟', h: '小时', d: '天' },
    now: '刚刚',
    ago: (span) => `${span}前`,
    ahead: (span) => `${span}后`,
    day: ({ month, date, year }) => `${year === undefined ? '' : `${year}年`}${month + 1}月${date}日`,
    short: [
      { from: 1e8, divisor: 1e8, unit: '亿', digits: 2 },
      { from: 1e6, divisor: 1e4, unit: '万', digits: 0 },
    ],
  },
};
