import { AppError } from '@modelmint/domain/errors';
import type { MailLanguage } from './mail-language.ts';
import type { MailKind, MailMessage } from './mail-message.ts';

/** What a template says, in one language and without markup. */
export interface MailWords {
  subject: string;
  paragraphs: string[];
  /** The words on the button. */
  action: string;
  /** Small print: how long the link lives, what to do when it came unasked. */
  note: string;
}

export interface MailFrame {
  kind: MailKind;
  recipient: string;
  language: MailLanguage;
  /** Where the button leads. */
  url: string;
}

const fallback: Record<MailLanguage, string> = {
  en: 'If the button does not work, copy this address into your browser:',
  'zh-CN': '如果按钮无法点击，请将以下地址复制到浏览器中打开：',
};

const font = "font-family:system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif";

/** The same words as plain text and as HTML without images, scripts or outside styles. */
export function layOutMail({ kind, recipient, language, url }: MailFrame, words: MailWords): MailMessage {
  const link = checkLink(url);
  const paragraphs = words.paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`).join('\n');
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(words.subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f6f7f9;color:#16181d;font-size:16px;line-height:1.5;${font}">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e3e5ea;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600">Modelmint</p>
${paragraphs}
<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:10px 18px;background:#16181d;color:#ffffff;text-decoration:none;border-radius:6px">${escapeHtml(words.action)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#5b6270">${escapeHtml(fallback[language])}<br><span style="word-break:break-all">${escapeHtml(link)}</span></p>
<p style="margin:0;font-size:13px;color:#5b6270">${escapeHtml(words.note)}</p>
</div>
</body>
</html>
`;
  const text = `${[...words.paragraphs, `${words.action}:\n${link}`, words.note].join('\n\n')}\n\nModelmint\n`;
  return { kind, recipient, subject: words.subject, text, html };
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** The address in its normal form, in which it holds no white space or quotes. */
function checkLink(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new AppError('invalid_value', 'A mail may only lead to an http or https address.', {
      param: 'url',
      fault: 'platform',
    });
  return parsed.href;
}
