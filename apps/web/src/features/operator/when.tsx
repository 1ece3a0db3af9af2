import { serverNowMs } from '../../api-client/server-clock';
import { formatDuration } from '../lab-session/format-time';

/** How long ago, with the time itself for whoever points at it. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {formatDuration(serverNowMs() - Date.parse(at))} ago
    </time>
  );
}
