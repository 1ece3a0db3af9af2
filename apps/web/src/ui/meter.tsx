import './meter.css';

/** How far one is, as a thin line; the numbers stand beside it as text. */
export function Meter({ value, max }: { value: number; max: number }) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <svg className="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="meter-ground" width="100" height="4" />
      <rect className="meter-value" width={100 * share} height="4" />
    </svg>
  );
}
