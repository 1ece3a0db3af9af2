import { createContext, type ReactElement, type ReactNode, use } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { codeActionOf, languageOf } from './code-action';
import { CodeBlock, type CommandRunner } from './code-block';
import './markdown.css';

export const CommandRunnerContext = createContext<CommandRunner | undefined>(undefined);

type CodeElement = ReactElement<{ className?: string; children?: ReactNode }>;

function Block({ children, node }: { children?: ReactNode } & ExtraProps) {
  const runner = use(CommandRunnerContext);
  const { className, children: text } = (children as CodeElement).props; // a block is one code element
  const [code] = node?.children ?? [];
  // mdast-util-to-hast keeps what follows the language on the fence as data.meta.
  const meta = (code?.data as { meta?: string } | undefined)?.meta;
  return (
    <CodeBlock
      text={String(text ?? '').replace(/\n$/, '')}
      action={codeActionOf(languageOf(className), meta)}
      runner={runner}
    />
  );
}

function OutsideLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** The page has its h1 and h2 already: headings of a text go below them. */
const components: Components = {
  pre: Block,
  a: OutsideLink,
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
};
const plugins = [remarkGfm];

/** Text of a lab. HTML in it is shown as text, never taken as HTML. */
export function Markdown({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <div className="markdown" lang={lang}>
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
