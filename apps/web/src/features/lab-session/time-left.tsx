import type { LabSessionView } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import { formatTimeLeft } from './format-time';
import { useServerNowMs } from './use-server-now';
import './time-left.css';

export function TimeLeft({ view }: { view: LabSessionView }) {
  const nowMs = useServerNowMs(1000);
  if (view.expiresAt === undefined) return null;
  return (
    <p className="time-left numeric" title="Time left until the lab ends by itself">
      <Icon name="clock" />
      <span className="visually-hidden">Time left: </span>
      {formatTimeLeft(Date.parse(view.expiresAt) - nowMs)}
    </p>
  );
}
