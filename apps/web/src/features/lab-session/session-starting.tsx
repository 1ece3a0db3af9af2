import type { LabSessionView } from '../../api-client/views';
import { StatusMark } from '../grading/status-mark';
import { useTextLanguage } from '../language/text-language';
import { SessionFrame } from './session-frame';
import './session-starting.css';

/** The steps of provisioning as they happen; usually gone before they can be read. */
export function SessionStarting({ view }: { view: LabSessionView }) {
  const langOf = useTextLanguage();
  return (
    <SessionFrame>
      <section className="session-starting" role="status" aria-label="Starting the lab">
        <p className="label">Setting up</p>
        <h1 lang={langOf(view.lab, 'title')}>{view.lab.title}</h1>
        <ol>
          {view.steps.map((step) => (
            <li key={step.text}>
              <StatusMark status={step.state === 'done' ? 'passed' : 'pending'} />
              {step.text}
            </li>
          ))}
        </ol>
        {view.steps.length === 0 && <p>Waiting for a place on the server.</p>}
      </section>
    </SessionFrame>
  );
}
