import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon';
import './button.css';

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: IconName;
  /** Shown by its icon alone; the label is what a screen reader and the tooltip say. */
  iconOnlyLabel?: string;
  busy?: boolean;
}

/** A busy button stays focusable and does nothing: disabling it would drop the keyboard's place. */
export function Button(props: ButtonProps) {
  const { look = 'plain', icon, iconOnlyLabel, busy = false, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${iconOnlyLabel ? 'button-icon-only' : ''} ${rest.className ?? ''}`}
      aria-label={rest['aria-label'] ?? iconOnlyLabel}
      title={rest.title ?? iconOnlyLabel}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
