/**
 * Secrets by their look, wherever they stand in a text. Each pattern is anchored or bounded, so that a hostile text
 * costs linear time.
 */
const secrets: [RegExp, string][] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, '[redacted key]'],
  [/\bsk-mm-[A-Za-z0-9]+/g, 'sk-mm-[redacted]'],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, 'sk-[redacted]'],
  [/\b([srp]k_(?:live|test)|whsec|hf)_[A-Za-z0-9]{4,}/g, '$1_[redacted]'],
  [/\bAKIA[0-9A-Z]{16}\b/g, 'AKIA[redacted]'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, '[redacted JWT]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, '$1 [redacted]'],
  [/\b((?:set-)?cookie|authorization|x-api-key)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, '$1$2[redacted]'],
  [
    /((?<![a-z])(?:password|passwd|secret|[a-z]{0,12}[-_]?token|api[-_]?key)["']?\s*[:=]\s*["']?)[^\s"'&;,}]+/gi,
    '$1[redacted]',
  ],
  // The user name and password of a URL, such as a connection string.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'@:]*:[^\s/"']*@/gi, '$1[redacted]@'],
  // Queries carry tokens of links and signatures of signed URLs.
  [/((?<![^\s"'(<=[])(?:[a-z][a-z0-9+.-]{1,20}:\/)?\/[^\s"'?#]*)\?[^\s"'#]+/gi, '$1?[redacted]'],
  // 256 bits in base64url: session tokens and the tokens of our links.
  [/(?<![A-Za-z0-9_-])(?=[a-z_-]*[A-Z0-9])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g, '[redacted token]'],
  [/(?<![\p{L}\p{N}._%+-])([\p{L}\p{N}_%+-])[\p{L}\p{N}._%+-]*@([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/gu, '$1…@$2'],
];

/** Longer texts are cut: a log line is no place for a file. */
const lengthMax = 8_000;

/** A text that may be logged: without secrets, with e-mail addresses in part, without control signs for terminals. */
export function scrubText(text: string): string {
  // Cut late: half a secret would no longer look like one.
  let clean = text.slice(0, 2 * lengthMax);
  for (const [pattern, replacement] of secrets) clean = clean.replace(pattern, replacement);
  if (clean.length > lengthMax || text.length > 2 * lengthMax)
    clean = `${clean.slice(0, lengthMax)}… (${text.length} characters)`;
  // JSON escapes the signs below U+0020 by itself, but not these, which terminals and line readers also obey.
  return clean.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
