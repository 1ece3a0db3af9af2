import './loading.css';

/** Says what is awaited. Appears after a moment only: most answers are faster than a flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p className="loading" role="status">
      <span className="loading-bar" aria-hidden="true" />
      {what}
    </p>
  );
}
