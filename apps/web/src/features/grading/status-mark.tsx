import { Icon, type IconName } from '../../ui/icon';
import { type CheckStatus, checkStatusWords } from './check-status';
import './status-mark.css';

const icons: Record<CheckStatus, IconName> = {
  passed: 'check',
  failed: 'cross',
  regressed: 'back',
  inconclusive: 'question',
  unanswered: 'minus',
  pending: 'wait',
};

/** Shape and word carry the status; the colour repeats it. */
export function StatusMark({ status }: { status: CheckStatus }) {
  return (
    <span className="status-mark" data-status={status}>
      <Icon name={icons[status]} />
      <span className="visually-hidden">{checkStatusWords[status]}</span>
    </span>
  );
}

/** Of a task that was left open when the lab ended: no verdict any more. */
export function UndoneMark() {
  return (
    <span className="status-mark" data-status="pending">
      <Icon name="minus" />
      <span className="visually-hidden">Not done</span>
    </span>
  );
}
