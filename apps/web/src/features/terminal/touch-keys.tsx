import './touch-keys.css';

/** Keys that a phone's keyboard lacks, and what a terminal sends for them. */
const keys = [
  { label: 'Esc', sends: '\x1b' },
  { label: 'Tab', sends: '\t' },
  { label: 'Ctrl+C', sends: '\x03' },
  { label: 'Ctrl+D', sends: '\x04' },
  { label: '↑', name: 'Up', sends: '\x1b[A' },
  { label: '↓', name: 'Down', sends: '\x1b[B' },
  { label: '←', name: 'Left', sends: '\x1b[D' },
  { label: '→', name: 'Right', sends: '\x1b[C' },
] as const;

/** Shown where fingers are the pointer. */
export function TouchKeys({ onKey }: { onKey: (sends: string) => void }) {
  return (
    <div className="touch-keys" role="toolbar" aria-label="Terminal keys">
      {keys.map((key) => (
        <button
          key={key.label}
          type="button"
          aria-label={'name' in key ? key.name : key.label}
          // The screen keyboard stays open only while the terminal keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onKey(key.sends)}
        >
          {key.label}
        </button>
      ))}
    </div>
  );
}
