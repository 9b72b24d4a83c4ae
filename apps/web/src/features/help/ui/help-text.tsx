import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import Markdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '../../../ui/code-block.tsx';
import type { CodeLanguage } from '../../../ui/highlight-code.ts';
import { anchorOf } from '../server/anchor-of.ts';
import type { Section } from '../server/headings-of.ts';
import { imageUrlOf } from '../server/help-image-url.ts';
import { linkOf } from '../server/link-of.ts';

const languages: Record<string, { name: string; language: CodeLanguage }> = {
  ts: { name: 'TypeScript', language: 'typescript' },
  python: { name: 'Python', language: 'python' },
  bash: { name: 'terminal', language: 'curl' },
  sh: { name: 'terminal', language: 'curl' },
  json: { name: 'JSON', language: 'json' },
};

interface HelpTextProps {
  markdown: string;
  /** The ids of its headings, by their lines; without them each is named by its own words. */
  sections?: readonly Section[];
}

/** Text of the docs. No HTML of theirs is let through. */
export function HelpText({ markdown, sections = [] }: HelpTextProps) {
  const anchors = new Map(sections.map(({ line, anchor }) => [line, anchor]));
  const idOf: IdOf = (node, children) => anchors.get(node?.position?.start.line ?? 0) ?? anchorOf(textOf(children));
  return (
    <div className="help-text">
      <Markdown remarkPlugins={[remarkGfm]} components={{ ...components, ...headings(idOf) }} skipHtml>
        {markdown}
      </Markdown>
    </div>
  );
}

type IdOf = (node: ExtraProps['node'], children: ReactNode) => string;

const headings = (idOf: IdOf): Components => ({
  h2: ({ node, children }) => <h2 id={idOf(node, children)}>{children}</h2>,
  h3: ({ node, children }) => <h3 id={idOf(node, children)}>{children}</h3>,
});

const components: Components = {
  h1: ({ children }) => <h1>{children}</h1>,
  a: ({ href = '', children }) => <HelpLink href={href}>{children}</HelpLink>,
  code: ({ children }) => <code>{breakable(textOf(children))}</code>,
  img: ({ src, alt = '' }) => <HelpImage source={typeof src === 'string' ? src : ''} alt={alt} />,
  pre: ({ children }) => <HelpCode>{children}</HelpCode>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <div className="help-table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  // A head without words, as above a column of remarks, is none.
  th: ({ children }) => (textOf(children) === '' ? <td /> : <th scope="col">{children}</th>),
};

function HelpLink({ href, children }: { href: string; children: ReactNode }) {
  const to = linkOf(href);
  if (to === null) return <>{children}</>;
  if (to.startsWith('https:'))
    return (
      <a href={to} className="link" rel="noreferrer">
        {children}
      </a>
    );
  return (
    <Link href={to} className="link">
      {children}
    </Link>
  );
}

/** Every picture is of a screen of 1440 × 900, so that its place is kept before it comes. */
function HelpImage({ source, alt }: { source: string; alt: string }) {
  const url = imageUrlOf(source);
  if (url === null) return alt;
  // biome-ignore lint/performance/noImgElement: it is compressed already, and as large as it is shown
  return <img src={url} alt={alt} width={1440} height={900} loading="lazy" />;
}

/** A fenced block: what stands in it, and the language that its fence names. */
function HelpCode({ children }: { children: ReactNode }) {
  const props = propsOf(children);
  const { name, language } = languages[/language-(\w+)/.exec(props.className ?? '')?.[1] ?? ''] ?? {
    name: 'text',
    language: 'text' as const,
  };
  const t = useTranslations('help');
  const title = name === 'terminal' || name === 'text' ? t(name) : name;
  const code = textOf(props.children).replace(/\n$/, '');
  return <CodeBlock label={title} title={title} samples={[{ label: title, language, code }]} />;
}

/** Names and paths may be long, and no line breaks before a slash: they break where they are joined, without a hyphen. */
function breakable(code: string): ReactNode {
  const parts = code.length > 20 ? code.split(/(?<=[./_])(?=\w)/) : [code];
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a constant text
    <Fragment key={index}>
      {(index > 0 || part.startsWith('/')) && <wbr />}
      {part}
    </Fragment>
  ));
}

interface CodeProps {
  className?: string;
  children?: ReactNode;
}

function propsOf(node: ReactNode): CodeProps {
  return typeof node === 'object' && node !== null && 'props' in node ? (node.props as CodeProps) : { children: node };
}

/** The letters of what may hold further elements, such as code in a heading. */
function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(textOf).join('');
  if (typeof node === 'object' && node !== null && 'props' in node) return textOf((node.props as CodeProps).children);
  return '';
}
