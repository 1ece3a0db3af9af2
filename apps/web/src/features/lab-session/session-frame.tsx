import type { ReactNode } from 'react';
import { Logo } from '../../ui/logo';
import { ThemeButton } from '../../ui/theme-button';
import './session-frame.css';

/** Around a session that is not being worked in: starting, ended, failed, gone. */
export function SessionFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="session-frame-bar">
        <Logo />
        <ThemeButton />
      </header>
      <main>{children}</main>
    </>
  );
}
