import type { Difficulty } from '../../api-client/views';
import { difficulties } from './catalog-filter';
import './difficulty-mark.css';

/** One, two or three bars, and the word. */
export function DifficultyMark({ difficulty }: { difficulty: Difficulty }) {
  const level = difficulties.indexOf(difficulty) + 1;
  return (
    <span className="difficulty-mark">
      <svg viewBox="0 0 14 12" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            className={bar <= level ? 'difficulty-on' : 'difficulty-off'}
            x={(bar - 1) * 5}
            y={12 - bar * 4}
            width="3.5"
            height={bar * 4}
          />
        ))}
      </svg>
      {difficulty}
    </span>
  );
}
