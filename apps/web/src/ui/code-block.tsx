'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';
import { type CodeLanguage, type CodeTokenKind, highlightLines } from './highlight-code.ts';

export interface CodeSample {
  /** The tab: `curl`, `TypeScript`, `Python`. */
  label: string;
  language: CodeLanguage;
  code: string;
  /** 1-based numbers of the lines that the reader must change. */
  marked?: readonly number[];
}

interface CodeBlockProps {
  /** For screen readers: `How to call the endpoint`. */
  label: string;
  samples: readonly CodeSample[];
  /** In place of tabs when there is one sample. */
  title?: string;
}

const colours: Record<CodeTokenKind, string> = {
  plain: '',
  key: 'text-code-key',
  string: 'text-code-str',
  number: 'text-code-num',
  note: 'text-code-note',
};
const storageKey = 'modelmint.code-language';

/** Snippets that run as shown: real base URL and names, the key as an environment variable. The language is remembered. */
export function CodeBlock({ label, samples, title }: CodeBlockProps) {
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const tabs = useRef<(HTMLButtonElement | null)[]>([]);
  useEffect(() => {
    const remembered = samples.findIndex((sample) => sample.label === readRemembered());
    if (remembered > 0) setChosen(remembered);
  }, [samples]);
  const at = chosen < samples.length ? chosen : 0;
  const sample = samples[at];
  if (sample === undefined) return null;
  const choose = (index: number) => {
    setChosen(index);
    remember(samples[index]?.label ?? '');
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (at + step + samples.length) % samples.length;
    choose(next);
    tabs.current[next]?.focus();
  };
  return (
    <div className="min-w-0 overflow-hidden rounded-lg border border-line bg-code">
      <div className="flex h-10 items-center justify-between gap-2 border-b border-line pr-1.5 pl-2 max-md:h-11">
        {samples.length > 1 ? (
          <div
            role="tablist"
            aria-label={label}
            className="flex min-w-0 gap-1 self-stretch overflow-x-auto"
            onKeyDown={press}
          >
            {samples.map((each, index) => (
              <button
                key={each.label}
                ref={(node) => {
                  tabs.current[index] = node;
                }}
                type="button"
                role="tab"
                id={`${id}-tab-${index}`}
                aria-selected={index === at}
                aria-controls={`${id}-panel`}
                tabIndex={index === at ? 0 : -1}
                onClick={() => choose(index)}
                className={classNames(
                  'relative px-2 text-small whitespace-nowrap focus-visible:-outline-offset-2',
                  index === at
                    ? 'font-medium text-fg after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:bg-accent-edge'
                    : 'text-fg-2 hover:text-fg',
                )}
              >
                {each.label}
              </button>
            ))}
          </div>
        ) : (
          <span className="truncate px-2 text-small text-fg-2">{title ?? sample.label}</span>
        )}
        <CopyButton text={sample.code} />
      </div>
      <div
        id={`${id}-panel`}
        {...(samples.length > 1
          ? { role: 'tabpanel', 'aria-labelledby': `${id}-tab-${at}` }
          : { role: 'group', 'aria-label': label })}
      >
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto px-4 py-3 text-[12.5px]/5 focus-visible:-outline-offset-2 max-md:text-[12px]/5"
        >
          <code className="block w-max min-w-full text-[1em]!">
            {highlightLines(sample.code, sample.language).map((line, index) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a constant text
                key={index}
                className={classNames(
                  'block min-h-5',
                  sample.marked?.includes(index + 1) &&
                    '-mx-4 border-l-2 border-accent-edge bg-accent-soft pr-4 pl-3.5',
                )}
              >
                {line.map((token, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: tokens of a constant line
                  <span key={place} className={colours[token.kind]}>
                    {token.text}
                  </span>
                ))}
              </span>
            ))}
          </code>
        </pre>
      </div>
    </div>
  );
}

function readRemembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function remember(label: string): void {
  try {
    localStorage.setItem(storageKey, label);
  } catch {
    // Storage is switched off: the choice holds for this page only.
  }
}
