import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import './markdown.css';

const elements = ['code', 'em', 'strong'];
const components = {
  code: ({ children }: { children?: ReactNode }) => <code className="inline-code">{children}</code>,
};

/** One sentence of an author: code and emphasis are drawn, everything else is its text. */
export function InlineMarkdown({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <span lang={lang}>
      <ReactMarkdown allowedElements={elements} unwrapDisallowed components={components}>
        {text}
      </ReactMarkdown>
    </span>
  );
}
