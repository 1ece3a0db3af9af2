import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { Notices } from '../features/auth/notices';
import { SignOutButton } from '../features/auth/sign-out-button';
import { OperatorLink } from '../features/operator/operator-link';
import { Logo } from '../ui/logo';
import { SkipLink } from '../ui/skip-link';
import { ThemeButton } from '../ui/theme-button';
import './page-frame.css';

/** The pages around the lab: a bar, notices, one column. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    // The first page keeps the browser's own focus; later ones announce themselves.
    if (key !== 'default') main.current?.focus({ preventScroll: true });
  }, [key]);
  return (
    <>
      <title>{`${title} · Drillyard`}</title>
      <SkipLink to="main">Skip to the content</SkipLink>
      <header className="page-bar">
        <Logo />
        <nav aria-label="Page">
          <OperatorLink />
          <ThemeButton />
          <SignOutButton />
        </nav>
      </header>
      <Notices />
      <main id="main" ref={main} className="page-main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
