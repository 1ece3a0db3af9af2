import { Button } from '../button';
import { CopyButton } from '../copy-button';
import type { CodeAction } from './code-action';
import './code-block.css';

interface CodeBlockProps {
  text: string;
  action: CodeAction;
  /** Missing where there is no terminal to run it in: the block can be copied instead. */
  onRun?: ((text: string) => void) | undefined;
}

export function CodeBlock({ text, action, onRun }: CodeBlockProps) {
  const runnable = action === 'run' && onRun !== undefined;
  return (
    <div className="code-block" data-action={action}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {action !== 'read' && (
        <div className="code-block-actions">
          {runnable && (
            <Button look="quiet" icon="play" onClick={() => onRun(text)}>
              Run
            </Button>
          )}
          <CopyButton text={text} />
        </div>
      )}
    </div>
  );
}
