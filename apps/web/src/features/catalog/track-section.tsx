import { useId } from 'react';
import { progressOf, type TrackLabs } from './catalog-filter';
import { LabRow } from './lab-row';
import './track-section.css';

export function TrackSection({ track }: { track: TrackLabs }) {
  const id = useId();
  const count = track.labs.length;
  const done = track.labs.filter((lab) => progressOf(lab) === 'done').length;
  return (
    <section className="track" aria-labelledby={id}>
      <header>
        <h2 id={id} lang={track.language}>
          {track.title}
        </h2>
        <p className="label">
          {count === 1 ? '1 lab' : `${count} labs`}
          {done > 0 && `, ${done} done`}
        </p>
        {track.description && (
          <p className="track-about" lang={track.language}>
            {track.description}
          </p>
        )}
      </header>
      <ul>
        {track.labs.map((lab) => (
          <LabRow key={lab.name} lab={lab} />
        ))}
      </ul>
    </section>
  );
}
