export interface TextPart {
  text: string;
  /** Set for a link. */
  href?: string;
}

/** Cuts a plain text at its links; everything else stays text, whatever it looks like. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+/g)) {
    // A full stop or bracket at the end belongs to the sentence.
    const link = match[0].replace(/[.,;:!?)\]]+$/, '');
    if (!URL.canParse(link)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: link, href: link });
    from = match.index + link.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
