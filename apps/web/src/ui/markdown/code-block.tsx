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
    // Its buttons and its code are in the language of the page, whatever the text around is in.
    <div className="code-block" data-action={action} lang="en">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable */}
      <pre tabIndex={0}>
        <code>{action === 'run' ? <Words text={text} /> : text}</code>
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

/** A long command goes on in the next line between its words, never after a hyphen. */
function Words({ text }: { text: string }) {
  return text.split(/(\s+)/).map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a text have no other identity
    <span key={index} className={word.trim() === '' ? undefined : 'code-block-word'}>
      {word}
    </span>
  ));
}
