import { useEffect, useState } from 'react';
import { Button } from './button';
import { writeClipboard } from './clipboard';

const confirmationMs = 1600;

export function CopyButton({ text }: { text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), confirmationMs);
    return () => clearTimeout(timer);
  }, [state]);
  const labels = { idle: 'Copy', copied: 'Copied', refused: 'Select and copy by hand' };
  return (
    <Button
      look="quiet"
      icon={state === 'copied' ? 'check' : 'copy'}
      onClick={() => {
        writeClipboard(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
    >
      <span aria-live="polite">{labels[state]}</span>
    </Button>
  );
}
