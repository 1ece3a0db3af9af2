import { Button } from '../button';
import { CopyButton } from '../copy-button';
import type { CodeAction } from './code-action';
import './code-block.css';

interface CodeBlockProps {
  text: string;
  action: CodeAction;
  /** Missing where there is no terminal at all: the block can be copied instead. */
  runner?: CommandRunner | undefined;
}

/** Runs a command in the terminal on show. */
export interface CommandRunner {
  readonly isReady: boolean;
  run(command: string): void;
}

export function CodeBlock({ text, action, runner }: CodeBlockProps) {
  return (
    <div className="code-block" data-action={action}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {action !== 'read' && (
        <div className="code-block-actions">
          {action === 'run' && runner && (
            <Button
              look="quiet"
              icon="play"
              className="code-block-run"
              disabled={!runner.isReady}
              title="Types it into the terminal and presses Enter"
              onClick={() => runner.run(text)}
            >
              Run
            </Button>
          )}
          <CopyButton text={text} />
        </div>
      )}
    </div>
  );
}
