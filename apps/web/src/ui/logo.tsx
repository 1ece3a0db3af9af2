import { Link } from 'react-router';
import './logo.css';

/** Two chevrons: a rank badge, and a prompt that waits. */
export function Logo({ compact = false }: { compact?: boolean }) {
  return (
    <Link className="logo" to="/" aria-label="Drillyard, all labs">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" />
        <path d="M9 9.5l6.5 6.5L9 22.5M17 9.5l6.5 6.5-6.5 6.5" />
      </svg>
      {!compact && <span>Drillyard</span>}
    </Link>
  );
}
