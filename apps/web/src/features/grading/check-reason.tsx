import type { CheckView } from '../../api-client/views';
import { InlineMarkdown } from '../../ui/markdown/inline-markdown';

/**
 * Why a check does not pass, in one sentence. Feedback on an answer is an author's Markdown; every
 * other reason speaks of the cluster, where a `*` is a `*`.
 */
export function CheckReason({ check }: { check: CheckView }) {
  const { outcome, kind } = check;
  if (outcome.status === 'inconclusive') return 'Could not be checked; this costs nothing.';
  if (outcome.status !== 'failed') return null;
  return kind === 'answer' ? (
    <InlineMarkdown text={outcome.reason} lang={outcome.language} />
  ) : (
    outcome.reason
  );
}
