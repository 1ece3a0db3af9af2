import type { ReactNode } from 'react';
import './plate.css';

interface PlateProps {
  /** The small line above the title. */
  label: string;
  title: string;
  /** Of the title, where it is not that of the page. */
  titleLanguage?: string | undefined;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A page that has one thing to say: nothing here, gone wrong, finished. */
export function Plate({ label, title, titleLanguage, children, actions }: PlateProps) {
  return (
    <section className="plate">
      <p className="label">{label}</p>
      <h1 lang={titleLanguage}>{title}</h1>
      <div className="plate-body">{children}</div>
      {actions && <div className="plate-actions">{actions}</div>}
    </section>
  );
}
