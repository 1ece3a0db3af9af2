/** Emoji kind ends its lines with, and what selects how they look. */
const pictograph = /\p{Extended_Pictographic}|\uFE0F|\u200D/gu;

/**
 * The step that kind begins with a line of its output, in its words; undefined for all other
 * lines. Without a terminal a step begins ` • Preparing nodes 📦  ...` and ends ` ✓ Preparing
 * nodes 📦` (kind `pkg/internal/cli/status.go`).
 */
export function creationStep(line: string): string | undefined {
  const text = /^ • (.*?)\s+\.\.\.$/.exec(line)?.[1];
  const words = text?.replace(pictograph, '').replace(/\s+/g, ' ').trim();
  return words === '' ? undefined : words;
}
