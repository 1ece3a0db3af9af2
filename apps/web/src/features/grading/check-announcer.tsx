import { useEffect, useRef, useState } from 'react';
import type { LabSessionView } from '../../api-client/views';
import { describeCheckChanges } from './check-changes';
import './check-announcer.css';

/** Long enough to read two sentences; the check panel keeps saying them. */
const shownMs = 7000;
/** Checks of one command turn within moments of each other; more than these nobody reads. */
const sentencesMax = 4;

interface CheckAnnouncerProps {
  view: LabSessionView;
  /** Whether it is also to be seen: where the checks themselves are not. */
  visible: boolean;
}

/** Speaks to screen readers when a check turns; politely, so as not to cut the terminal off. */
export function CheckAnnouncer({ view, visible }: CheckAnnouncerProps) {
  const earlier = useRef(view);
  const [sentences, setSentences] = useState<string[]>([]);
  useEffect(() => {
    // The same said in another language is no news.
    const isComparable = earlier.current.lab.language === view.lab.language;
    const changes = isComparable ? describeCheckChanges(earlier.current, view) : [];
    earlier.current = view;
    if (changes.length > 0) {
      setSentences((said) => [...new Set([...said, ...changes])].slice(-sentencesMax));
    }
  }, [view]);
  useEffect(() => {
    if (sentences.length === 0) return;
    const timer = setTimeout(() => setSentences([]), shownMs);
    return () => clearTimeout(timer);
  }, [sentences]);
  return (
    <div className={visible ? 'check-announcer' : 'visually-hidden'} aria-live="polite">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
