import { useEffect, useRef, useState } from 'react';
import type { LabSessionView } from '../../api-client/views';
import { describeCheckChanges } from './check-changes';

/** Speaks to screen readers when a check turns; politely, so as not to cut the terminal off. */
export function CheckAnnouncer({ view }: { view: LabSessionView }) {
  const earlier = useRef(view);
  const [text, setText] = useState('');
  useEffect(() => {
    const sentences = describeCheckChanges(earlier.current, view);
    earlier.current = view;
    if (sentences.length > 0) setText(sentences.join(' '));
  }, [view]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
