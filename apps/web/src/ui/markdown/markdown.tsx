import { createContext, type ReactElement, type ReactNode, use } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { codeActionOf, languageOf } from './code-action';
import { CodeBlock } from './code-block';
import './markdown.css';

/** Runs a command in the terminal on show; undefined where there is none. */
export const RunCommandContext = createContext<((command: string) => void) | undefined>(undefined);

type CodeElement = ReactElement<{ className?: string; children?: ReactNode } & ExtraProps>;

function Block({ children }: { children?: ReactNode }) {
  const onRun = use(RunCommandContext);
  const code = children as CodeElement; // Markdown puts exactly one code element into a block
  const { className, children: text, node } = code.props;
  const meta = (node?.data as { meta?: string } | undefined)?.meta;
  return (
    <CodeBlock
      text={String(text ?? '').replace(/\n$/, '')}
      action={codeActionOf(languageOf(className), meta)}
      onRun={onRun}
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
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
