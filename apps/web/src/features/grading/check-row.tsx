import { useId, useState } from 'react';
import type { CheckView } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import { useTextLanguage } from '../language/text-language';
import { CheckDetail } from './check-detail';
import { CheckReason } from './check-reason';
import { checkStatus, checkStatusWords } from './check-status';
import { StatusMark } from './status-mark';
import './check-row.css';

/** One check: its verdict and reason at a glance, the rest on demand. */
export function CheckRow({ check }: { check: CheckView }) {
  const langOf = useTextLanguage();
  const [open, setOpen] = useState(false);
  const detailId = useId();
  const status = checkStatus(check);
  const hasReason = status !== 'passed' && status !== 'pending';
  return (
    <li className="check-row" data-status={status}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={detailId}
        onClick={() => setOpen(!open)}
      >
        <StatusMark status={status} />
        <span className="check-row-text">
          <span className="check-row-name" lang={langOf(check, 'name')}>
            {check.name}
          </span>
          {hasReason && (
            <span className="check-row-why">
              <CheckReason check={check} />
            </span>
          )}
        </span>
        <Icon name="chevron" />
      </button>
      <div id={detailId} className="check-row-detail" hidden={!open}>
        <p className="label">{checkStatusWords[status]}</p>
        <CheckDetail check={check} />
      </div>
    </li>
  );
}
