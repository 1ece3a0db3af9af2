import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { messageOf, Problem } from '../../api-client/problem';
import { labQuery, tracksQuery } from '../../api-client/queries';
import type { LabDetails } from '../../api-client/views';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Loading } from '../../ui/loading';
import { Plate } from '../../ui/plate';
import { LanguagePicker } from '../language/language-picker';
import { textLanguage } from '../language/text-language';
import { DifficultyMark } from './difficulty-mark';
import { StartLab } from './start-lab';
import { titleFromName } from './title-from-name';
import './lab-overview.css';

const Markdown = lazy(async () => ({
  default: (await import('../../ui/markdown/markdown')).Markdown,
}));

export function LabOverview({ name }: { name: string }) {
  const lab = useQuery(labQuery(name));
  if (lab.data) return <LabSheet lab={lab.data} />;
  if (lab.isPending) return <Loading what="Opening the lab" />;
  const unknown = lab.error instanceof Problem && lab.error.status === 404;
  return (
    <Plate
      label={unknown ? 'No such lab' : 'Lab'}
      title={unknown ? `There is no lab "${name}"` : 'The lab could not be read'}
      actions={
        <>
          <Link className="button button-primary" to="/">
            All labs
          </Link>
          {!unknown && <Button onClick={() => void lab.refetch()}>Try again</Button>}
        </>
      }
    >
      <p>{messageOf(lab.error)}</p>
    </Plate>
  );
}

function LabSheet({ lab }: { lab: LabDetails }) {
  const tracks = useQuery(tracksQuery).data ?? [];
  const track = tracks.find(({ name }) => name === lab.track);
  return (
    <article className="lab-sheet">
      <title>{`${lab.title} · Drillyard`}</title>
      <div className="lab-sheet-head">
        <p className="label">
          <Link to="/">Labs</Link> /{' '}
          <span lang={track?.language}>{track?.title ?? titleFromName(lab.track)}</span>
        </p>
        <h1 lang={textLanguage(lab, lab, 'title')}>{lab.title}</h1>
      </div>
      <div className="lab-sheet-text">
        <Suspense fallback={null}>
          <Markdown text={lab.intro} lang={textLanguage(lab, lab, 'intro')} />
        </Suspense>
        {lab.tasks.length > 0 && (
          <>
            <h2>Tasks</h2>
            <ol>
              {lab.tasks.map((task) => (
                <li key={task.title} lang={textLanguage(lab, task, 'title')}>
                  {task.title}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      <aside className="lab-sheet-side" aria-label="About this lab">
        <LanguagePicker {...lab} />
        <dl>
          <dt className="label">Difficulty</dt>
          <dd>
            <DifficultyMark difficulty={lab.difficulty} />
          </dd>
          <dt className="label">Time</dt>
          <dd>
            {lab.timeLimitMinutes === undefined
              ? `about ${lab.minutes} minutes`
              : `${lab.timeLimitMinutes} minutes, as in an exam; then it ends`}
          </dd>
          <dt className="label">Topics</dt>
          <dd>{lab.topics.join(', ')}</dd>
          <dt className="label">Points</dt>
          <dd>{lab.points}</dd>
          {lab.bestScore !== undefined && (
            <>
              <dt className="label">Your best</dt>
              <dd>
                {lab.bestScore.points} of {lab.bestScore.max}
              </dd>
            </>
          )}
        </dl>
        {lab.available || lab.liveSessionId ? (
          <StartLab lab={lab} />
        ) : (
          <p className="lab-row-unavailable">
            <Icon name="warning" />
            <span>Not on this server: {lab.unavailableReason}</span>
          </p>
        )}
      </aside>
    </article>
  );
}
