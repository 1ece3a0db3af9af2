import { useState } from 'react';
import type { LabSessionView } from '../../api-client/views';
import { Markdown } from '../../ui/markdown/markdown';
import { LanguagePicker } from '../language/language-picker';
import { useTextLanguage } from '../language/text-language';
import { LabComplete } from './lab-complete';
import { firstOpenTask } from './task-order';
import { TaskSection } from './task-section';
import type { LabSessionActions } from './use-lab-session-actions';
import './instructions.css';

interface InstructionsProps {
  view: LabSessionView;
  actions: LabSessionActions;
  onShowChecks: () => void;
}

/** The lab's text: the introduction, then its tasks, one open at a time. */
export function Instructions({ view, actions, onShowChecks }: InstructionsProps) {
  const langOf = useTextLanguage();
  const complete = view.tasks.length > 0 && view.tasks.every(({ state }) => state === 'passed');
  const [openTask, setOpenTask] = useState(() => firstOpenTask(view.tasks));
  const [resumedTask] = useState(complete ? undefined : openTask);
  return (
    <div className="instructions">
      {complete && <LabComplete view={view} onEnd={actions.end} />}
      <LanguagePicker {...view.lab} />
      {view.intro.trim() !== '' && (
        <div className="instructions-intro">
          <Markdown text={view.intro} lang={langOf(view.lab, 'intro')} />
        </div>
      )}
      <ol className="tasks">
        {view.tasks.map((task, index) => {
          const next = view.tasks[index + 1];
          return (
            <TaskSection
              key={task.id}
              task={task}
              number={index + 1}
              open={task.id === openTask}
              resumed={task.id === resumedTask && index > 0}
              onToggle={(open) => setOpenTask(open ? task.id : undefined)}
              onNext={next && (() => setOpenTask(next.id))}
              onShowChecks={onShowChecks}
              actions={actions}
            />
          );
        })}
      </ol>
    </div>
  );
}
