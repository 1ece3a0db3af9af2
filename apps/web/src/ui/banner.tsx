import type { ReactNode } from 'react';
import { Icon } from './icon';
import './banner.css';

interface BannerProps {
  tone: 'info' | 'warn' | 'fail' | 'pass';
  children: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader: for what the learner must act on now. */
  role?: 'status' | 'alert' | 'note';
}

const icons = { info: 'info', warn: 'warning', fail: 'warning', pass: 'check' } as const;

export function Banner({ tone, children, action, role = 'status' }: BannerProps) {
  return (
    <div className={`banner banner-${tone}`} role={role}>
      <Icon name={icons[tone]} />
      <div className="banner-text">{children}</div>
      {action}
    </div>
  );
}
