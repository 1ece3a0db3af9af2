import type { LabSessionView } from '../../api-client/views';
import { Icon } from '../../ui/icon';
import './recordings.css';

/** What each terminal showed, to keep. Nothing where the server has none any more. */
export function Recordings({ view }: { view: LabSessionView }) {
  if (view.terminals.length === 0) return null;
  return (
    <ul className="recordings">
      {view.terminals.map(({ id, title }) => (
        <li key={id}>
          <a href={`/api/terminals/${id}/recording`} download>
            <Icon name="download" />
            Recording of {title}
          </a>
        </li>
      ))}
      <li className="recordings-hint">
        A text file in asciicast format: <code>asciinema play</code> shows it.
      </li>
    </ul>
  );
}
